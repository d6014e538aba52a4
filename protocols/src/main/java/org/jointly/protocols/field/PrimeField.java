package org.jointly.protocols.field;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;

/**
 * Bulk arithmetic in a prime field on {@code long[]}.
 *
 * <p>Layout: element i occupies {@link #limbs()} consecutive longs, least significant first, and is canonical: in [0, p).
 * Every method expects and produces canonical elements. Vectors of one call have equal lengths; {@code out} may be an
 * operand. Signed integers are mapped to the symmetric range [-(p-1)/2, (p-1)/2].
 *
 * @throws IllegalArgumentException (all vector methods) if lengths differ
 */
public interface PrimeField extends VectorField {

  BigInteger modulus();

  /** The bit length of the modulus. */
  int bits();

  /** Longs per element. */
  int limbs();

  /** Bytes per element on the wire. */
  int bytes();

  /** Element-wise difference. */
  void subtract(long[] left, long[] right, long[] out);

  /** Element-wise product. */
  void multiply(long[] left, long[] right, long[] out);

  /** Every element times one element. */
  void scale(long[] vector, long[] factor, long[] out);

  /** The sum of all element-wise products, one element; reduced lazily. */
  long[] innerProduct(long[] left, long[] right);

  /** An integer as an element; negatives wrap. */
  long[] element(BigInteger value);

  /** An integer as an element; negatives wrap. */
  default long[] element(long value) {
    return element(BigInteger.valueOf(value));
  }

  /** An element as an integer of the symmetric range. */
  BigInteger toSigned(long[] element);

  /** Integers as elements; negatives and values beyond the modulus wrap. */
  long[] fromIntegers(IntegerVector integers);

  /** Elements as integers of the symmetric range. */
  IntegerVector toIntegers(long[] vector);

  /** 1 for each element that is not 0, 0 where it is. */
  default IntegerVector notZero(long[] vector) {
    return IntegerVector.of(IntStream.range(0, vector.length / limbs())
        .mapToLong(i -> Arrays.stream(vector, i * limbs(), (i + 1) * limbs()).anyMatch(limb -> limb != 0) ? 1 : 0)
        .toArray());
  }

  /** Writes {@code count} elements in {@link #bytes()} bytes each, little-endian. */
  void encode(long[] vector, int firstElement, int count, byte[] out, int offset);

  /**
   * Reads {@code count} elements.
   *
   * @return -1, or the index (0..count-1) of the first element that is not below the modulus
   */
  int decode(byte[] in, int offset, int count, long[] out, int firstElement);

  /**
   * Element-wise inverses by Fermat. The elements must be public or uniformly random, as a zero is reported.
   *
   * @throws ArithmeticException if an element is zero
   */
  default long[] inverse(long[] vector) {
    long[] result = power(vector, modulus().subtract(BigInteger.TWO));
    for (int i = 0; i < result.length; i += limbs()) {
      long any = 0;
      for (int limb = 0; limb < limbs(); limb++) {
        any |= result[i + limb];
      }
      if (any == 0) {
        throw new ArithmeticException("element " + i / limbs() + " is zero and has no inverse");
      }
    }
    return result;
  }

  /**
   * One square root of each element, as a power (p+1)/4: the modulus is 3 mod 4. Which of the two roots is fixed by the
   * element alone. The elements must be public, as a non-square is reported.
   *
   * @throws ArithmeticException if an element is not a square
   */
  default long[] squareRoot(long[] vector) {
    long[] root = power(vector, modulus().add(BigInteger.ONE).shiftRight(2));
    long[] square = new long[root.length];
    multiply(root, root, square);
    int mismatch = Arrays.mismatch(square, vector);
    if (mismatch >= 0) {
      throw new ArithmeticException("element " + mismatch / limbs() + " is not a square");
    }
    return root;
  }

  /** Every element to the same public, positive power. */
  private long[] power(long[] vector, BigInteger exponent) {
    long[] result = vector.clone();
    for (int bit = exponent.bitLength() - 2; bit >= 0; bit--) {
      multiply(result, result, result);
      if (exponent.testBit(bit)) {
        multiply(result, vector, result);
      }
    }
    return result;
  }

  @Override
  default long[] point(int index) {
    if (modulus().compareTo(BigInteger.valueOf(index)) <= 0) {
      throw new IllegalArgumentException("the field " + label() + " has no point " + index);
    }
    return element(index);
  }

  @Override
  default long[] difference(long[] left, long[] right) {
    long[] out = new long[limbs()];
    subtract(left, right, out);
    return out;
  }

  @Override
  default long[] product(long[] left, long[] right) {
    long[] out = new long[limbs()];
    multiply(left, right, out);
    return out;
  }

  @Override
  default long[] reciprocal(long[] scalar) {
    return inverse(scalar);
  }
}
