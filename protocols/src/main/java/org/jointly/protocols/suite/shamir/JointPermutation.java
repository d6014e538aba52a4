package org.jointly.protocols.suite.shamir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jointly.protocols.sharing.Prg;

/**
 * A uniformly random permutation that no t parties know: the composition, over all sets A of t parties, of permutations that
 * everybody outside A knows.
 *
 * <p>Drawn from streams in common, without communication. All parties draw in the same order.
 *
 * @param length of what is permuted
 * @param known by set, as a bit mask of parties: the position that each row comes from; only sets this party is outside of
 */
record JointPermutation(int length, SortedMap<Integer, int[]> known) {

  static JointPermutation draw(ShamirResources resources, int length) {
    SortedMap<Integer, int[]> known = new TreeMap<>();
    resources.permutationStreams().forEach((set, stream) -> known.put(set, draw(stream, length)));
    return new JointPermutation(length, known);
  }

  /** Fisher, Yates. */
  private static int[] draw(Prg stream, int length) {
    int[] from = IntStream.range(0, length).toArray();
    for (int last = length - 1; last > 0; last--) {
      int other = (int) below(stream, last + 1);
      int swapped = from[other];
      from[other] = from[last];
      from[last] = swapped;
    }
    return from;
  }

  /** Uniform: words beyond the last multiple of the bound are drawn again, with probability below bound / 2^63. */
  private static long below(Prg stream, int bound) {
    long[] word = new long[1];
    long last = Long.MAX_VALUE - Long.MAX_VALUE % bound;
    do {
      stream.nextLongs(word, 0, 1);
      word[0] >>>= 1;
    } while (word[0] >= last);
    return word[0] % bound;
  }

  /** From the given order to the permuted one. */
  List<Leg> forward(ShamirResources resources) {
    return sets(resources).stream().map(set -> new Leg(set, Optional.ofNullable(known.get(set)))).toList();
  }

  /** From the permuted order to the given one. */
  List<Leg> backward(ShamirResources resources) {
    List<Leg> legs = new ArrayList<>();
    for (int set : sets(resources)) {
      legs.add(0, new Leg(set, Optional.ofNullable(known.get(set)).map(JointPermutation::inverse)));
    }
    return legs;
  }

  /**
   * One of the permutations on the way.
   *
   * @param set who does not know it
   * @param from the position that each row comes from; empty at the parties in the set
   */
  record Leg(int set, Optional<int[]> from) {}

  /** All sets of t parties. */
  private static List<Integer> sets(ShamirResources resources) {
    return IntStream.range(0, 1 << resources.parties().size())
        .filter(set -> Integer.bitCount(set) == resources.threshold())
        .boxed()
        .toList();
  }

  static int[] inverse(int[] from) {
    int[] inverse = new int[from.length];
    for (int i = 0; i < from.length; i++) {
      inverse[from[i]] = i;
    }
    return inverse;
  }

  @Override
  public String toString() {
    return "JointPermutation[" + length + " rows, redacted]";
  }
}
