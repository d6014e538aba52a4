package org.jointly.protocols.integer;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * An immutable vector of public or local integers of at most 127 bits and a sign.
 *
 * <p>Counts and code tables live in one {@code long} each; sums of squares of scaled values need two. Values that fit
 * are kept as {@code long[]}, so that a vector of a hundred thousand counts costs 8 bytes a cell.
 *
 * <p>A vector may hold a site's local numbers: {@code toString} says only its length.
 */
public final class IntegerVector {
  private static final BigInteger BOUND = BigInteger.ONE.shiftLeft(127);

  private final long[] low;
  /** The upper 64 bits of each two's complement value, or null when every value fits a long. */
  private final long[] high;

  private IntegerVector(long[] low, long[] high) {
    this.low = low;
    this.high = high;
  }

  /** A vector of the given values, copied. */
  public static IntegerVector of(long... values) {
    return new IntegerVector(values.clone(), null);
  }

  /**
   * A vector of the given values.
   *
   * @throws IllegalArgumentException if a value is outside [-2^127, 2^127)
   */
  public static IntegerVector of(List<BigInteger> values) {
    long[] low = new long[values.size()];
    long[] high = new long[values.size()];
    boolean wide = false;
    for (int i = 0; i < low.length; i++) {
      BigInteger value = values.get(i);
      if (value.compareTo(BOUND) >= 0 || value.compareTo(BOUND.negate()) < 0) {
        throw new IllegalArgumentException("element " + i + " needs more than 127 bits and a sign");
      }
      low[i] = value.longValue();
      high[i] = value.shiftRight(64).longValue();
      wide |= high[i] != low[i] >> 63;
    }
    return new IntegerVector(low, wide ? high : null);
  }

  /** A vector of two's complement 128-bit values given as low and high halves, copied. */
  public static IntegerVector ofHalves(long[] low, long[] high) {
    if (low.length != high.length) {
      throw new IllegalArgumentException("low has " + low.length + " elements, high " + high.length);
    }
    boolean wide = false;
    for (int i = 0; i < low.length; i++) {
      wide |= high[i] != low[i] >> 63;
    }
    return new IntegerVector(low.clone(), wide ? high.clone() : null);
  }

  /** A vector of one value, so many times. */
  public static IntegerVector repeated(int length, long value) {
    long[] low = new long[length];
    Arrays.fill(low, value);
    return new IntegerVector(low, null);
  }

  /**
   * A vector of one value, so many times.
   *
   * @throws IllegalArgumentException if it is outside [-2^127, 2^127)
   */
  public static IntegerVector repeated(int length, BigInteger value) {
    return of(Collections.nCopies(length, value));
  }

  /** A vector of zeros. */
  public static IntegerVector zeros(int length) {
    return new IntegerVector(new long[length], null);
  }

  public int length() {
    return low.length;
  }

  /** Whether every value fits a {@code long}. */
  public boolean fitsLongs() {
    return high == null;
  }

  /**
   * The element at an index as a {@code long}.
   *
   * @throws ArithmeticException if it does not fit
   */
  public long longAt(int index) {
    if (high != null && high[index] != low[index] >> 63) {
      throw new ArithmeticException("element " + index + " does not fit a long");
    }
    return low[index];
  }

  /** The low 64 bits of an element. */
  public long lowAt(int index) {
    return low[index];
  }

  /** The high 64 bits of an element, sign-extended. */
  public long highAt(int index) {
    return high == null ? low[index] >> 63 : high[index];
  }

  public BigInteger at(int index) {
    if (high == null) {
      return BigInteger.valueOf(low[index]);
    }
    BigInteger unsignedLow = new BigInteger(Long.toUnsignedString(low[index]));
    return BigInteger.valueOf(high[index]).shiftLeft(64).add(unsignedLow);
  }

  /**
   * All elements as a fresh {@code long[]}.
   *
   * @throws ArithmeticException if one does not fit
   */
  public long[] toLongs() {
    if (high != null) {
      throw new ArithmeticException("the vector holds values that do not fit a long");
    }
    return low.clone();
  }

  /** The elements from {@code from} (inclusive) to {@code to} (exclusive). */
  public IntegerVector slice(int from, int to) {
    return high == null
        ? new IntegerVector(Arrays.copyOfRange(low, from, to), null)
        : ofHalves(Arrays.copyOfRange(low, from, to), Arrays.copyOfRange(high, from, to));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IntegerVector that
        && Arrays.equals(low, that.low)
        && Arrays.equals(high, that.high);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(low) + Arrays.hashCode(high);
  }

  @Override
  public String toString() {
    return "IntegerVector[" + low.length + " elements]";
  }
}
