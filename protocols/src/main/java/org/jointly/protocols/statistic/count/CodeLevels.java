package org.jointly.protocols.statistic.count;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which codes of a list include others of it, and on which level each stands: 0 if it includes none, else one above the highest that
 * it includes. Public: it follows from the query.
 */
final class CodeLevels {
  private final int[][] above;
  private final int[] levels;

  private CodeLevels(int[][] above, int[] levels) {
    this.above = above;
    this.levels = levels;
  }

  /** The levels of these codes, of which none includes itself by way of others. */
  static CodeLevels of(List<String> codes, CodeList list) {
    int[][] above = IntStream.range(0, codes.size())
        .mapToObj(i -> IntStream.of(list.places(codes.get(i))).filter(place -> place != i).toArray())
        .toArray(int[][]::new);
    return new CodeLevels(above, levels(above));
  }

  /** Those included by most come first: whatever includes a code is included by fewer. */
  private static int[] levels(int[][] above) {
    int[] levels = new int[above.length];
    IntStream.range(0, above.length).boxed()
        .sorted((i, j) -> above[j].length - above[i].length)
        .forEach(i -> IntStream.of(above[i]).forEach(over -> levels[over] = Math.max(levels[over], levels[i] + 1)));
    return levels;
  }

  /** One more than the highest level. */
  int count() {
    return 1 + Arrays.stream(levels).max().orElse(0);
  }

  int of(int code) {
    return levels[code];
  }

  /** The listed codes that include this one. */
  int[] above(int code) {
    return above[code];
  }
}
