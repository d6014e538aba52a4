package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.DRes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.suite.spdz.check.Table;

/**
 * Digits of fractions by the reciprocal of the divisor, at most {@value #MOST_DIGITS} binary ones at a time.
 *
 * <pre>
 *   x = n·v               v the power of two that makes X = x/2^l at least 1/2 and below 1 ({@link MagnitudeGate})
 *   y0 = q(X)             X·q(X) = 1 - T_4(3 - 4X)/T_4(3): a cubic, relatively off by at most 1/577, Chebyshev's best
 *   y = y0·(2 - X·y0)     Newton's step: off by the square, and never above 1/X
 *   digits = a·v·y        rounded ({@link TruncateGate}); then the remainder a·2^16 - digits·n takes the place of a
 * </pre>
 *
 * <p>Error: n parties round to (n/2 + 1) up or down, at 2^-(11 + ⌈log2 n⌉) for q(X), whose coefficients are rounded at 2^-13. 1 - X·y0 stays below 0.00235
 * and 1 - X·y below 2^-17.4. So a remainder is at most 0.37 times the one before and n/2 + 1 more, in divisors: below n + 2, whatever went before.
 * A number of any digits is off by less than that in its last one, and the digits that follow make up for it.
 *
 * <p>Nothing grows with a divisor that is not positive: v is 0 then, and digits mean nothing.
 *
 * <p>Cost for a divisor of l bits: l + 41 bits, 2·l + 6 triples, and 3·l + 57 proven bits of each party; 2·l + 8 rounds and those of the proof and its check. For
 * every 16 digits of a dividend 2·l + 64 + 3·⌈log2 n⌉ proven bits of each party, two triples, three rounds and those of the proof.
 *
 * <p>Sources: Goldschmidt's and Newton's division on shares, Catrina, Saxena, FC 2010; the polynomial and the digits are ours.
 */
final class Division {
  static final int MOST_DIGITS = 16;

  private static final int COEFFICIENT_BITS = 13;
  /** Of (3264 - 6784·X + 6144·X² - 2048·X³)/577. */
  private static final long[] COEFFICIENTS = {46341, -96316, 87230, -29077};

  private final SpdzVectorNumeric vectors;
  private final Widths widths;
  private final int bits;

  /** @param bits l: divisors are from -1 to 2^bits - 1 */
  Division(SpdzVectorNumeric vectors, int parties, int bits) {
    this.vectors = vectors;
    this.widths = new Widths(parties, bits);
    this.bits = bits;
  }

  /** Whether the masks stay below the modulus, and digits are of use. */
  static boolean fits(int bits, Table table) {
    Widths widths = new Widths(table.parties(), bits);
    return bits >= 5 && TruncateGate.fits(widths.polynomialBits(), table) && TruncateGate.fits(widths.productBits(), table);
  }

  /** ⌈log2 n⌉. */
  static int partiesBits(int parties) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(parties - 1);
  }

  /** How wide numbers are on the way. */
  private record Widths(int parties, int bits) {
    /** Behind the point of y0. */
    int rough() {
      return 11 + partiesBits(parties);
    }

    /** Of X = 0, where the polynomial is highest, 46341·2^3l. */
    int polynomialBits() {
      return 3 * bits + 16;
    }

    /** Of n + 2 divisors times v·y, which is at most 2^scale/divisor. */
    int productBits() {
      return scale() + partiesBits(parties) + 1;
    }

    int scale() {
      return 2 * rough() + 2 * bits;
    }
  }

  /** @param over which divisor each dividend is over */
  List<DRes<SecretVector>> parts(
      DRes<SecretVector> dividend, DRes<SecretVector> divisor, int divisors, int[] over, int... parts) {
    DRes<SecretVector> reciprocal = vectors.gather(reciprocal(divisor, divisors), over);
    DRes<SecretVector> below = vectors.gather(divisor, over);
    List<DRes<SecretVector>> found = new ArrayList<>();
    DRes<SecretVector> rest = dividend;
    for (int part : parts) {
      DRes<SecretVector> number = vectors.known(IntegerVector.zeros(over.length));
      for (int place = 0; place < part; place += MOST_DIGITS) {
        int digits = Math.min(MOST_DIGITS, part - place);
        DRes<SecretVector> digit =
            vectors.truncate(vectors.multiply(rest, reciprocal), over.length, widths.productBits(), widths.scale() - digits);
        rest = vectors.subtract(times(rest, over.length, digits), vectors.multiply(digit, below));
        number = vectors.add(times(number, over.length, digits), digit);
      }
      found.add(number);
    }
    return found;
  }

  /** 2^scale/n, or a little less. */
  private DRes<SecretVector> reciprocal(DRes<SecretVector> divisor, int length) {
    DRes<SecretVector> power = vectors.magnitude(divisor, bits);
    DRes<SecretVector> x = vectors.multiply(divisor, power);
    DRes<SecretVector> square = vectors.multiply(x, x);
    DRes<SecretVector> cube = vectors.multiply(square, x);
    DRes<SecretVector> polynomial = vectors.add(
        vectors.add(coefficient(square, 2, length), coefficient(cube, 3, length)),
        vectors.add(coefficient(x, 1, length), IntegerVector.repeated(length, scaled(0))));
    DRes<SecretVector> rough =
        vectors.truncate(polynomial, length, widths.polynomialBits(), 3 * bits + COEFFICIENT_BITS - widths.rough());
    DRes<SecretVector> missing = vectors.subtract(
        vectors.known(IntegerVector.repeated(length, BigInteger.ONE.shiftLeft(bits + widths.rough() + 1))), vectors.multiply(x, rough));
    return vectors.multiply(power, vectors.multiply(rough, missing));
  }

  private DRes<SecretVector> coefficient(DRes<SecretVector> power, int exponent, int length) {
    return vectors.scale(power, IntegerVector.repeated(length, scaled(exponent)));
  }

  /** So that x, x² and x³ become fractions of one denominator. */
  private BigInteger scaled(int exponent) {
    return BigInteger.valueOf(COEFFICIENTS[exponent]).shiftLeft((3 - exponent) * bits);
  }

  private DRes<SecretVector> times(DRes<SecretVector> vector, int length, int digits) {
    return vectors.scale(vector, IntegerVector.repeated(length, BigInteger.ONE.shiftLeft(digits)));
  }
}
