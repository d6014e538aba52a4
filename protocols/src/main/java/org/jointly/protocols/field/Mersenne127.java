package org.jointly.protocols.field;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.jointly.protocols.integer.IntegerVector;

/** The field of integers modulo 2^127-1: two longs an element, low then high; the high one is never negative. */
final class Mersenne127 implements PrimeField {
  private static final long HIGH = Long.MAX_VALUE;
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  @Override
  public String label() {
    return "2^127-1";
  }

  @Override
  public BigInteger modulus() {
    return MODULUS;
  }

  @Override
  public int bits() {
    return 127;
  }

  @Override
  public int limbs() {
    return 2;
  }

  @Override
  public int bytes() {
    return 2 * Long.BYTES;
  }

  @Override
  public void add(long[] left, long[] right, long[] out) {
    PrimeFields.requireEqualLengths(left, right, out);
    for (int i = 0; i < out.length; i += 2) {
      add(left[i], left[i + 1], right[i], right[i + 1], out, i);
    }
  }

  @Override
  public void subtract(long[] left, long[] right, long[] out) {
    PrimeFields.requireEqualLengths(left, right, out);
    for (int i = 0; i < out.length; i += 2) {
      subtract(left[i], left[i + 1], right[i], right[i + 1], out, i);
    }
  }

  @Override
  public void multiply(long[] left, long[] right, long[] out) {
    PrimeFields.requireEqualLengths(left, right, out);
    for (int i = 0; i < out.length; i += 2) {
      multiply(left[i], left[i + 1], right[i], right[i + 1], out, i);
    }
  }

  @Override
  public void scale(long[] vector, long[] factor, long[] out) {
    PrimeFields.requireEqualLengths(vector, vector, out);
    PrimeFields.requireOneElement(this, factor);
    for (int i = 0; i < out.length; i += 2) {
      multiply(vector[i], vector[i + 1], factor[0], factor[1], out, i);
    }
  }

  @Override
  public void addScaled(long[] sum, long[] vector, long[] factor) {
    PrimeFields.requireEqualLengths(sum, vector, sum);
    PrimeFields.requireOneElement(this, factor);
    long[] product = new long[2];
    for (int i = 0; i < sum.length; i += 2) {
      multiply(vector[i], vector[i + 1], factor[0], factor[1], product, 0);
      add(sum[i], sum[i + 1], product[0], product[1], sum, i);
    }
  }

  @Override
  public long[] innerProduct(long[] left, long[] right) {
    PrimeFields.requireEqualLengths(left, right, left);
    long[] total = new long[2];
    long[] product = new long[2];
    for (int i = 0; i < left.length; i += 2) {
      multiply(left[i], left[i + 1], right[i], right[i + 1], product, 0);
      add(total[0], total[1], product[0], product[1], total, 0);
    }
    return total;
  }

  @Override
  public long[] element(BigInteger value) {
    BigInteger reduced = value.mod(MODULUS);
    return new long[] {reduced.longValue(), reduced.shiftRight(64).longValue()};
  }

  @Override
  public BigInteger toSigned(long[] element) {
    PrimeFields.requireOneElement(this, element);
    return toIntegers(element).at(0);
  }

  @Override
  public long[] fromIntegers(IntegerVector integers) {
    long[] vector = new long[2 * integers.length()];
    for (int i = 0; i < integers.length(); i++) {
      long high = integers.highAt(i);
      // The sign bit stands for -2^127, which is -1 modulo p.
      add(integers.lowAt(i), high & HIGH, 0, 0, vector, 2 * i);
      subtract(vector[2 * i], vector[2 * i + 1], high >>> 63, 0, vector, 2 * i);
    }
    return vector;
  }

  @Override
  public IntegerVector toIntegers(long[] vector) {
    long[] low = new long[vector.length / 2];
    long[] high = new long[low.length];
    for (int i = 0; i < low.length; i++) {
      // Above (p-1)/2 = 2^126-1: subtract p, that is add 1 and subtract 2^127.
      long negative = vector[2 * i + 1] >>> 62;
      low[i] = vector[2 * i] + negative;
      long carry = (vector[2 * i] & ~low[i]) >>> 63;
      high[i] = vector[2 * i + 1] + carry | negative << 63;
    }
    return IntegerVector.ofHalves(low, high);
  }

