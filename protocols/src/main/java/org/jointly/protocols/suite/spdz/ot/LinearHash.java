package org.jointly.protocols.suite.spdz.ot;

/**
 * A linear hash of bit strings to 64 bits: their words as a polynomial over GF(2^64), at a secret-independent random point.
 *
 * <p>The last word has coefficient 1: if it is uniform, the hash says nothing about the others. Two different strings of w words have
 * the same hash for at most w-1 of the 2^64 points.
 */
final class LinearHash {
  /** x^64 = x^4 + x^3 + x + 1. */
  private static final long REDUCTION = 0x1b;

  private final long[][] multiples = new long[Long.BYTES][256];

  /** @param point public, drawn when the strings are fixed */
  LinearHash(long point) {
    for (int position = 0; position < Long.BYTES; position++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        multiples[position][1 << bit] = times(1L << Byte.SIZE * position + bit, point);
      }
      for (int value = 1; value < 256; value++) {
        int low = value & -value;
        multiples[position][value] = multiples[position][low] ^ multiples[position][value ^ low];
      }
      multiples[position][0] = 0;
    }
  }

  long of(long[] words) {
    long hash = 0;
    for (int i = 0; i < words.length; i++) {
      hash = timesPoint(hash) ^ words[i];
    }
    return hash;
  }

  private long timesPoint(long element) {
    return multiples[0][(int) (element & 255)]
        ^ multiples[1][(int) (element >>> 8 & 255)]
        ^ multiples[2][(int) (element >>> 16 & 255)]
        ^ multiples[3][(int) (element >>> 24 & 255)]
        ^ multiples[4][(int) (element >>> 32 & 255)]
        ^ multiples[5][(int) (element >>> 40 & 255)]
        ^ multiples[6][(int) (element >>> 48 & 255)]
        ^ multiples[7][(int) (element >>> 56)];
  }

  private static long times(long left, long right) {
    long product = 0;
    long shifted = left;
    for (long rest = right; rest != 0; rest >>>= 1) {
      product ^= shifted & -(rest & 1);
      shifted = shifted << 1 ^ (shifted >> 63 & REDUCTION);
    }
    return product;
  }
}
