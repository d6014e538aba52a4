package org.jointly.protocols.field;

/** Polynomials given by their values at 1, 2, ..., N. */
public final class Interpolation {
  private final PrimeField field;
  private final int points;
  private final long[] weights;

  /** @param points N, at least 1 and far below the modulus */
  public Interpolation(PrimeField field, int points) {
    this.field = field;
    this.points = points;
    this.weights = weights(field, points);
  }

  /** (-1)^(N-k) / ((k-1)!·(N-k)!) for k = 1..N. */
  private static long[] weights(PrimeField field, int points) {
    long[][] factorials = new long[points][];
    factorials[0] = field.element(1);
    for (int i = 1; i < points; i++) {
      factorials[i] = field.product(factorials[i - 1], field.element(i));
    }
    int limbs = field.limbs();
    long[] weights = new long[points * limbs];
    for (int k = 1; k <= points; k++) {
      long[] product = field.product(factorials[k - 1], factorials[points - k]);
      long[] signed = (points - k) % 2 == 0 ? product : field.difference(field.element(0), product);
      System.arraycopy(signed, 0, weights, (k - 1) * limbs, limbs);
    }
    return field.inverse(weights);
  }

  /**
   * What the N values have to be multiplied by, for the sum to be the polynomial's value somewhere else.
   *
   * @param at an element
   */
  public long[] coefficients(long[] at) {
    int limbs = field.limbs();
    long[] coefficients = new long[points * limbs];
    long[] before = field.element(1);
    for (int k = 0; k < points; k++) {
      System.arraycopy(before, 0, coefficients, k * limbs, limbs);
      before = field.product(before, field.difference(at, field.element(k + 1)));
    }
    long[] after = new long[points * limbs];
    long[] product = field.element(1);
    for (int k = points - 1; k >= 0; k--) {
      System.arraycopy(product, 0, after, k * limbs, limbs);
      product = field.product(product, field.difference(at, field.element(k + 1)));
    }
    field.multiply(coefficients, after, coefficients);
    field.multiply(coefficients, weights, coefficients);
    return coefficients;
  }
}
