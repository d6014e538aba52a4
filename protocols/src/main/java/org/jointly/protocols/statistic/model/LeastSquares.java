package org.jointly.protocols.statistic.model;

import java.math.BigInteger;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The exact solution of least squares from integer moments: rational numbers with one denominator, so that nothing is lost to
 * badly conditioned predictors, and dependence is dependence.
 *
 * @param coefficients numerators of b = (X′X)⁻¹X′y
 * @param inverseDiagonal numerators of the diagonal of (X′X)⁻¹
 * @param residual numerator of y′y − b′X′y
 * @param denominator of all of them: det X′X
 */
record LeastSquares(BigInteger[] coefficients, BigInteger[] inverseDiagonal, BigInteger residual, BigInteger denominator) {

  /**
   * Fraction-free Gauss-Jordan elimination (Bareiss, Mathematics of Computation 1968) of [X′X | X′y, 1]: every division is
   * exact.
   *
   * @param moments the symmetric matrix of (X, y), y last
   * @return empty if the columns of X are linearly dependent
   */
  static Optional<LeastSquares> of(BigInteger[][] moments) {
    int size = moments.length - 1;
    BigInteger[][] rows = new BigInteger[size][];
    for (int i = 0; i < size; i++) {
      int row = i;
      IntFunction<BigInteger> element = column ->
          column <= size ? moments[row][column] : column - size - 1 == row ? BigInteger.ONE : BigInteger.ZERO;
      rows[i] = IntStream.range(0, 2 * size + 1).mapToObj(element).toArray(BigInteger[]::new);
    }
    BigInteger before = BigInteger.ONE;
    for (int k = 0; k < size; k++) {
      BigInteger pivot = rows[k][k];
      if (pivot.signum() == 0) {
        return Optional.empty();
      }
      for (int i = 0; i < size; i++) {
        if (i != k) {
          eliminate(rows[i], rows[k], k, before);
        }
      }
      before = pivot;
    }
    return Optional.of(solution(moments, rows, before));
  }

  private static void eliminate(BigInteger[] row, BigInteger[] pivotal, int k, BigInteger before) {
    BigInteger factor = row[k];
    for (int column = 0; column < row.length; column++) {
      row[column] = pivotal[k].multiply(row[column]).subtract(factor.multiply(pivotal[column])).divide(before);
    }
  }

  private static LeastSquares solution(BigInteger[][] moments, BigInteger[][] rows, BigInteger determinant) {
    int size = rows.length;
    BigInteger residual = moments[size][size].multiply(determinant);
    BigInteger[] coefficients = new BigInteger[size];
    BigInteger[] diagonal = new BigInteger[size];
    for (int i = 0; i < size; i++) {
      coefficients[i] = rows[i][size];
      diagonal[i] = rows[i][size + 1 + i];
      residual = residual.subtract(rows[i][size].multiply(moments[i][size]));
    }
    return new LeastSquares(coefficients, diagonal, residual, determinant);
  }
}
