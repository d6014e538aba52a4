package org.jointly.runtime.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jointly.protocols.aggregate.DecimalText;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.LocalAggregation.BinnedCounts;
import org.jointly.protocols.aggregate.LocalAggregation.Moments;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.runtime.fault.DataFailure;

/**
 * Reads the rows of an {@link AggregateSql} statement into the blocks of its aggregation. Sums are exact: values are
 * decimals and are added up as big integers, no floating point in between.
 */
final class Cells {
  /** What a cell may have besides its sign. */
  private static final int MAX_BITS = 127;

  private final MappedTable table;
  private final LocalAggregation aggregation;
  private final long[] rows;
  private final long[] patients;
  private BigInteger sum = BigInteger.ZERO;
  private BigInteger squares = BigInteger.ZERO;
  private boolean untold;

  Cells(MappedTable table, LocalAggregation aggregation) {
    this.table = table;
    this.aggregation = aggregation;
    int cells = cells(aggregation);
    this.rows = new long[cells];
    this.patients = new long[cells];
  }

  private static int cells(LocalAggregation aggregation) {
    if (aggregation instanceof Moments) {
      return 2;
    }
    return aggregation instanceof BinnedCounts bins
        ? bins.edges().size() + 2
        : aggregation.blocks().get(0).length();
  }

  /** Adds the rows of a result to the cells. */
  void read(ResultSet result) throws SQLException {
    while (result.next()) {
      int cell = result.getInt(1);
      if (cell == AggregateSql.UNTOLD) {
        untold = true;
      } else if (cell == AggregateSql.NOBODY) {
        throw new DataFailure("table " + table.name() + " has rows of this cohort without a patient identifier");
      } else if (cell == AggregateSql.NO_NUMBER) {
        throw noNumber();
      } else if (aggregation instanceof Moments moments && cell == 2) {
        add(moments, result.getString(4), result.getLong(2));
      } else {
        rows[cell] = result.getLong(2);
        patients[cell] = result.getLong(3);
      }
    }
  }

  /** Whether there were rows of which it cannot be told whether they belong to the cohort; then no cell is right. */
  boolean untold() {
    return untold;
  }

  private void add(Moments moments, String text, long times) {
    BigDecimal value = DecimalText.parse(text).orElseThrow(this::noNumber);
    if (value.compareTo(moments.low()) < 0 || value.compareTo(moments.high()) > 0) {
      throw new DataFailure(
          "table " + table.name() + ", column " + moments.column() + " has values outside the query's bounds ["
              + moments.low().toPlainString() + ", " + moments.high().toPlainString()
              + "]; widen low and high, or ask only about rows within them");
    }
    if (!moments.rounding() && value.stripTrailingZeros().scale() > moments.decimals()) {
      throw new DataFailure(
          "table " + table.name() + ", column " + moments.column() + " has values with digits after the point, and the query does not"
              + " say to how many decimals they are rounded; write for example decimals: 2");
    }
    BigInteger scaled = value.movePointRight(moments.decimals()).setScale(0, RoundingMode.HALF_UP).toBigInteger();
    BigInteger total = scaled.multiply(BigInteger.valueOf(times));
    sum = sum.add(total);
    squares = squares.add(total.multiply(scaled));
  }

  private DataFailure noNumber() {
    return new DataFailure(
        "table " + table.name() + ", column " + aggregation.columns().get(0) + " " + DecimalText.NO_NUMBER);
  }

  /** The blocks, once everything is read. */
  LocalAggregate aggregate() {
    if (aggregation instanceof Moments) {
      if (squares.bitLength() > MAX_BITS) {
        throw new DataFailure(
            "table " + table.name() + ", column " + aggregation.columns().get(0)
                + ": the sum of squares needs more than " + MAX_BITS + " bits; ask with fewer decimals");
      }
      return new LocalAggregate(Map.of(
          "n", IntegerVector.of(rows[0]),
          "missing", IntegerVector.of(rows[1]),
          "sum", IntegerVector.of(List.of(sum)),
          "squares", IntegerVector.of(List.of(squares)),
          "patients", IntegerVector.of(patients[0]),
          "missing-patients", IntegerVector.of(patients[1])));
    }
    if (aggregation instanceof BinnedCounts bins) {
      int cells = bins.edges().size() + 1;
      IntegerVector allRows = IntegerVector.of(rows);
      IntegerVector allPatients = IntegerVector.of(patients);
      return new LocalAggregate(Map.of(
          "bins", allRows.slice(0, cells),
          "missing", allRows.slice(cells, cells + 1),
          "bin-patients", allPatients.slice(0, cells),
          "missing-patients", allPatients.slice(cells, cells + 1)));
    }
    return new LocalAggregate(Map.of("patients", IntegerVector.of(patients)));
  }
}
