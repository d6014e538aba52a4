package org.jointly.protocols.statistic.disclosure;

import dk.alexandra.fresco.framework.DRes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;

/**
 * The ends of {@link IntervalSearch} with the fewest comparisons: place after place, whether enough have come since the last end, which
 * is remembered on shares. For suites where a comparison costs much more than rounds.
 *
 * <pre>
 *   e_j      whether the count has grown by k, and by m sites, since the last end
 *   last     becomes what there is up to j where e_j is 1
 *   end      at j, if e_j is 1 and so is one of those after
 * </pre>
 *
 * <p>What is compared has been multiplied by answers before: who calls this has proofs that no count falls, and here they are proven to stay below
 * 2^bits.
 *
 * <p>Rounds: a proof; for each place one comparison and a product (with sites two products and a comparison more), and the check of these
 * before the next; ⌈log2 places⌉ + 1. Elements: per walk and place a comparison.
 */
final class PlaceByPlace {
  private final VectorNumeric vectors;
  private final Jumps jumps;
  private final int walks;
  private final long k;
  private final int m;

  PlaceByPlace(VectorNumeric vectors, Jumps jumps, int walks, long k, int m) {
    this.vectors = vectors;
    this.jumps = jumps;
    this.walks = walks;
    this.k = k;
    this.m = m;
  }

  /**
   * Walk after walk a bit for each place but the start and the last.
   *
   * @param upTo per walk and place, the start included, how many so far: never falling; of {@code bits}
   * @param sites per walk and pair; of {@code siteBits}
   */
  DRes<SecretVector> ends(DRes<SecretVector> upTo, Optional<DRes<SecretVector>> sites, int bits, int siteBits) {
    vectors.requireWithin(at(upTo, jumps.places() - 1), walks, bits);
    DRes<SecretVector> last = at(upTo, 0);
    DRes<SecretVector> where = vectors.known(IntegerVector.repeated(walks, 1));
    List<DRes<SecretVector>> stops = new ArrayList<>();
    for (int place = 1; place < jumps.places(); place++) {
      DRes<SecretVector> grown = vectors.subtract(at(upTo, place), last);
      DRes<SecretVector> stop = vectors.atLeast(grown, IntegerVector.repeated(walks, k), bits);
      if (sites.isPresent()) {
        DRes<SecretVector> there =
            vectors.atLeast(since(sites.get(), where, place), IntegerVector.repeated(walks, m), siteBits);
        stop = IntervalSearch.both(vectors, vectors.concatenate(List.of(stop, there)), walks);
      }
      stops.add(stop);
      if (place < jumps.places() - 1) {
        int left = sites.isEmpty() ? 0 : place;
        DRes<SecretVector> moved = vectors.multiply(
            vectors.concatenate(Collections.nCopies(1 + left, stop)),
            left == 0 ? grown : vectors.concatenate(List.of(grown, where)));
        last = vectors.add(last, part(moved, 0, 1));
        where = left == 0
            ? where
            : vectors.concatenate(List.of(vectors.subtract(where, part(moved, 1, 1 + left)), stop));
      }
    }
    return inOrderOfWalks(followed(stops));
  }

  /** Of one place, all walks. */
  private DRes<SecretVector> at(DRes<SecretVector> upTo, int place) {
    return vectors.gather(upTo, IntStream.range(0, walks).map(walk -> walk * jumps.places() + place).toArray());
  }

  /** At how many sites since the last end, which is at one of the places before. */
  private DRes<SecretVector> since(DRes<SecretVector> sites, DRes<SecretVector> where, int place) {
    int[] pairs = jumps.endingAt(place);
    DRes<SecretVector> products = vectors.multiply(where, vectors.gather(sites, IntStream.range(0, place * walks)
        .map(i -> i % walks * jumps.pairs() + pairs[i / walks])
        .toArray()));
    return vectors.concatenate(IntStream.range(0, walks)
        .mapToObj(walk -> vectors.sum(vectors.gather(
            products, IntStream.range(0, place).map(from -> from * walks + walk).toArray())))
        .toList());
  }

  /** Of all stops but the last place's, those with one after them. */
  private DRes<SecretVector> followed(List<DRes<SecretVector>> stops) {
    int number = stops.size() - 1;
    if (number == 0) {
      return vectors.known(IntegerVector.zeros(0));
    }
    DRes<SecretVector> all = vectors.concatenate(stops);
    DRes<SecretVector> later = part(all, 1, stops.size());
    for (int reach = 1; reach < number; reach *= 2) {
      DRes<SecretVector> near = part(later, 0, number - reach);
      DRes<SecretVector> far = part(later, reach, number);
      later = vectors.concatenate(List.of(
          vectors.subtract(vectors.add(near, far), vectors.multiply(near, far)), part(later, number - reach, number)));
    }
    return vectors.multiply(part(all, 0, number), later);
  }

  private DRes<SecretVector> inOrderOfWalks(DRes<SecretVector> placeAfterPlace) {
    int number = jumps.places() - 2;
    return vectors.gather(
        placeAfterPlace, IntStream.range(0, number * walks).map(i -> i % number * walks + i / number).toArray());
  }

  /** Of parts of one number for each walk. */
  private DRes<SecretVector> part(DRes<SecretVector> vector, int from, int to) {
    return vectors.gather(vector, IntStream.range(from * walks, to * walks).toArray());
  }
}
