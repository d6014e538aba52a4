package org.jointly.protocols.statistic.disclosure;

import dk.alexandra.fresco.framework.DRes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.RowProduct;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.statistic.survival.LifeTable;

/**
 * Where the intervals of a {@link LifeTable} end, computed on shares: {@link Jumps} from the start to the first place by which enough
 * patients have come, and on from there. Each series of counts (the events of a group, its censored) is a walk of its own.
 *
 * <p>Of an interval one learns its ends and later its number, at least k; and that a place before it was below k, or of too few sites. So at its
 * last place there is one at least; where sites do not matter and patients have one row, at least as many as it has above k − 1. The last interval
 * includes what is left over, below k: at one of its places there are as many as it has above 2·(k − 1). How they are distributed otherwise
 * remains open.
 *
 * <p>Where comparisons are dear, {@link PlaceByPlace}; else over all pairs of places at once.
 *
 * <p>Rounds: one comparison; with minimum sites one product; places − 2. Elements: for P pairs of places, P comparisons a walk; for
 * minimum sites as many again.
 *
 * @param jumps between the places, the start the first
 * @param k the minimum count
 * @param m the minimum of sites
 */
public record IntervalSearch(Jumps jumps, int walks, long k, int m) {

  /** How many bits there are: for every walk one for each place but the start and the last. */
  public int ends() {
    return walks * (jumps.places() - 2);
  }

  /** Per walk and pair, whether a site has a patient between the places: the difference of what it has up to them. */
  public long[] sites(long[] upTo) {
    return Arrays.stream(between(upTo)).map(patients -> patients > 0 ? 1 : 0).toArray();
  }

  private long[] between(long[] upTo) {
    int of = upTo.length / jumps.places();
    int[] to = places((one, other) -> other, of);
    int[] from = places((one, other) -> one, of);
    return IntStream.range(0, to.length).mapToLong(i -> upTo[to[i]] - upTo[from[i]]).toArray();
  }

  /** Walk after walk the one or the other place of each pair. */
  private int[] places(IntBinaryOperator place, int of) {
    int[] ofPair = jumps.overPairs(place);
    return IntStream.range(0, of)
        .flatMap(walk -> Arrays.stream(ofPair).map(at -> walk * jumps.places() + at))
        .toArray();
  }

  /**
   * Walk after walk a bit for each place but the start and the last: whether an interval ends there and another one follows.
   *
   * @param upTo walk after walk, how many patients up to each place
   * @param sites per walk and pair at how many sites; empty if that does not matter
   * @param bits of every number of patients
   * @param siteBits of every number of sites
   */
  public DRes<SecretVector> ends(
      VectorNumeric vectors, DRes<SecretVector> upTo, Optional<DRes<SecretVector>> sites, int bits, int siteBits) {
    return vectors.comparesDearly()
        ? new PlaceByPlace(vectors, jumps, walks, k, m).ends(upTo, sites, bits, siteBits)
        : overAllPairs(vectors, upTo, sites, bits);
  }

  private DRes<SecretVector> overAllPairs(
      VectorNumeric vectors, DRes<SecretVector> upTo, Optional<DRes<SecretVector>> sites, int bits) {
    int length = walks * jumps.pairs();
    DRes<SecretVector> grown = vectors.subtract(
        vectors.gather(upTo, places((one, other) -> other, walks)), vectors.gather(upTo, places((one, other) -> one, walks)));
    DRes<SecretVector> allowed = sites
        .map(each -> both(vectors, vectors.atLeast(vectors.concatenate(List.of(grown, each)), thresholds(length), bits), length))
        .orElseGet(() -> vectors.atLeast(grown, IntegerVector.repeated(length, k), bits));
    DRes<SecretVector> made = jumps.made(vectors, allowed, walks);
    List<DRes<SecretVector>> ends = new ArrayList<>();
    for (int walk = 0; walk < walks; walk++) {
      int first = walk * jumps.pairs();
      for (int from = 1; from < jumps.places() - 1; from++) {
        ends.add(vectors.sum(vectors.gather(made, Arrays.stream(jumps.startingAt(from)).map(pair -> first + pair).toArray())));
      }
    }
    return vectors.concatenate(ends);
  }

  /** k for so many counts, and m for the numbers of sites. */
  private IntegerVector thresholds(int length) {
    return IntegerVector.of(IntStream.range(0, 2 * length).mapToLong(i -> i < length ? k : m).toArray());
  }

  /** The first half times the second. */
  static DRes<SecretVector> both(VectorNumeric vectors, DRes<SecretVector> bits, int length) {
    return RowProduct.of(vectors, bits, 2, length);
  }

  /** The same on plain numbers. */
  public long[] ends(long[] upTo, Optional<long[]> sites) {
    int[] from = jumps.overPairs((one, other) -> one);
    long[] grown = between(upTo);
    long[] ends = new long[ends()];
    for (int walk = 0; walk < walks; walk++) {
      boolean[] allowed = new boolean[jumps.pairs()];
      for (int pair = 0; pair < allowed.length; pair++) {
        int at = walk * allowed.length + pair;
        allowed[pair] = grown[at] >= k && sites.map(each -> each[at] >= m).orElse(true);
      }
      boolean[] made = jumps.made(allowed);
      for (int pair = 0; pair < made.length; pair++) {
        if (made[pair] && from[pair] > 0) {
          ends[walk * (jumps.places() - 2) + from[pair] - 1] = 1;
        }
      }
    }
    return ends;
  }
}
