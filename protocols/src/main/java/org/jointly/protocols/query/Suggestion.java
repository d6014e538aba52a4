package org.jointly.protocols.query;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** "Did you mean": the known word nearest to one that is not known. */
public final class Suggestion {
  /** Letters that a beginning has at least. */
  private static final int FEW = 3;

  private Suggestion() {}

  /** The candidate nearest to the word, if any is near enough to be a slip of the keyboard, or else one that begins with it. */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    return slip(word, candidates)
        .or(() -> candidates.stream().filter(candidate -> word.length() >= FEW && candidate.startsWith(word)).findFirst());
  }

  private static Optional<String> slip(String word, Collection<String> candidates) {
    int tolerated = Math.max(1, word.length() / 3);
    return candidates.stream()
        .filter(candidate -> Math.abs(candidate.length() - word.length()) <= tolerated)
        .filter(candidate -> distance(word, candidate) <= tolerated)
        .min(Comparator.comparingInt((String candidate) -> distance(word, candidate)).thenComparing(candidate -> candidate));
  }

  /** {@code ; did you mean mean?} if there is one, else {@code ; write one of …}. */
  public static String hint(String word, Collection<String> candidates) {
    return question(nearest(word, candidates).stream().toList())
        .orElseGet(() -> "; write one of " + String.join(", ", candidates));
  }

  /** {@code ; did you mean cox or kaplan-meier?} Empty if nothing was meant. */
  public static Optional<String> question(List<String> meant) {
    int last = meant.size() - 1;
    return switch (meant.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of("; did you mean " + meant.get(0) + "?");
      default -> Optional.of("; did you mean " + String.join(", ", meant.subList(0, last)) + " or " + meant.get(last) + "?");
    };
  }

  /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
  private static int distance(String left, String right) {
    int[][] cost = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replaced = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        cost[i][j] = Math.min(cost[i - 1][j - 1] + replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        if (i > 1 && j > 1 && left.charAt(i - 1) == right.charAt(j - 2) && left.charAt(i - 2) == right.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[left.length()][right.length()];
  }
}
