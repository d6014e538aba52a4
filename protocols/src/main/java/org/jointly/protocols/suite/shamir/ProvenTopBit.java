package org.jointly.protocols.suite.shamir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jointly.protocols.field.Lagrange;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.sharing.Pieces;

/**
 * The top bit of numbers of l+1 bits, by verified products in the prime field only.
 *
 * <p>As in {@link BitCircuitGate}, the parties 1..t+1 weight their shares to numbers z_j of q bits that add up to y + w·p, and bit m =
 * l+h of t + the sum of the rotated z_j is the answer. Here party j deals all q bits of z_j. It is claimed that each of them is 0
 * or 1, and that all z_j made of them add up to y. This forces honest z_j to be what they are; corrupted parties can only shift
 * among themselves, with the same sum and so with the same answer. (One that has 0 may deal the bits of p: w is at most t
 * nevertheless, as an honest z_j is below p.)
 *
 * <p>The bits are added by carry-save, each of whose t-1 carries has a free lowest place; these and the carry into the last
 * addition are t ones, as are to be added. A carry tree gives the answer.
 *
 * <p>Security: nothing is opened; every product is claimed. Perfect but for the streams and the verification.
 *
 * <p>Cost with c = t-1 additions of three numbers in C layers, and D = n-1-t:
 *
 * <pre>
 *   rounds    3 + 2C + ceil(log2 m)
 *   elements  D·((t+1)·q + (2t+1)·(2c(m+1) + 3m - ceil(log2 m)))     per number, by all parties together
 *   claims    (t+1)·q + 2c(m+1) + 3m - ceil(log2 m) products
 * </pre>
 *
 * <p>That is, for three parties, 2^61-1 and 20 bits, 8 rounds and 789 bytes a number and party. Memory: as many elements as there are
 * products, for every operand and result, until the verification.
 */
class ProvenTopBit {
  private final ShamirResources resources;
  private final PrimeField field;
  private final ShamirShares numbers;
  private final int rowLongs;
  private final int guard;
  private final int place;
  private final Consumer<ShamirShares> result;

  /**
   * @param bits l
   * @param result takes this party's shares of the bits
   */
  ProvenTopBit(ShamirResources resources, ShamirShares numbers, int bits, Consumer<ShamirShares> result) {
    this.resources = resources;
    this.field = resources.field();
    this.numbers = numbers;
    this.rowLongs = numbers.elements().length;
    this.guard = BitCircuitGate.guardPlaces(resources.threshold());
    this.place = bits + guard;
    this.result = result;
  }

  /** The dealings of bits, and all that follows. */
  final RoundStep start() {
    int dealers = resources.threshold() + 1;
    int[] points = IntStream.rangeClosed(1, dealers).toArray();
    long[] mine = new long[rowLongs];
    if (resources.me().value() <= dealers) {
      field.scale(numbers.elements(), Lagrange.coefficients(field, points, 0)[resources.me().value() - 1], mine);
    }
    return new DealingStep(resources, dealers, field.bits() * numbers.length(), piece -> bits(mine, piece), this::dealt);
  }

  /** A piece of the bits of numbers, place after place: what this party deals. */
  long[] bits(long[] values, int piece) {
    int limbs = field.limbs();
    long[] bits = new long[new Pieces(field, field.bits() * numbers.length()).longs(piece)];
    for (int i = 0; i < bits.length / limbs; i++) {
      int index = piece * Pieces.ELEMENTS + i;
      int bit = index / numbers.length();
      int lane = index % numbers.length();
      bits[i * limbs] = values[lane * limbs + (bit >>> 6)] >>> bit & 1;
    }
    return bits;
  }

  private Optional<RoundStep> dealt(List<long[]> bits) {
    long[] difference = new long[rowLongs];
    for (long[] each : bits) {
      resources.claims().bits(each);
      long[] weight = field.element(1);
      for (int bit = 0; bit < field.bits(); bit++) {
        field.addScaled(difference, rows(each, bit, 1), weight);
        field.add(weight, weight, weight);
      }
    }
    field.subtract(difference, numbers.elements(), difference);
    resources.claims().zeros(difference);
    return add(bits.stream().map(this::rotated).toList());
  }

  /** The places 0..m of a number rotated left by h. */
  private long[] rotated(long[] bits) {
    return joined(List.of(rows(bits, field.bits() - guard, guard), rows(bits, 0, place + 1 - guard)));
  }

