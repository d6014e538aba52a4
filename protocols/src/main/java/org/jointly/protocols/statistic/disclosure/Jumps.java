package org.jointly.protocols.statistic.disclosure;

import dk.alexandra.fresco.framework.DRes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;

/**
 * The way of somebody who starts at place 0 and, wherever he is, jumps to the first later place to which he may jump from there: computed
 * on shares, so that nobody learns where he was not.
 *
 * <pre>
 *   w       where he is, as a unit vector over the places before j;  a(i,j) whether a jump from i to j is allowed
 *   made    (i,j) = w_i·a(i,j);  then w_i is less by made(i,j), and w_j is their sum
 * </pre>
 *
 * <p>Pairs of places i before j are in the order (0, 1), (0, 2), (1, 2), (0, 3), …
 *
 * <p>Rounds: places − 2, each one multiplication of as many elements as there are places before; several walks side by side take no
 * more.
 *
 * @param places two at least
 */
public record Jumps(int places) {

  public int pairs() {
    return places * (places - 1) / 2;
  }

  /** One number for each pair. */
  public int[] overPairs(IntBinaryOperator number) {
    return IntStream.range(1, places)
        .flatMap(to -> IntStream.range(0, to).map(from -> number.applyAsInt(from, to)))
        .toArray();
  }

  /** The pairs that end at a place, the nearest start last. */
  int[] endingAt(int to) {
    return IntStream.range(to * (to - 1) / 2, to * (to + 1) / 2).toArray();
  }

  /** The pairs that start at a place. */
  int[] startingAt(int from) {
    return IntStream.range(from + 1, places).map(to -> to * (to - 1) / 2 + from).toArray();
  }

  /**
   * The jumps that are made, as a bit for each pair.
   *
   * @param allowed walk after walk a bit for each pair
   */
  DRes<SecretVector> made(VectorNumeric vectors, DRes<SecretVector> allowed, int walks) {
    long[] everybodyAtZero = new long[walks];
    Arrays.fill(everybodyAtZero, 1);
    DRes<SecretVector> at = vectors.known(IntegerVector.of(everybodyAtZero));
    List<DRes<SecretVector>> made = new ArrayList<>();
    for (int to = 1; to < places; to++) {
      DRes<SecretVector> may = vectors.gather(allowed, inAll(walks, pairs(), endingAt(to)));
      DRes<SecretVector> jumping = to == 1 ? may : vectors.multiply(at, may);
      made.add(jumping);
      at = moved(vectors, at, jumping, to, walks);
    }
    return vectors.gather(vectors.concatenate(made), walkAfterWalk(walks));
  }

  private static int[] inAll(int walks, int each, int[] places) {
    return IntStream.range(0, walks).flatMap(walk -> Arrays.stream(places).map(place -> walk * each + place)).toArray();
  }

  /** Where everybody is among the places up to the one they may just have jumped to. */
  private static DRes<SecretVector> moved(
      VectorNumeric vectors, DRes<SecretVector> at, DRes<SecretVector> jumping, int to, int walks) {
    List<DRes<SecretVector>> parts = new ArrayList<>(List.of(vectors.subtract(at, jumping)));
    for (int walk = 0; walk < walks; walk++) {
      parts.add(vectors.sum(vectors.gather(jumping, IntStream.range(walk * to, (walk + 1) * to).toArray())));
    }
    int[] order = IntStream.range(0, walks)
        .flatMap(walk -> IntStream.rangeClosed(0, to).map(place -> place < to ? walk * to + place : walks * to + walk))
        .toArray();
    return vectors.gather(vectors.concatenate(parts), order);
  }

  /** From the order in which jumps were made, all walks place by place. */
  private int[] walkAfterWalk(int walks) {
    return IntStream.range(0, walks)
        .flatMap(walk -> Arrays.stream(overPairs((from, to) -> walks * endingAt(to)[0] + walk * to + from)))
        .toArray();
  }

  /** The same of one walk on plain bits. */
  boolean[] made(boolean[] allowed) {
    boolean[] made = new boolean[pairs()];
    int at = 0;
    for (int to = 1; to < places; to++) {
      int pair = endingAt(to)[at];
      if (allowed[pair]) {
        made[pair] = true;
        at = to;
      }
    }
    return made;
  }
}
