package org.jointly.protocols.field;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.jointly.protocols.integer.IntegerVector;

/** The field of integers modulo 2^61-1: one long an element. */
final class Mersenne61 implements PrimeField {
  private static final long P = (1L << 61) - 1;
  private static final BigInteger MODULUS = BigInteger.valueOf(P);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  /** Eight products of 122 bits stay below the 2^125 that {@link #reduce} takes. */
  private static final int PRODUCTS_PER_REDUCTION = 8;

  @Override
  public String label() {
    return "2^61-1";
  }

  @Override
  public BigInteger modulus() {
    return MODULUS;
  }

  @Override
  public int bits() {
    return 61;
  }

  @Override
  public int limbs() {
    return 1;
  }

  @Override
  public int bytes() {
    return Long.BYTES;
  }

  @Override
  public void add(long[] left, long[] right, long[] out) {
    PrimeFields.requireEqualLengths(left, right, out);
    for (int i = 0; i < out.length; i++) {
      out[i] = canonical(left[i] + right[i]);
    }
  }

  @Override
  public void subtract(long[] left, long[] right, long[] out) {
    PrimeFields.requireEqualLengths(left, right, out);
    for (int i = 0; i < out.length; i++) {
      long difference = left[i] - right[i];
      out[i] = difference + (difference >> 63 & P);
    }
  }

  @Override
  public void multiply(long[] left, long[] right, long[] out) {
    PrimeFields.requireEqualLengths(left, right, out);
    for (int i = 0; i < out.length; i++) {
      out[i] = multiply(left[i], right[i]);
    }
  }

  @Override
  public void scale(long[] vector, long[] factor, long[] out) {
    PrimeFields.requireEqualLengths(vector, vector, out);
    PrimeFields.requireOneElement(this, factor);
    long c = factor[0];
    for (int i = 0; i < out.length; i++) {
      out[i] = multiply(c, vector[i]);
    }
  }

  @Override
  public void addScaled(long[] sum, long[] vector, long[] factor) {
    PrimeFields.requireEqualLengths(sum, vector, sum);
    PrimeFields.requireOneElement(this, factor);
    long c = factor[0];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = canonical(sum[i] + multiply(c, vector[i]));
    }
  }

  @Override
  public long[] innerProduct(long[] left, long[] right) {
    PrimeFields.requireEqualLengths(left, right, left);
    long total = 0;
    for (int from = 0; from < left.length; from += PRODUCTS_PER_REDUCTION) {
      int to = Math.min(left.length, from + PRODUCTS_PER_REDUCTION);
      long high = 0;
      long low = 0;
      for (int i = from; i < to; i++) {
        long product = left[i] * right[i];
        long sum = low + product;
        long carry = (low & product | (low | product) & ~sum) >>> 63;
        low = sum;
        high += Math.multiplyHigh(left[i], right[i]) + carry;
      }
      total = canonical(total + reduce(high, low));
    }
    return new long[] {total};
  }

  @Override
  public long[] element(BigInteger value) {
    return new long[] {value.mod(MODULUS).longValue()};
  }

  @Override
  public long[] element(long value) {
    return new long[] {reduceSigned(value)};
  }

  @Override
  public BigInteger toSigned(long[] element) {
    PrimeFields.requireOneElement(this, element);
    return BigInteger.valueOf(signed(element[0]));
  }

  @Override
  public long[] fromIntegers(IntegerVector integers) {
    long[] vector = new long[integers.length()];
    if (integers.fitsLongs()) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = reduceSigned(integers.lowAt(i));
      }
    } else {
      for (int i = 0; i < vector.length; i++) {
        // 2^64 is 8 modulo p.
        long high = multiply(8, reduceSigned(integers.highAt(i)));
        vector[i] = canonical(high + reduce(0, integers.lowAt(i)));
      }
    }
    return vector;
  }

  @Override
  public IntegerVector toIntegers(long[] vector) {
    long[] integers = new long[vector.length];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = signed(vector[i]);
    }
    return IntegerVector.of(integers);
  }

  @Override
  public void encode(long[] vector, int firstElement, int count, byte[] out, int offset) {
    for (int i = 0; i < count; i++) {
      LONGS.set(out, offset + i * Long.BYTES, vector[firstElement + i]);
    }
  }

  @Override
  public int decode(byte[] in, int offset, int count, long[] out, int firstElement) {
    for (int i = 0; i < count; i++) {
      long element = (long) LONGS.get(in, offset + i * Long.BYTES);
      if (Long.compareUnsigned(element, P) >= 0) {
        return i;
      }
      out[firstElement + i] = element;
    }
    return -1;
  }

  @Override
  public void sample(RandomWords source, long[] out) {
    source.nextLongs(out);
    for (int i = 0; i < out.length; i++) {
      out[i] >>>= 3;
      while (out[i] == P) {
        source.nextLongs(out, i, i + 1);
        out[i] >>>= 3;
      }
    }
  }

  private static long multiply(long a, long b) {
    long low = a * b;
    return canonical((low & P) + (Math.multiplyHigh(a, b) << 3 | low >>> 61));
  }

  /** A 128-bit number below 2^125 modulo p: its lower 61 bits plus the rest, as 2^61 is 1. */
  private static long reduce(long high, long low) {
    long rest = high << 3 | low >>> 61;
    return canonical(canonical((low & P) + (rest & P)) + (rest >>> 61));
  }

  /** A number in [0, 2p) modulo p. */
  private static long canonical(long value) {
    long reduced = value - P;
    return reduced + (reduced >> 63 & P);
  }

  private static long reduceSigned(long value) {
    long folded = (value & P) + (value >> 61) - P;
    folded += folded >> 63 & P;
    return folded + (folded >> 63 & P);
  }

  private static long signed(long element) {
    return element - (-(element >>> 60) & P);
  }
}
