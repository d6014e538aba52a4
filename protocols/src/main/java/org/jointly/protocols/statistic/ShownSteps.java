package org.jointly.protocols.statistic;

import dk.alexandra.fresco.framework.DRes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;

/**
 * Of the steps of a funnel, N_0 ≥ N_1 ≥ …, how many dropped out since the step before that is shown, and 0 where too few did.
 *
 * <pre>
 *   c(i,j) = [N_i − N_j ≥ k]·[N_j ≥ k]·[S(i,j) ≥ m]      for steps i before j; S the sites where some dropped out between them
 *   w      = which step was shown last, as a unit vector; at first the cohort
 *   step j is shown if Σ_i w_i·c(i,j) = 1;  since it, Σ_i w_i·c(i,j)·(N_i − N_j) dropped out;  then w is j
 * </pre>
 *
 * <p>Whatever is shown, a hidden number N_j after a shown N_i then has all k values from N_i − k + 1 to N_i to choose from (with steps
 * hidden after it: descending), or is below k, or lacks sites.
 *
 * <p>Rounds: one comparison, one or (with m above 1) two for c, one for c times the drops, and 2·steps − 3.
 *
 * @param steps with the cohort
 * @param k the minimum count
 * @param m the minimum of sites
 */
record ShownSteps(int steps, long k, int m) {

  int pairs() {
    return steps * (steps - 1) / 2;
  }

  /** One number for each pair of steps: (0, 1), (0, 2), (1, 2), (0, 3), … */
  long[] overPairs(IntBinaryOperator number) {
    return IntStream.range(1, steps)
        .flatMap(to -> IntStream.range(0, to).map(from -> number.applyAsInt(from, to)))
        .asLongStream()
        .toArray();
  }

  private int[] pairsOf(IntBinaryOperator step) {
    return Arrays.stream(overPairs(step)).mapToInt(Math::toIntExact).toArray();
  }

  /** The places of the pairs that end at a step. */
  private static int[] endingAt(int to) {
    return IntStream.range(to * (to - 1) / 2, to * (to + 1) / 2).toArray();
  }

  /**
   * Per step; of the cohort, all of it.
   *
   * @param sites per pair at how many sites some dropped out, if that matters
   * @param bits of every number
   */
  DRes<SecretVector> droppedSince(
      VectorNumeric vectors, DRes<SecretVector> left, Optional<DRes<SecretVector>> sites, int bits) {
    DRes<SecretVector> later = vectors.gather(left, pairsOf((from, to) -> to));
    DRes<SecretVector> drops = vectors.subtract(vectors.gather(left, pairsOf((from, to) -> from)), later);
    DRes<SecretVector> enough = enough(vectors, drops, later, sites, bits);
    DRes<SecretVector> terms = vectors.concatenate(List.of(enough, vectors.multiply(enough, drops)));
    List<DRes<SecretVector>> since = new ArrayList<>(List.of(vectors.gather(left, new int[] {0})));
    DRes<SecretVector> last = vectors.known(IntegerVector.of(1));
    for (int step = 1; step < steps; step++) {
      DRes<SecretVector> shownAndSince = vectors.matrixProduct(last, vectors.gather(terms, columns(step)), step);
      since.add(vectors.gather(shownAndSince, new int[] {1}));
      if (step + 1 < steps) {
        DRes<SecretVector> replaced = vectors.multiply(last, vectors.gather(shownAndSince, new int[step]));
        DRes<SecretVector> isShown = vectors.gather(shownAndSince, new int[] {0});
        last = vectors.concatenate(List.of(vectors.subtract(last, replaced), isShown));
      }
    }
    return vectors.concatenate(since);
  }

  /** Of the pairs that end at a step, row by row, c and c times the drop. */
  private int[] columns(int step) {
    return Arrays.stream(endingAt(step)).flatMap(pair -> IntStream.of(pair, pairs() + pair)).toArray();
  }

  private DRes<SecretVector> enough(
      VectorNumeric vectors,
      DRes<SecretVector> drops,
      DRes<SecretVector> later,
      Optional<DRes<SecretVector>> sites,
      int bits) {
    List<DRes<SecretVector>> compared = new ArrayList<>(List.of(drops, later));
    sites.ifPresent(compared::add);
    long[] thresholds = new long[compared.size() * pairs()];
    Arrays.fill(thresholds, 0, 2 * pairs(), k);
    Arrays.fill(thresholds, 2 * pairs(), thresholds.length, m);
    DRes<SecretVector> reached = vectors.atLeast(vectors.concatenate(compared), IntegerVector.of(thresholds), bits);
    DRes<SecretVector> both = vectors.multiply(part(vectors, reached, 0), part(vectors, reached, 1));
    return sites.isPresent() ? vectors.multiply(both, part(vectors, reached, 2)) : both;
  }

  private DRes<SecretVector> part(VectorNumeric vectors, DRes<SecretVector> reached, int part) {
    return vectors.gather(reached, IntStream.range(part * pairs(), (part + 1) * pairs()).toArray());
  }

  /** The same on plain numbers. */
  long[] droppedSince(long[] left, Optional<long[]> sites) {
    long[] since = new long[steps];
    since[0] = left[0];
    int last = 0;
    for (int step = 1; step < steps; step++) {
      int pair = endingAt(step)[last];
      boolean isShown = left[last] - left[step] >= k && left[step] >= k && (sites.isEmpty() || sites.get()[pair] >= m);
      if (isShown) {
        since[step] = left[last] - left[step];
        last = step;
      }
    }
    return since;
  }
}
