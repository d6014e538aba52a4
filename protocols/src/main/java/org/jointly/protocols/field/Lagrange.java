package org.jointly.protocols.field;

import java.util.Arrays;

/** Lagrange coefficients over evaluation points that are small public integers. */
public final class Lagrange {
  private Lagrange() {}

  /**
   * The coefficients c with f(at) = Σ c[i]·f(points[i]) for every polynomial f of degree below {@code points.length}.
   *
   * @throws IllegalArgumentException if two points are equal, or a point is outside the field
   */
  public static long[][] coefficients(VectorField field, int[] points, int at) {
    if (Arrays.stream(points).distinct().count() != points.length) {
      throw new IllegalArgumentException("interpolation points must differ: " + Arrays.toString(points));
    }
    long[][] coefficients = new long[points.length][];
    for (int i = 0; i < points.length; i++) {
      coefficients[i] = basis(field, points, i, at);
    }
    return coefficients;
  }

  /** The i-th basis polynomial at {@code at}: the product of (at - x_j) / (x_i - x_j) over all j other than i. */
  private static long[] basis(VectorField field, int[] points, int i, int at) {
    long[] numerator = field.point(1);
    long[] denominator = field.point(1);
    for (int j = 0; j < points.length; j++) {
      if (j != i) {
        long[] other = field.point(points[j]);
        numerator = field.product(numerator, field.difference(field.point(at), other));
        denominator = field.product(denominator, field.difference(field.point(points[i]), other));
      }
    }
    return field.product(numerator, field.reciprocal(denominator));
  }
}