  @Override
  public void encode(long[] vector, int firstElement, int count, byte[] out, int offset) {
    for (int i = 0; i < 2 * count; i++) {
      LONGS.set(out, offset + i * Long.BYTES, vector[2 * firstElement + i]);
    }
  }

  @Override
  public int decode(byte[] in, int offset, int count, long[] out, int firstElement) {
    for (int i = 0; i < count; i++) {
      long low = (long) LONGS.get(in, offset + i * bytes());
      long high = (long) LONGS.get(in, offset + i * bytes() + Long.BYTES);
      if (high < 0 || high == HIGH && low == -1) {
        return i;
      }
      out[2 * (firstElement + i)] = low;
      out[2 * (firstElement + i) + 1] = high;
    }
    return -1;
  }

  @Override
  public void sample(RandomWords source, long[] out) {
    source.nextLongs(out);
    for (int i = 0; i < out.length; i += 2) {
      out[i + 1] &= HIGH;
      while (out[i + 1] == HIGH && out[i] == -1) {
        source.nextLongs(out, i, i + 2);
        out[i + 1] &= HIGH;
      }
    }
  }

  /** Writes the product to out[at], out[at + 1]: the lower and the upper 127 bits added up, as 2^127 is 1. */
  private static void multiply(long a0, long a1, long b0, long b1, long[] out, int at) {
    long lowHigh = unsignedMultiplyHigh(a0, b0);
    long cross0 = a0 * b1;
    long cross1 = Math.multiplyHigh(a0, b1) + (a0 >> 63 & b1);
    long other0 = b0 * a1;
    long other1 = Math.multiplyHigh(b0, a1) + (b0 >> 63 & a1);
    // Both cross terms are below 2^127, so their sum fits 128 bits.
    long sum0 = cross0 + other0;
    long sum1 = cross1 + other1 + carry(cross0, other0, sum0);

    long word0 = a0 * b0;
    long word1 = lowHigh + sum0;
    long carry1 = carry(lowHigh, sum0, word1);
    long top0 = a1 * b1;
    long word2 = top0 + sum1;
    long carry2 = carry(top0, sum1, word2);
    long word2WithCarry = word2 + carry1;
    long word3 = Math.multiplyHigh(a1, b1) + carry2 + carry(word2, carry1, word2WithCarry);

    add(word0, word1 & HIGH, word1 >>> 63 | word2WithCarry << 1, word2WithCarry >>> 63 | word3 << 1, out, at);
  }

  /** Writes the canonical sum of two numbers in [0, 2^127) whose sum is below 2p. */
  private static void add(long a0, long a1, long b0, long b1, long[] out, int at) {
    long low = a0 + b0;
    long high = a1 + b1 + carry(a0, b0, low);
    // The sum is at least p exactly if adding 1 reaches 2^127; then subtract p by adding 1 and dropping 2^127.
    long reached = high + ((low & ~(low + 1)) >>> 63) >>> 63;
    long reducedLow = low + reached;
    out[at] = reducedLow;
    out[at + 1] = high + ((low & ~reducedLow) >>> 63) & HIGH;
  }

  private static void subtract(long a0, long a1, long b0, long b1, long[] out, int at) {
    long low = a0 - b0;
    long high = a1 - b1 - ((~a0 & b0 | (~a0 | b0) & low) >>> 63);
    // Where the difference is negative add p: subtract 1, and 2^127 by clearing the sign.
    long reducedLow = low + (high >> 63);
    long borrow = (~low & reducedLow) >>> 63 & high >>> 63;
    out[at] = reducedLow;
    out[at + 1] = high - borrow & HIGH;
  }

  /** The carry out of a + b = sum, 0 or 1. */
  private static long carry(long a, long b, long sum) {
    return (a & b | (a | b) & ~sum) >>> 63;
  }

  private static long unsignedMultiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
  }
}
