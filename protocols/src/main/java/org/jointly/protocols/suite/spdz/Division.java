package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.DRes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;

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
 * <p>Error: with coefficients rounded at 2^-13 and q(X) at 2^-11, 1 - X·y0 stays below 0.00247 and 1 - X·y below 2^-17.3. So a remainder
 * is at most 0.4 times the one before and 1 more, in divisors: below 2, whatever went before. A number of any digits is off by less than
 * 2 in its last one, rounded up or down, and the digits that follow make up for it.
 *
 * <p>Nothing grows with a divisor of 0 or -1: v·y is 0 then, or as if it were 1, and digits mean nothing unless the dividend is 0.
 *
 * <p>Cost for a divisor of l bits: 4·l + 97 bits and 2·l + 4 triples, 2·l + 6 rounds; for every 16 digits of a dividend 2·l + 65 bits,
 * two triples, three rounds.
 *
 * <p>Sources: Goldschmidt's and Newton's division on shares, Catrina, Saxena, FC 2010; the polynomial and the digits are ours.
 */
final class Division {
  static final int MOST_DIGITS = 16;

  private static final int ROUGH_BITS = 11;
  private static final int COEFFICIENT_BITS = 13;
  /** Of (3264 - 6784·X + 6144·X² - 2048·X³)/577. */
  private static final long[] COEFFICIENTS = {46341, -96316, 87230, -29077};

  private final SpdzVectorNumeric vectors;
  private final int bits;

  /** @param bits l: divisors are in [-1, 2^bits) */
  Division(SpdzVectorNumeric vectors, int bits) {
    this.vectors = vectors;
    this.bits = bits;
  }

  /** Whether the masks stay below the modulus, and 16 digits are not more than the divisor may tell. */
  static boolean fits(int bits, PrimeField field) {
    return bits >= 5 && RandomMask.fits(polynomialBits(bits) + 1, field) && RandomMask.fits(productBits(bits) + 1, field);
  }

  /** Of X = 0, where the polynomial is highest, 46341·2^3l. */
  private static int polynomialBits(int bits) {
    return 3 * bits + 16;
  }

  /** Of two divisors times v·y, which is at most 2^scale/n. */
  private static int productBits(int bits) {
    return scale(bits) + 2;
  }

  private static int scale(int bits) {
    return 2 * ROUGH_BITS + 2 * bits;
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
            vectors.truncate(vectors.multiply(rest, reciprocal), productBits(bits), scale(bits) - digits);
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
        vectors.add(coefficient(x, 1, length), constant(length, scaled(0))));
    DRes<SecretVector> rough =
        vectors.truncate(polynomial, polynomialBits(bits), 3 * bits + COEFFICIENT_BITS - ROUGH_BITS);
    DRes<SecretVector> missing = vectors.subtract(
        vectors.known(constant(length, BigInteger.ONE.shiftLeft(bits + ROUGH_BITS + 1))), vectors.multiply(x, rough));
    return vectors.multiply(power, vectors.multiply(rough, missing));
  }

  private DRes<SecretVector> coefficient(DRes<SecretVector> power, int exponent, int length) {
    return vectors.scale(power, constant(length, scaled(exponent)));
  }

  /** So that x, x² and x³ become fractions of one denominator. */
  private BigInteger scaled(int exponent) {
    return BigInteger.valueOf(COEFFICIENTS[exponent]).shiftLeft((3 - exponent) * bits);
  }

  private DRes<SecretVector> times(DRes<SecretVector> vector, int length, int digits) {
    return vectors.scale(vector, constant(length, BigInteger.ONE.shiftLeft(digits)));
  }

  private static IntegerVector constant(int length, BigInteger value) {
    return IntegerVector.of(Collections.nCopies(length, value));
  }
}
