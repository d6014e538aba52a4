package org.jointly.protocols.statistic.disclosure;

import dk.alexandra.fresco.framework.DRes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;

/**
 * Of the steps of a funnel, N_0 ≥ N_1 ≥ …, how many dropped out since the step before that is shown, and 0 where too few did: {@link
 * Jumps} from the cohort to the first step j after i with N_i − N_j ≥ k, N_j ≥ k, and with a drop between them at m sites at least.
 *
 * <p>Whatever is shown, a hidden number N_j after a shown N_i then has all k values from N_i − k + 1 to N_i to choose from (with steps
 * hidden after it: descending), or is below k, or lacks sites.
 *
 * <p>What is compared here is multiplied, and compared again by who applies the rule: so that nobody lies about steps such that the product
 * is beyond what a suite can hide, nobody may be left who had dropped out ({@link VectorNumeric#requireWithin}).
 *
 * <p>Rounds: one comparison; one, or with m above 1 two, for the product of bits; steps − 2; one.
 *
 * @param jumps between the steps, the cohort the first
 * @param k the minimum count
 * @param m the minimum of sites
 */
public record ShownSteps(Jumps jumps, long k, int m) {

  /**
   * Per step; of the cohort, all of it.
   *
   * @param left sums of what is proven to be within its bounds
   * @param sites per pair at how many sites some dropped out, if that matters
   * @param bits of every number
   */
  public DRes<SecretVector> droppedSince(
      VectorNumeric vectors, DRes<SecretVector> left, Optional<DRes<SecretVector>> sites, int bits) {
    vectors.requireWithin(dropped(vectors, left), jumps.places() - 1, bits);
    DRes<SecretVector> later = vectors.gather(left, jumps.overPairs((from, to) -> to));
    DRes<SecretVector> drops = vectors.subtract(vectors.gather(left, jumps.overPairs((from, to) -> from)), later);
    DRes<SecretVector> shown = jumps.made(vectors, enough(vectors, drops, later, sites, bits), 1);
    DRes<SecretVector> counted = vectors.multiply(shown, drops);
    List<DRes<SecretVector>> since = new ArrayList<>(List.of(vectors.gather(left, new int[] {0})));
    for (int step = 1; step < jumps.places(); step++) {
      since.add(vectors.sum(vectors.gather(counted, jumps.endingAt(step))));
    }
    return vectors.concatenate(since);
  }

  /** At each step. */
  private DRes<SecretVector> dropped(VectorNumeric vectors, DRes<SecretVector> left) {
    int steps = jumps.places() - 1;
    return vectors.subtract(
        vectors.gather(left, IntStream.range(0, steps).toArray()), vectors.gather(left, IntStream.rangeClosed(1, steps).toArray()));
  }

  private DRes<SecretVector> enough(
      VectorNumeric vectors,
      DRes<SecretVector> drops,
      DRes<SecretVector> later,
      Optional<DRes<SecretVector>> sites,
      int bits) {
    int pairs = jumps.pairs();
    List<DRes<SecretVector>> compared = new ArrayList<>(List.of(drops, later));
    sites.ifPresent(compared::add);
    long[] thresholds = new long[compared.size() * pairs];
    Arrays.fill(thresholds, 0, 2 * pairs, k);
    Arrays.fill(thresholds, 2 * pairs, thresholds.length, m);
    DRes<SecretVector> reached = vectors.atLeast(vectors.concatenate(compared), IntegerVector.of(thresholds), bits);
    DRes<SecretVector> both = vectors.multiply(part(vectors, reached, 0), part(vectors, reached, 1));
    return sites.isPresent() ? vectors.multiply(both, part(vectors, reached, 2)) : both;
  }

  private DRes<SecretVector> part(VectorNumeric vectors, DRes<SecretVector> reached, int part) {
    int pairs = jumps.pairs();
    return vectors.gather(reached, IntStream.range(part * pairs, (part + 1) * pairs).toArray());
  }

  /** The same on plain numbers. */
  public long[] droppedSince(long[] left, Optional<long[]> sites) {
    int[] from = jumps.overPairs((one, other) -> one);
    int[] to = jumps.overPairs((one, other) -> other);
    boolean[] enough = new boolean[jumps.pairs()];
    for (int pair = 0; pair < enough.length; pair++) {
      enough[pair] = left[from[pair]] - left[to[pair]] >= k && left[to[pair]] >= k
          && (sites.isEmpty() || sites.get()[pair] >= m);
    }
    boolean[] shown = jumps.made(enough);
    long[] since = new long[jumps.places()];
    since[0] = left[0];
    for (int pair = 0; pair < shown.length; pair++) {
      since[to[pair]] += shown[pair] ? left[from[pair]] - left[to[pair]] : 0;
    }
    return since;
  }
}
