package org.jointly.protocols.suite.shamir.bits;

/**
 * What a block of s places says about carries when a and b are added in it, as polynomials over GF(2) in the bits of both.
 *
 * <p>A monomial is a subset of a's bits times a subset of b's; every polynomial here is bilinear in the subset products of a
 * and those of b. So when one party knows a and another b, generate and propagate take one round for the whole block.
 *
 * @param size s
 * @param generate [S][T]: whether the product of the bits S of a and T of b occurs in [a + b >= 2^s]
 * @param propagate the same for [a + b = 2^s - 1]
 */
record BlockCarry(int size, boolean[][] generate, boolean[][] propagate) {

  static BlockCarry of(int size) {
    int values = 1 << size;
    boolean[][] generate = new boolean[values][values];
    boolean[][] propagate = new boolean[values][values];
    for (int a = 0; a < values; a++) {
      for (int b = 0; b < values; b++) {
        generate[a][b] = a + b >= values;
        propagate[a][b] = a + b == values - 1;
      }
    }
    toPolynomial(generate, size);
    toPolynomial(propagate, size);
    return new BlockCarry(size, generate, propagate);
  }

  /** The Moebius transform: from values at all points to coefficients of all monomials. */
  private static void toPolynomial(boolean[][] f, int size) {
    for (int bit = 1; bit < 1 << size; bit <<= 1) {
      for (int a = 0; a < f.length; a++) {
        for (int b = 0; b < f.length; b++) {
          if ((a & bit) != 0) {
            f[a][b] ^= f[a ^ bit][b];
          }
        }
      }
      for (int a = 0; a < f.length; a++) {
        for (int b = 0; b < f.length; b++) {
          if ((b & bit) != 0) {
            f[a][b] ^= f[a][b ^ bit];
          }
        }
      }
    }
  }
}
