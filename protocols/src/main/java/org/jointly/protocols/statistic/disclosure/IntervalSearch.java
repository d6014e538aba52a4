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
import org.jointly.protocols.statistic.survival.LifeTable;

/**
 * Where the intervals of a {@link LifeTable} end, computed on shares: {@link Jumps} from the start to the first place by which enough
 * patients have an event and enough are censored, in the group or in all of them, and on from there.
 *
 * <p>Of an interval one learns its ends and later its two numbers, each at least k; and that one of the two was below k a place before.
 * How the patients are distributed inside remains open: whichever number was not, any.
 *
 * <p>Where comparisons are dear, {@link PlaceByPlace}; else over all pairs of places at once.
 *
 * <p>Rounds: one comparison; ⌈log2 f⌉ for the product of f bits, two or four; places − 2. Elements:
 * for P pairs of places, 2·P comparisons a group; for minimum sites as many again.
 *
 * @param jumps between the places, the start the first
 * @param k the minimum count
 * @param m the minimum of sites
 */
public record IntervalSearch(Jumps jumps, int groups, long k, int m) {

  /** How many bits there are: for every walk one for each place but the start and the last. */
  public int ends() {
    return groups * (jumps.places() - 2);
  }

  /** Per group and pair, whether a site has a patient between the places: the difference of what it has up to them. */
  public long[] sites(long[] upTo) {
    return Arrays.stream(between(upTo)).map(patients -> patients > 0 ? 1 : 0).toArray();
  }

  private long[] between(long[] upTo) {
    int[] to = places((one, other) -> other);
    int[] from = places((one, other) -> one);
    return IntStream.range(0, to.length).mapToLong(i -> upTo[to[i]] - upTo[from[i]]).toArray();
  }

  /** Group after group the one or the other place of each pair. */
  private int[] places(IntBinaryOperator place) {
    int[] ofPair = jumps.overPairs(place);
    return IntStream.range(0, groups)
        .flatMap(group -> Arrays.stream(ofPair).map(at -> group * jumps.places() + at))
        .toArray();
  }

  /**
   * Walk after walk a bit for each place but the start and the last: whether an interval ends there and another one follows.
   *
   * @param upTo patients with an event, and censored ones: group after group, how many up to each place
   * @param sites of both, per group and pair at how many sites; empty if that does not matter
   * @param bits of every number of patients
   * @param siteBits of every number of sites
   */
  public DRes<SecretVector> ends(
      VectorNumeric vectors, List<DRes<SecretVector>> upTo, List<DRes<SecretVector>> sites, int bits, int siteBits) {
    return vectors.comparesDearly()
        ? new PlaceByPlace(vectors, jumps, groups, k, m).ends(upTo, sites, bits, siteBits)
        : overAllPairs(vectors, upTo, sites, bits);
  }

  private DRes<SecretVector> overAllPairs(
      VectorNumeric vectors, List<DRes<SecretVector>> upTo, List<DRes<SecretVector>> sites, int bits) {
    List<DRes<SecretVector>> compared = new ArrayList<>();
    upTo.forEach(counts -> compared.add(vectors.subtract(
        vectors.gather(counts, places((one, other) -> other)), vectors.gather(counts, places((one, other) -> one)))));
    compared.addAll(sites);
    int each = groups * jumps.pairs();
    long[] thresholds = new long[compared.size() * each];
    Arrays.fill(thresholds, 0, upTo.size() * each, k);
    Arrays.fill(thresholds, upTo.size() * each, thresholds.length, m);
    DRes<SecretVector> reached = vectors.atLeast(vectors.concatenate(compared), IntegerVector.of(thresholds), bits);
    int length = groups * jumps.pairs();
    DRes<SecretVector> made = jumps.made(vectors, product(vectors, reached, thresholds.length / length, length), groups);
    List<DRes<SecretVector>> ends = new ArrayList<>();
    for (int walk = 0; walk < groups; walk++) {
      int first = walk * jumps.pairs();
      for (int from = 1; from < jumps.places() - 1; from++) {
        ends.add(vectors.sum(vectors.gather(made, Arrays.stream(jumps.startingAt(from)).map(pair -> first + pair).toArray())));
      }
    }
    return vectors.concatenate(ends);
  }

  /** Of so many vectors that stand one after the other, element by element: halves at once, and halves of halves. */
  static DRes<SecretVector> product(VectorNumeric vectors, DRes<SecretVector> factors, int count, int length) {
    DRes<SecretVector> product = factors;
    for (int left = count; left > 1; left = (left + 1) / 2) {
      int half = left / 2;
      DRes<SecretVector> pairs = vectors.multiply(
          range(vectors, product, 0, half * length), range(vectors, product, half * length, 2 * half * length));
      product = left % 2 == 0
          ? pairs
          : vectors.concatenate(List.of(pairs, range(vectors, product, 2 * half * length, left * length)));
    }
    return product;
  }

  private static DRes<SecretVector> range(VectorNumeric vectors, DRes<SecretVector> vector, int from, int to) {
    return vectors.gather(vector, IntStream.range(from, to).toArray());
  }

  /** The same on plain numbers. */
  public long[] ends(List<long[]> upTo, List<long[]> sites) {
    int[] from = jumps.overPairs((one, other) -> one);
    long[] ends = new long[ends()];
    for (int walk = 0; walk < groups; walk++) {
      boolean[] allowed = new boolean[jumps.pairs()];
      Arrays.fill(allowed, true);
      int group = walk;
      upTo.forEach(counts -> require(allowed, between(counts), group, k));
      sites.forEach(counts -> require(allowed, counts, group, m));
      boolean[] made = jumps.made(allowed);
      for (int pair = 0; pair < made.length; pair++) {
        if (made[pair] && from[pair] > 0) {
          ends[walk * (jumps.places() - 2) + from[pair] - 1] = 1;
        }
      }
    }
    return ends;
  }

  private static void require(boolean[] allowed, long[] counts, int group, long atLeast) {
    for (int pair = 0; pair < allowed.length; pair++) {
      allowed[pair] &= counts[group * allowed.length + pair] >= atLeast;
    }
  }
}
