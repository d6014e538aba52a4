package org.jointly.protocols.statistic.report;

import java.util.Optional;

/**
 * A symmetric positive definite matrix, factored as L·L′ (Cholesky): information and variance matrices, which are small.
 * Numerically singular ones are refused rather than inverted.
 */
public final class PositiveDefinite {
  /** What is left of a diagonal element, relatively, when its row depends on those before it. */
  private static final double SINGULAR = 1e-11;

  private final double[][] factor;

  private PositiveDefinite(double[][] factor) {
    this.factor = factor;
  }

  /** Empty if the matrix is singular, to about eleven digits, or not finite. */
  public static Optional<PositiveDefinite> of(double[][] matrix) {
    return of(matrix, 0);
  }

  /** @param least what must be left of a diagonal element: so much that roundings do not show */
  public static Optional<PositiveDefinite> of(double[][] matrix, double least) {
    int size = matrix.length;
    double[][] factor = new double[size][size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column <= row; column++) {
        double rest = matrix[row][column];
        for (int k = 0; k < column; k++) {
          rest -= factor[row][k] * factor[column][k];
        }
        if (column < row) {
          factor[row][column] = rest / factor[column][column];
        } else if (rest > Math.max(least, SINGULAR * matrix[row][row])) {
          factor[row][row] = Math.sqrt(rest);
        } else {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new PositiveDefinite(factor));
  }

  /** The matrix whose lower triangle, row by row, begins at an index of a vector. */
  public static double[][] symmetric(double[] triangle, int size) {
    double[][] matrix = new double[size][size];
    int next = 0;
    for (int row = 0; row < size; row++) {
      for (int column = 0; column <= row; column++) {
        matrix[row][column] = triangle[next];
        matrix[column][row] = triangle[next++];
      }
    }
    return matrix;
  }

  /** How many elements the lower triangle has. */
  public static int triangle(int size) {
    return size * (size + 1) / 2;
  }

  /** The x with A·x = right. */
  public double[] solve(double... right) {
    int size = factor.length;
    double[] x = right.clone();
    for (int row = 0; row < size; row++) {
      for (int k = 0; k < row; k++) {
        x[row] -= factor[row][k] * x[k];
      }
      x[row] /= factor[row][row];
    }
    for (int row = size - 1; row >= 0; row--) {
      for (int k = row + 1; k < size; k++) {
        x[row] -= factor[k][row] * x[k];
      }
      x[row] /= factor[row][row];
    }
    return x;
  }

  /** x′·A·x. */
  public double form(double... x) {
    double sum = 0;
    for (int column = 0; column < factor.length; column++) {
      double product = 0;
      for (int row = column; row < factor.length; row++) {
        product += factor[row][column] * x[row];
      }
      sum += product * product;
    }
    return sum;
  }

  /** x′·A⁻¹·x. */
  public double inverseForm(double... x) {
    double[] solved = solve(x);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * solved[i];
    }
    return sum;
  }
}
