package org.jointly.protocols.statistic.comparison;

import java.math.BigInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.jointly.protocols.statistic.report.SampleMoments;

/**
 * A table of counts, row by row, and Pearson's tests of it. Numerators and denominators are exact.
 *
 * @param cells rows × columns
 */
record CrossTable(int rows, int columns, long... cells) {
  CrossTable {
    if (rows < 2 || columns < 2 || cells.length != rows * columns) {
      throw new IllegalArgumentException("needs two rows and two columns at least, and all cells");
    }
  }

  long total() {
    return LongStream.of(cells).sum();
  }

  long rowTotal(int row) {
    return IntStream.range(0, columns).mapToLong(column -> cells[row * columns + column]).sum();
  }

  long columnTotal(int column) {
    return IntStream.range(0, rows).mapToLong(row -> cells[row * columns + column]).sum();
  }

  /** Whether a row or a column has nobody: then there are no tests. */
  boolean hasEmptyMargin() {
    return IntStream.range(0, rows).anyMatch(row -> rowTotal(row) == 0)
        || IntStream.range(0, columns).anyMatch(column -> columnTotal(column) == 0);
  }

  /** The count that independence expects. */
  double expected(int cell) {
    return (double) rowTotal(cell / columns) * columnTotal(cell % columns) / total();
  }

  /** Σ(O − E)²/E. */
  double chiSquared() {
    return sum(cell -> {
      BigInteger deviation = deviation(cell);
      return SampleMoments.quotient(deviation.multiply(deviation), whole(total()).multiply(product(cell)));
    });
  }

  /** With the continuity correction of Yates, never more than the deviation itself: Σ(|O − E| − min(½, |O − E|))²/E. */
  double yates() {
    return sum(cell -> {
      double deviation = Math.abs(SampleMoments.quotient(deviation(cell), whole(total())));
      double less = deviation - Math.min(0.5, deviation);
      return less * less / expected(cell);
    });
  }

  int degrees() {
    return (rows - 1) * (columns - 1);
  }

  /** The p-value of a statistic of this table. */
  double p(double chiSquared) {
    return ChiSquaredDistribution.of(degrees()).survivalProbability(chiSquared);
  }

  /** √(χ²/(n·min(rows − 1, columns − 1))). */
  double cramersV() {
    return Math.sqrt(chiSquared() / total() / Math.min(rows - 1, columns - 1));
  }

  /** n·O − row·column. */
  private BigInteger deviation(int cell) {
    return whole(total()).multiply(whole(cells[cell])).subtract(product(cell));
  }

  private BigInteger product(int cell) {
    return whole(rowTotal(cell / columns)).multiply(whole(columnTotal(cell % columns)));
  }

  private static BigInteger whole(long value) {
    return BigInteger.valueOf(value);
  }

  private double sum(ToDoubleFunction<Integer> term) {
    return IntStream.range(0, cells.length).mapToDouble(term::applyAsDouble).sum();
  }
}
