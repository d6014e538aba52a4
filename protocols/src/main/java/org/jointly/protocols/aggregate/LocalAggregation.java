package org.jointly.protocols.aggregate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * What every site computes on the rows of its own cohort, in plaintext, in its own database.
 *
 * <p>Each kind says which blocks of integer cells come out of it; a {@code RecordSource} turns it into SQL with bound
 * parameters.
 */
public sealed interface LocalAggregation {

  /** The blocks a site puts in, in order. */
  List<CellBlock> blocks();

  /** The number of distinct patients in the cohort: block {@code patients}, one cell. */
  record DistinctPatients(long largest) implements LocalAggregation {
    @Override
    public List<CellBlock> blocks() {
      return List.of(new CellBlock("patients", 1, BigInteger.valueOf(largest)));
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
      return List.of(new CellBlock("patients", codes.size(), BigInteger.valueOf(largest)));
    }
  }

  /**
   * The moments of one numeric column over the cohort's rows, on integers x' = round(x·10^decimals), ties away from
   * zero: blocks {@code n} (rows with a value), {@code missing}, {@code sum} (Σx') and {@code squares} (Σx'²), one cell
   * each.
   *
   * @param low the public lower bound of x; a value outside the bounds is an error at the site
   * @param high the public upper bound of x
   */
  record Moments(String column, int decimals, BigDecimal low, BigDecimal high, long largest)
      implements LocalAggregation {
    @Override
    public List<CellBlock> blocks() {
      BigInteger magnitude =
          low.abs().max(high.abs()).movePointRight(decimals).setScale(0, java.math.RoundingMode.UP).toBigInteger();
      BigInteger rows = BigInteger.valueOf(largest);
      return List.of(
          new CellBlock("n", 1, rows),
          new CellBlock("missing", 1, rows),
          new CellBlock("sum", 1, rows.multiply(magnitude)),
          new CellBlock("squares", 1, rows.multiply(magnitude).multiply(magnitude)));
    }
  }

  /**
   * Counts of the cohort's rows by left-closed bins [e0, e1), [e1, e2), … of a numeric column: block {@code bins} with
   * below e0, the bins, and at or above the last edge (edges + 1 cells), and block {@code missing}, one cell.
   */
  record BinnedCounts(String column, List<BigDecimal> edges, long largest) implements LocalAggregation {
    public BinnedCounts {
      edges = List.copyOf(edges);
    }

    @Override
    public List<CellBlock> blocks() {
      BigInteger rows = BigInteger.valueOf(largest);
      return List.of(new CellBlock("bins", edges.size() + 1, rows), new CellBlock("missing", 1, rows));
    }
  }

  /** How a listed code is compared with a row's code. */
  enum CodeMatch {
    EXACT,
    PREFIX
  }
}
