package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.DRes;
import java.math.BigInteger;
import java.util.function.Function;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.suite.shamir.bits.TopBit;

/**
 * Compares vectors: shares of 1 where the answer is yes, of 0 where it is no.
 *
 * <p>For l-bit x and k, x is at least k exactly if bit l of y = x - k + 2^l is set; and y has l+1 bits.
 *
 * <p>That bit, m = l+h of a sum of t+1 numbers of which the parties 1..t+1 know one each ({@link BitCircuitGate}), is computed in
 * GF(2^k) ({@link TopBit}) and brought back.
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
final class ComparisonGate extends BitCircuitGate {
  private final Function<PrimeField, ShamirShares> difference;
  private final int bits;

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
    return new ComparisonGate(distance(vector, thresholds, bits), bits);
  }

  /** The numbers whose bit {@code bits} says whether each element is at least its threshold. */
  static Function<PrimeField, ShamirShares> distance(
      DRes<? extends SecretVector> vector, IntegerVector thresholds, int bits) {
    return field -> {
      requireLength(thresholds.length(), shares(vector).length());
      requireBelow(thresholds, bits);
      return difference(shares(vector).elements(), field.fromIntegers(thresholds), field.element(0), bits, field);
    };
  }

  /**
   * Whether each left element is less than the right one: whether right - 1 is at least left.
   *
   * @param bits the elements of both are in [0, 2^bits)
   */
  static ComparisonGate lessThan(
      DRes<? extends SecretVector> left, DRes<? extends SecretVector> right, int bits) {
    return new ComparisonGate(distance(left, right, bits), bits);
  }

  /** The numbers whose bit {@code bits} says whether each left element is less than the right one. */
  static Function<PrimeField, ShamirShares> distance(
      DRes<? extends SecretVector> left, DRes<? extends SecretVector> right, int bits) {
    return field -> {
      requireEqualLengths(shares(left), shares(right));
      return difference(shares(right).elements(), shares(left).elements(), field.element(-1), bits, field);
    };
  }

  @Override
  Circuit circuit(ShamirResources resources) {
    requireRoom(bits, resources);
    ShamirShares shifted = difference.apply(resources.field());
    int place = bits + guardPlaces(resources.threshold());
    return new Circuit(shifted.length(), next -> new TopBit(resources.bits(), shifted.length())
        .of(place, summand(shifted.elements(), place + 1, resources), next));
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

  /** The widest values that can be compared in a field. */
  static int maxBits(PrimeField field, int threshold) {
    return field.bits() - 1 - guardPlaces(threshold);
  }

  static void requireRoom(int bits, ShamirResources resources) {
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