  /** Makes two numbers of three, until only two are left. */
  private Optional<RoundStep> add(List<long[]> summands) {
    if (summands.size() == 2) {
      return lastCarries(summands.get(0), summands.get(1));
    }
    int triples = summands.size() / 3;
    long[] a = joined(every(summands, triples, 0));
    long[] b = joined(every(summands, triples, 1));
    long[] c = joined(every(summands, triples, 2));
    return product(a, b, ab -> {
      long[] either = exclusiveOr(a, b, ab);
      return product(either, c, last -> {
        long[] sums = exclusiveOr(either, c, last);
        long[] carries = ab.clone();
        field.add(carries, last, carries);
        List<long[]> fewer = new ArrayList<>();
        for (int i = 0; i < triples; i++) {
          fewer.add(rows(sums, i * (place + 1), place + 1));
          fewer.add(joined(List.of(ones(), rows(carries, i * (place + 1), place))));
        }
        fewer.addAll(summands.subList(3 * triples, summands.size()));
        return add(fewer);
      });
    });
  }

  private Optional<RoundStep> lastCarries(long[] a, long[] b) {
    return product(a, b, both -> {
      long[] either = exclusiveOr(a, b, both);
      long[] generate = rows(both, 0, place);
      long[] first = rows(generate, 0, 1);
      field.add(first, rows(either, 0, 1), first);
      System.arraycopy(first, 0, generate, 0, rowLongs);
      return carry(generate, rows(either, 0, place), place, rows(either, place, 1));
    });
  }

  /** Joins neighbours until one carry is left; the lowest one's propagation is never asked for, its row means nothing. */
  private Optional<RoundStep> carry(long[] generate, long[] propagate, int count, long[] top) {
    if (count == 1) {
      return product(generate, top, both -> {
        result.accept(new ShamirShares(exclusiveOr(generate, top, both), numbers.length()));
        return Optional.empty();
      });
    }
    int pairs = count / 2;
    List<long[]> left = new ArrayList<>();
    List<long[]> right = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      left.add(rows(propagate, 2 * i + 1, 1));
      right.add(rows(generate, 2 * i, 1));
    }
    for (int i = 1; i < pairs; i++) {
      left.add(rows(propagate, 2 * i + 1, 1));
      right.add(rows(propagate, 2 * i, 1));
    }
    return product(joined(left), joined(right), products -> {
      List<long[]> generates = new ArrayList<>();
      List<long[]> propagates = new ArrayList<>(List.of(new long[rowLongs]));
      for (int i = 0; i < pairs; i++) {
        long[] joined = rows(generate, 2 * i + 1, 1);
        field.add(joined, rows(products, i, 1), joined);
        generates.add(joined);
      }
      for (int i = 1; i < pairs; i++) {
        propagates.add(rows(products, pairs + i - 1, 1));
      }
      if (count % 2 == 1) {
        generates.add(rows(generate, count - 1, 1));
        propagates.add(rows(propagate, count - 1, 1));
      }
      return carry(joined(generates), joined(propagates), generates.size(), top);
    });
  }

  /** One round: the products element by element, claimed. */
  private Optional<RoundStep> product(long[] left, long[] right, Function<long[], Optional<RoundStep>> next) {
    long[] product = new long[left.length];
    field.multiply(left, right, product);
    return Optional.of(new ReductionStep(resources, product, reduced -> {
      resources.claims().products(left, right, reduced);
      return next.apply(reduced);
    }));
  }

  /** a + b - 2ab. */
  private long[] exclusiveOr(long[] a, long[] b, long[] product) {
    long[] sum = a.clone();
    field.add(sum, b, sum);
    field.addScaled(sum, product, field.element(-2));
    return sum;
  }

  private long[] ones() {
    return BitCircuitGate.filled(field.element(1), numbers.length());
  }

  private long[] rows(long[] matrix, int first, int count) {
    return Arrays.copyOfRange(matrix, first * rowLongs, (first + count) * rowLongs);
  }

  private static List<long[]> every(List<long[]> summands, int triples, int which) {
    return IntStream.range(0, triples).mapToObj(i -> summands.get(3 * i + which)).toList();
  }

  private static long[] joined(List<long[]> vectors) {
    long[] all = new long[vectors.stream().mapToInt(vector -> vector.length).sum()];
    int at = 0;
    for (long[] vector : vectors) {
      System.arraycopy(vector, 0, all, at, vector.length);
      at += vector.length;
    }
    return all;
  }
}
