package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.network.Network;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jointly.protocols.field.Lagrange;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.sharing.PseudoRandomBits;
import org.jointly.protocols.suite.shamir.bits.BitRows;
import org.jointly.protocols.suite.shamir.bits.BitSlices;
import org.jointly.protocols.suite.shamir.bits.RoundStep;
import org.jointly.protocols.suite.shamir.bits.TopBit;

/**
 * Compares vectors: shares of 1 where the answer is yes, of 0 where it is no.
 *
 * <p>For l-bit x and k, x is at least k exactly if bit l of y = x - k + 2^l is set; and y has l+1 bits.
 *
 * <p><b>No opening is needed to get at the bits.</b> The t+1 parties 1..t+1 weight their shares of y with Lagrange coefficients
 * to numbers z_1, z_2, ... in [0, p), one known to each, with z_1 + z_2 + ... = y + w·p for a number w in [0, t] that nobody
 * knows. Let p = 2^q-1, h the bit length of t, and Y_j be z_j rotated left by h of its q bits, which is 2^h·z_j modulo p. The
 * h low bits of Y_j are the top bits of z_j, and the sum of all z_j's top bits, plus t, divided by 2^h and rounded down is w (as
 * 2^h > t and y is below 2^(q-h)). So w is what the low h places of t + Y_1 + Y_2 + ... carry into the higher ones, where the sum
 * of the z_j modulo 2^(l+1) is; and as -p is 1 modulo 2^(l+1), the result is y. The answer is bit m = l+h of that sum.
 * Always, not just with high probability; and nothing needs room in the field but l + 1 + h bits.
 *
 * <p>The sum is computed in GF(2^k) ({@link TopBit}), its bit m is hidden by a random bit of {@link MixedBits}, opened, and the
 * random bit's shares in the prime field turned over where the opened bit is 1. The mixed bits are made while the circuit
 * runs, and take no rounds of their own.
 *
 * <p>Security: semi-honest; perfect but for the streams. What a party receives are masked bits, shares, and uniform bits.
 *
 * <p>Cost, with D = n-1-t, e the bytes of a field element, and v = ceil(length / 8) bytes a row of bits; the sum over all parties:
 *
 * <pre>
 *   t = 1: m = l+1, b = ceil(m/3), s = m-3(b-1), M = 7(b-1) + 2^s - 1
 *          rounds  3 + ceil(log2 b)
 *          bytes   v·(2M + 3kD·(2b-1 + 2(b-1) - ceil(log2 b)) + n)  +  length·e·D·3
 *   t > 1: m = l+h, c = t-1 additions of three numbers in C layers
 *          rounds  3 + C + ceil(log2(m-1))
 *          bytes   v·kD·((t+1)m + (2t+1)·(c·m + m-1 + 2(m-2) - ceil(log2(m-1)))) + v·n·t
 *                  + length·e·D·(t + (t-1)(2t+1) + t+1)
 * </pre>
 *
 * <p>That is, for three parties, 2^61-1, and 20 bits, 6 rounds and 18 bytes a comparison and party; for 32 bits, 7 and 24. Frames
 * add a few bytes a message.
 *
 * <p>Sources: carry trees on shared bits, Damgård, Fitzi, Kiltz, Nielsen, Toft, TCC 2006; mixed bits, Rotaru, Wood, Indocrypt 2019;
 * sharing without communication, Cramer, Damgård, Ishai, TCC 2005. The rotation, and blocks of three, are ours.
 */
final class ComparisonGate extends ShamirGate<ShamirShares> {
  private final Function<PrimeField, ShamirShares> difference;
  private final int bits;
  private List<RoundStep> running = new ArrayList<>();
  private ShamirShares mask;
  private long[] opened;

  private ComparisonGate(Function<PrimeField, ShamirShares> difference, int bits) {
    this.difference = difference;
    this.bits = bits;
  }

  /**
   * Whether each element is at least its threshold.
   *
   * @param bits elements and thresholds are in [0, 2^bits)
   */
  static ComparisonGate atLeast(DRes<? extends SecretVector> vector, IntegerVector thresholds, int bits) {
    return new ComparisonGate(field -> {
      requireLength(thresholds.length(), shares(vector).length());
      requireBelow(thresholds, bits);
      return difference(shares(vector).elements(), field.fromIntegers(thresholds), field.element(0), bits, field);
    }, bits);
  }

  /**
   * Whether each left element is less than the right one: whether right - 1 is at least left.
   *
   * @param bits the elements of both are in [0, 2^bits)
   */
  static ComparisonGate lessThan(
      DRes<? extends SecretVector> left, DRes<? extends SecretVector> right, int bits) {
    return new ComparisonGate(field -> {
      requireEqualLengths(shares(left), shares(right));
      return difference(shares(right).elements(), shares(left).elements(), field.element(-1), bits, field);
    }, bits);
  }

