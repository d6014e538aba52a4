package org.jointly.protocols.field;

import java.util.Arrays;

/**
 * GF(2^k) in bit slices: 64 elements in k longs.
 *
 * <p>Layout: a vector of w·64 elements (lanes) is k·w longs, plane after plane; bit b of long i of plane j is the
 * coefficient of x^j of lane 64·i+b. A vector of bits is one whose planes 1..k-1 are zero. A scalar is one long in [0,
 * 2^k), the usual polynomial encoding; party i evaluates at the scalar i, so n parties need n below 2^k.
 *
 * <p>Cost: a product of 64 lanes takes k^2 ANDs and as many XORs.
 */
public final class BinaryField implements VectorField {
  /** By degree, an irreducible polynomial over GF(2). */
  private static final int[] POLYNOMIALS = {0, 0, 0b111, 0b1011, 0b10011, 0b100101};

  private final int degree;
  private final int polynomial;

  private BinaryField(int degree) {
    this.degree = degree;
    this.polynomial = POLYNOMIALS[degree];
  }

  /**
   * The smallest of these fields with a nonzero point for each party.
   *
   * @throws IllegalArgumentException for fewer than 2 or more than 31 parties
   */
  public static BinaryField forParties(int parties) {
    if (parties < 2 || parties > 31) {
      throw new IllegalArgumentException("binary fields serve 2 to 31 parties, got " + parties);
    }
    return new BinaryField(32 - Integer.numberOfLeadingZeros(parties));
  }

  /** k, the number of planes. */
  public int degree() {
    return degree;
  }

  @Override
  public String label() {
    return "GF(2^" + degree + ")";
  }

  /** The longs a plane needs for so many lanes. */
  public static int words(int lanes) {
    return (lanes + 63) >>> 6;
  }

  @Override
  public void add(long[] left, long[] right, long[] out) {
    PrimeFields.requireEqualLengths(left, right, out);
    for (int i = 0; i < out.length; i++) {
      out[i] = left[i] ^ right[i];
    }
  }

  /** Element-wise product; out may be an operand. */
  public void multiply(long[] left, long[] right, long[] out) {
    PrimeFields.requireEqualLengths(left, right, out);
    int words = planeLength(left);
    long[] product = new long[2 * degree - 1];
    for (int w = 0; w < words; w++) {
      Arrays.fill(product, 0);
      for (int i = 0; i < degree; i++) {
        long a = left[i * words + w];
        for (int j = 0; j < degree; j++) {
          product[i + j] ^= a & right[j * words + w];
        }
      }
      for (int high = 2 * degree - 2; high >= degree; high--) {
        for (int j = 0; j < degree; j++) {
          if ((polynomial >>> j & 1) != 0) {
            product[high - degree + j] ^= product[high];
          }
        }
      }
      for (int j = 0; j < degree; j++) {
        out[j * words + w] = product[j];
      }
    }
  }

  @Override
  public void addScaled(long[] sum, long[] vector, long[] factor) {
    PrimeFields.requireEqualLengths(sum, vector, sum);
    int words = planeLength(sum);
    int multiple = (int) factor[0];
    for (int j = 0; j < degree; j++) {
      // multiple = factor · x^j: what a set bit of plane j contributes.
      for (int target = 0; target < degree; target++) {
        if ((multiple >>> target & 1) != 0) {
          xor(sum, target * words, vector, j * words, words);
        }
      }
      multiple = timesX(multiple);
    }
  }

  @Override
  public void sample(RandomWords source, long[] out) {
    planeLength(out);
    source.nextLongs(out);
  }

  @Override
  public long[] point(int index) {
    if (index < 0 || index >= 1 << degree) {
      throw new IllegalArgumentException("the field " + label() + " has no point " + index);
    }
    return new long[] {index};
  }

  @Override
  public long[] difference(long[] left, long[] right) {
    return new long[] {left[0] ^ right[0]};
  }

  @Override
  public long[] product(long[] left, long[] right) {
    int multiple = (int) left[0];
    int product = 0;
    for (int j = 0; j < degree; j++) {
      product ^= multiple & -((int) right[0] >>> j & 1);
      multiple = timesX(multiple);
    }
    return new long[] {product};
  }

  @Override
  public long[] reciprocal(long[] scalar) {
    if (scalar[0] == 0) {
      throw new ArithmeticException("zero has no inverse");
    }
    // a^(2^k - 2), the product of a^2, a^4, ..., a^(2^(k-1)).
    long[] square = scalar;
    long[] result = point(1);
    for (int i = 1; i < degree; i++) {
      square = product(square, square);
      result = product(result, square);
    }
    return result;
  }

  private int timesX(int scalar) {
    int shifted = scalar << 1;
    return (shifted >>> degree & 1) != 0 ? shifted ^ polynomial : shifted;
  }

  private int planeLength(long[] vector) {
    if (vector.length % degree != 0) {
      throw new IllegalArgumentException("a vector over " + label() + " has " + degree
          + " planes, got " + vector.length + " longs");
    }
    return vector.length / degree;
  }

  private static void xor(long[] target, int targetFrom, long[] source, int sourceFrom, int count) {
    for (int i = 0; i < count; i++) {
      target[targetFrom + i] ^= source[sourceFrom + i];
    }
  }
}
