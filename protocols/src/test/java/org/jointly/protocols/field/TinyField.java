package org.jointly.protocols.field;

import java.math.BigInteger;
import java.util.Arrays;
import org.jointly.protocols.integer.IntegerVector;

/** A prime field so small that all its sharings can be listed. The word source gives elements, not random bits. */
public record TinyField(int p) implements PrimeField {

  @Override
  public String label() {
    return Integer.toString(p);
  }

  @Override
  public BigInteger modulus() {
    return BigInteger.valueOf(p);
  }

  @Override
  public int bits() {
    return modulus().bitLength();
  }

  @Override
  public int limbs() {
    return 1;
  }

  @Override
  public int bytes() {
    return 1;
  }

  @Override
  public void add(long[] left, long[] right, long[] out) {
    Arrays.setAll(out, i -> (left[i] + right[i]) % p);
  }

  @Override
  public void subtract(long[] left, long[] right, long[] out) {
    Arrays.setAll(out, i -> Math.floorMod(left[i] - right[i], p));
  }

  @Override
  public void multiply(long[] left, long[] right, long[] out) {
    Arrays.setAll(out, i -> left[i] * right[i] % p);
  }

  @Override
  public void scale(long[] vector, long[] factor, long[] out) {
    Arrays.setAll(out, i -> vector[i] * factor[0] % p);
  }

  @Override
  public void addScaled(long[] sum, long[] vector, long[] factor) {
    Arrays.setAll(sum, i -> (sum[i] + vector[i] * factor[0]) % p);
  }

  @Override
  public long[] innerProduct(long[] left, long[] right) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long[] element(BigInteger value) {
    return new long[] {value.mod(modulus()).longValue()};
  }

  @Override
  public BigInteger toSigned(long[] element) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long[] fromIntegers(IntegerVector integers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public IntegerVector toIntegers(long[] vector) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void encode(long[] vector, int firstElement, int count, byte[] out, int offset) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int decode(byte[] in, int offset, int count, long[] out, int firstElement) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void sample(RandomWords source, long[] out) {
    source.nextLongs(out);
  }
}
