package org.jointly.protocols.aggregate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/**
 * What every site computes on the rows of its own cohort, in plaintext, in its own database.
 *
 * <p>Each kind says which blocks of integer cells come out of it; a {@code RecordSource} turns it into SQL with bound
 * parameters.
 *
 * <p>Thresholds are about patients, not rows: eleven measurements of one patient are one patient. So whatever counts rows
 * also counts the distinct patients behind them, in a block of its own that is compared with k and never opened.
 */
public sealed interface LocalAggregation {

  /** The blocks a site puts in, in order. */
  List<CellBlock> blocks();

  /** The columns it reads besides those of the cohort. */
  List<String> columns();

  /**
   * The ranges that a site's values must be in. A site beyond one can but refuse, and so tells that it is: a policy may
   * demand that they are wide enough. Every kind must say; none means that no number is out of range.
   */
  List<ValueRange> ranges();

  /** The number of distinct patients in the cohort: block {@code patients}, one cell. */
  record DistinctPatients(long largest) implements LocalAggregation {
    @Override
    public List<CellBlock> blocks() {
      return List.of(CellBlock.counts("patients", 1, largest));
    }

    @Override
    public List<String> columns() {
      return List.of();
    }

    @Override
    public List<ValueRange> ranges() {
      return List.of();
    }
  }

  /**
   * For every code of the list the number of distinct patients in the cohort that have it: block {@code patients}, one
   * cell per code, in the list's order.
   *
   * @param match whether a row's code must equal the listed code or begin with it
   */
  record DistinctPatientsByCode(String column, List<String> codes, CodeMatch match, long largest)
      implements LocalAggregation {
    public DistinctPatientsByCode {
      codes = List.copyOf(codes);
    }

    @Override
    public List<CellBlock> blocks() {
      return List.of(CellBlock.counts("patients", codes.size(), largest));
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public List<ValueRange> ranges() {
      return List.of();
    }
  }

  /**
   * The moments of one numeric column over the cohort's rows, on integers x' = round(x·10^decimals), ties away from
   * zero: blocks {@code n} (rows with a value), {@code missing} (rows without), {@code sum} (Σx'), {@code squares}
   * (Σx'²), {@code patients} and {@code missing-patients} (distinct patients among the rows with a value, and among those without), one
   * cell each.
   *
   * @param rounding whether the question asks for rounding; if not, a value with more decimals is an error at the site
   * @param low the public lower bound of x; a value outside the bounds is an error at the site
   * @param high the public upper bound of x
   * @param largest the public bound on rows at one site, with and without a value
   */
  record Moments(String column, int decimals, boolean rounding, BigDecimal low, BigDecimal high, long largest)
      implements LocalAggregation {

    /** With rounding. */
    public Moments(String column, int decimals, BigDecimal low, BigDecimal high, long largest) {
      this(column, decimals, true, low, high, largest);
    }

    @Override
    public List<CellBlock> blocks() {
      BigInteger rows = BigInteger.valueOf(largest);
      BigInteger smallest = scaled(low.min(BigDecimal.ZERO), RoundingMode.FLOOR);
      BigInteger greatest = scaled(high.max(BigDecimal.ZERO), RoundingMode.CEILING);
      BigInteger magnitude = smallest.abs().max(greatest);
      return List.of(
          CellBlock.counts("n", 1, largest),
          CellBlock.counts("missing", 1, largest),
          new CellBlock("sum", 1, rows.multiply(smallest), rows.multiply(greatest)),
          new CellBlock("squares", 1, BigInteger.ZERO, rows.multiply(magnitude).multiply(magnitude)),
          CellBlock.counts("patients", 1, largest),
          CellBlock.counts("missing-patients", 1, largest));
    }

    private BigInteger scaled(BigDecimal bound, RoundingMode outwards) {
      return bound.movePointRight(decimals).setScale(0, outwards).toBigInteger();
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public List<ValueRange> ranges() {
      return List.of(new ValueRange(column, low, high, true));
    }
  }

  /**
   * Counts of the cohort's rows by left-closed bins [e0, e1), [e1, e2), … of a numeric column: block {@code bins} with
   * below e0, the bins, and at or above the last edge (edges + 1 cells), and block {@code missing}, one cell; and of the
   * distinct patients behind each of them: blocks {@code bin-patients} (edges + 1 cells) and {@code missing-patients}.
   */
  record BinnedCounts(String column, List<BigDecimal> edges, long largest) implements LocalAggregation {
    public BinnedCounts {
      edges = List.copyOf(edges);
    }

    @Override
    public List<CellBlock> blocks() {
      return List.of(
          CellBlock.counts("bins", edges.size() + 1, largest),
          CellBlock.counts("missing", 1, largest),
          CellBlock.counts("bin-patients", edges.size() + 1, largest),
          CellBlock.counts("missing-patients", 1, largest));
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    /** What is below or above all bins is counted. */
    @Override
    public List<ValueRange> ranges() {
      return List.of();
    }
  }

  /**
   * Whatever a fold makes of the cohort's rows: the columns are read once into a {@link RowTable}, and a pure function
   * written beside the statistic turns it into the blocks.
   *
   * @param reads the columns, each once
   * @param blocks what the fold gives
   */
  record OfRows(List<RowColumn> reads, List<CellBlock> blocks, RowFold fold) implements LocalAggregation {
    public OfRows {
      reads = List.copyOf(reads);
      blocks = List.copyOf(blocks);
    }

    @Override
    public List<String> columns() {
      return reads.stream().flatMap(column -> column.columns().stream()).distinct().sorted().toList();
    }

    @Override
    public List<ValueRange> ranges() {
      return reads.stream().flatMap(column -> column.range().stream()).toList();
    }
  }

  /** How a listed code is compared with a row's code. */
  enum CodeMatch {
    EXACT,
    PREFIX
  }
}