  @Override
  public EvaluationStatus evaluate(int round, ShamirResources resources, Network network) {
    if (round == 0) {
      requireRoom(resources);
      ShamirShares shifted = difference.apply(resources.field());
      if (shifted.length() == 0) {
        return done(shifted);
      }
      start(shifted, resources);
    } else {
      running = running.stream().flatMap(step -> step.receive(network).stream()).toList();
    }
    if (running.isEmpty()) {
      return done(unmasked(resources.field()));
    }
    running.forEach(step -> step.send(network));
    return EvaluationStatus.HAS_MORE_ROUNDS;
  }

  private void start(ShamirShares shifted, ShamirResources resources) {
    int length = shifted.length();
    TopBit circuit = new TopBit(resources.bits(), length);
    PseudoRandomBits.Drawn random = resources.bits().randomBits().draw((length + 63) / 64);
    RoundStep top = circuit.of(
        bits + guardPlaces(resources),
        summand(shifted.elements(), resources),
        bit -> Optional.of(circuit.openMasked(bit, random.share(), this::opened)));
    RoundStep mixed = new MixedBits(resources, length, random, shares -> mask = shares).start();
    running = List.of(top, mixed);
  }

  private Optional<RoundStep> opened(long[] masked) {
    opened = masked;
    return Optional.empty();
  }

  /** The bits 0..m of this party's rotated summand, with the constant t at party 1. */
  private Optional<BitRows> summand(long[] shifted, ShamirResources resources) {
    int parties = resources.threshold() + 1;
    if (resources.me().value() > parties) {
      return Optional.empty();
    }
    PrimeField field = resources.field();
    int guard = guardPlaces(resources);
    long[] weight = Lagrange.coefficients(field, IntStream.rangeClosed(1, parties).toArray(), 0)
        [resources.me().value() - 1];
    long[] rotated = new long[shifted.length];
    field.scale(shifted, field.product(weight, field.element(1L << guard)), rotated);
    if (resources.me().value() == 1) {
      addInteger(rotated, field.limbs(), resources.threshold());
    }
    return Optional.of(BitSlices.of(rotated, field.limbs(), bits + guard + 1));
  }

  /** Adds a small number to each of the numbers, as integers. */
  private static void addInteger(long[] numbers, int limbs, int summand) {
    for (int i = 0; i < numbers.length; i += limbs) {
      long carry = summand;
      for (int limb = i; limb < i + limbs; limb++) {
        long sum = numbers[limb] + carry;
        carry = (numbers[limb] & ~sum) >>> 63;
        numbers[limb] = sum;
      }
    }
  }

  /** The mask, and 1 - mask where the opened bit is 1. */
  private ShamirShares unmasked(PrimeField field) {
    long[] same = mask.elements();
    long[] flipped = filled(field.element(1), mask.length());
    field.subtract(flipped, same, flipped);
    int limbs = field.limbs();
    for (int i = 0; i < mask.length(); i++) {
      if ((opened[i >>> 6] >>> i & 1) == 0) {
        System.arraycopy(same, i * limbs, flipped, i * limbs, limbs);
      }
    }
    return new ShamirShares(flipped, mask.length());
  }

  /** high - low + offset + 2^bits. */
  private static ShamirShares difference(long[] high, long[] low, long[] offset, int bits, PrimeField field) {
    int length = high.length / field.limbs();
    long[] constant = field.element(BigInteger.TWO.pow(bits));
    field.add(constant, offset, constant);
    long[] shifted = filled(constant, length);
    field.add(shifted, high, shifted);
    field.subtract(shifted, low, shifted);
    return new ShamirShares(shifted, length);
  }

  private static long[] filled(long[] element, int length) {
    long[] vector = new long[element.length * length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = element[i % element.length];
    }
    return vector;
  }

  /** h. */
  private static int guardPlaces(ShamirResources resources) {
    return guardPlaces(resources.threshold());
  }

  private static int guardPlaces(int threshold) {
    return 32 - Integer.numberOfLeadingZeros(threshold);
  }

  /** The widest values that can be compared in a field. */
  static int maxBits(PrimeField field, int threshold) {
    return field.bits() - 1 - guardPlaces(threshold);
  }

  private void requireRoom(ShamirResources resources) {
    int most = maxBits(resources.field(), resources.threshold());
    if (bits < 1 || bits > most) {
      throw new IllegalArgumentException("values of " + bits + " bits cannot be compared in " + resources.field().label()
          + " with threshold " + resources.threshold() + ", only of 1 to " + most);
    }
  }

  private static void requireBelow(IntegerVector thresholds, int bits) {
    for (int i = 0; i < thresholds.length(); i++) {
      boolean fits = bits < 63 && thresholds.fitsLongs()
          ? thresholds.lowAt(i) >>> bits == 0
          : thresholds.at(i).signum() >= 0 && thresholds.at(i).bitLength() <= bits;
      if (!fits) {
        throw new IllegalArgumentException("threshold " + i + " is not in [0, 2^" + bits + ")");
      }
    }
  }
}
