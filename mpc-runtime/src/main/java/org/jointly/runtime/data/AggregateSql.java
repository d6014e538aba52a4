package org.jointly.runtime.data;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.LocalAggregation.BinnedCounts;
import org.jointly.protocols.aggregate.LocalAggregation.CodeMatch;
import org.jointly.protocols.aggregate.LocalAggregation.DistinctPatients;
import org.jointly.protocols.aggregate.LocalAggregation.DistinctPatientsByCode;
import org.jointly.protocols.aggregate.LocalAggregation.Moments;
import org.jointly.protocols.query.Predicate;
import org.jointly.runtime.data.Dialect.Kind;
import org.jointly.runtime.fault.DataFailure;

/**
 * Writes an aggregation over a cohort as one SQL statement, so that everything it counts is seen in one snapshot.
 *
 * <p>Every statement gives rows (cell, rows, patients): how many rows of the cohort fall into a cell and how many distinct
 * patients are behind them. Cells below zero say that the data are not as they should be ({@link #UNTOLD}, {@link
 * #NOBODY}, {@link #NO_NUMBER}). {@link Moments} has a fourth column with the decimal text of each distinct value.
 */
final class AggregateSql {
  /** Rows of which it cannot be told whether they belong to the cohort. */
  static final int UNTOLD = -1;

  /** Rows of the cohort without a patient identifier. */
  static final int NOBODY = -2;

  /** Rows of the cohort whose value is present but no number. */
  static final int NO_NUMBER = -3;

  /** PostgreSQL binds at most 65 535 parameters in a statement. */
  private static final int MAX_PARAMETERS = 10_000;

  private final Dialect dialect;
  private final MappedTable table;
  private final PredicateSql predicates;

  AggregateSql(Dialect dialect, MappedTable table) {
    this.dialect = dialect;
    this.table = table;
    this.predicates = new PredicateSql(dialect, table);
  }

  /**
   * The statement; its parameters are followed by the list of codes, if the aggregation has one.
   *
   * @throws DataFailure if it names what the table does not have, or has more constants than databases take
   */
  Sql statement(LocalAggregation aggregation, Predicate where) {
    return requireFits(table, written(aggregation, where));
  }

  /** @throws DataFailure if a statement has more constants than databases take */
  static Sql requireFits(MappedTable table, Sql statement) {
    if (statement.parameters().size() > MAX_PARAMETERS) {
      throw new DataFailure(
          "table " + table.name() + " is asked about with " + statement.parameters().size() + " constants; at most "
              + MAX_PARAMETERS + " fit into one question");
    }
    return statement;
  }

  private Sql written(LocalAggregation aggregation, Predicate where) {
    if (aggregation instanceof DistinctPatients) {
      return cells(cohort("FALSE", "NULL", where), Sql.of("0"));
    }
    if (aggregation instanceof DistinctPatientsByCode byCode) {
      return byCode(byCode, where);
    }
    if (aggregation instanceof Moments moments) {
      return moments(moments, where);
    }
    if (aggregation instanceof BinnedCounts bins) {
      return bins(bins, where);
    }
    throw new IllegalArgumentException("no SQL for " + aggregation.getClass().getSimpleName());
  }

  /**
   * The cohort's rows: patient, state (1, or 2 where it cannot be told), whether a value is present, and the value.
   *
   * @param present an SQL condition on the source's columns
   * @param value an SQL expression over the source's columns
   */
  private Sql cohort(String present, String value, Predicate where) {
    String columns = table.patient() + " AS patient, " + present + " AS present, " + value + " AS value";
    if (predicates.doubts(where).isEmpty()) {
      return predicates.condition(where).within("SELECT " + columns + ", 1 AS state" + table.from() + " WHERE ", "");
    }
    return predicates
        .state(where)
        .within(
            "SELECT patient, present, value, state FROM (SELECT " + columns + ", ",
            " AS state" + table.from() + ") AS s WHERE state <> 0");
  }

  /** What is wrong with a row comes before what it counts for. */
  private static Sql placed(Sql cohort, Sql cell) {
    return cell.within(
            "SELECT patient, value, CASE WHEN state = 2 THEN " + UNTOLD + " WHEN patient IS NULL THEN " + NOBODY
                + " ELSE ",
            " END AS cell FROM (")
        .then(cohort)
        .within("", ") AS c");
  }

  private static Sql cells(Sql cohort, Sql cell) {
    return placed(cohort, cell)
        .within("SELECT cell, count(*), count(DISTINCT patient) FROM (", ") AS p GROUP BY cell");
  }

  /**
   * Codes are joined by hash, never compared one by one. For prefixes, each distinct code of the cohort is cut to each
   * length that occurs in the list: as many look-ups as there are lengths, however long the list is.
   */
  private Sql byCode(DistinctPatientsByCode byCode, Predicate where) {
    Column column = table.column(byCode.column());
    String code = dialect.read(column, Kind.TEXT).sql();
    Sql placed = placed(cohort(column.source() + " IS NOT NULL", code, where), Sql.of("0"));
    String cuts =
        "cuts AS MATERIALIZED (SELECT v.value, l.width, left(v.value, l.width) AS cut "
            + "FROM (SELECT DISTINCT value FROM held) AS v CROSS JOIN (SELECT DISTINCT width FROM codes) AS l), ";
    boolean exact = byCode.match() == CodeMatch.EXACT;
    String pairs = exact
        ? "SELECT code AS value, cell FROM codes"
        : "SELECT t.value, c.cell FROM cuts AS t JOIN codes AS c ON c.code = t.cut AND c.width = t.width";
    return placed
        .within("WITH placed AS MATERIALIZED (", "), ")
        .then(Sql.of("codes AS MATERIALIZED (SELECT " + dialect.text("u.code") + " AS code, length(u.code) AS width, u.place - 1 AS cell FROM "
            + dialect.list() + " WITH ORDINALITY AS u(code, place)), "))
        .then(Sql.of("held AS MATERIALIZED (SELECT DISTINCT patient, value FROM placed "
            + "WHERE cell = 0 AND value IS NOT NULL), "))
        .then(Sql.of(exact ? "" : cuts))
        .then(Sql.of("pairs AS MATERIALIZED (" + pairs + ") "))
        .then(Sql.of("SELECT cell, count(*), count(DISTINCT patient) FROM placed WHERE cell < 0 GROUP BY cell "
            + "UNION ALL SELECT p.cell, count(*), count(DISTINCT h.patient) FROM held AS h "
            + "JOIN pairs AS p ON p.value = h.value GROUP BY p.cell"));
  }

  /** Cell 0: rows with a value; cell 1: rows without; cell 2: each distinct value and its rows. */
  private Sql moments(Moments moments, Predicate where) {
    Column column = table.column(moments.column());
    Sql cohort = cohort(column.source() + " IS NOT NULL", dialect.decimalText(column), where);
    return placed(cohort, Sql.of("CASE WHEN present THEN 0 ELSE 1 END"))
        .within("WITH placed AS MATERIALIZED (", ") ")
        .then(Sql.of("SELECT cell, count(*), count(DISTINCT patient), NULL AS value FROM placed GROUP BY cell "
            + "UNION ALL SELECT 2, count(*), 0, value FROM placed WHERE cell = 0 GROUP BY value"));
  }

  /** Cells 0..edges: below the first edge, the bins, at or above the last edge; cell edges + 1: rows without a value. */
  private Sql bins(BinnedCounts bins, Predicate where) {
    Column column = table.column(bins.column());
    Sql cohort =
        cohort(column.source() + " IS NOT NULL", dialect.read(column, Kind.NUMBER).sql(), where);
    int edges = bins.edges().size();
    List<Sql> cases = new ArrayList<>();
    cases.add(Sql.of("CASE WHEN NOT present THEN " + (edges + 1) + " WHEN value IS NULL THEN " + NO_NUMBER));
    for (int i = 0; i < edges; i++) {
      BigDecimal edge = bins.edges().get(i);
      cases.add(Numbers.bind(dialect, column, edge).within("WHEN value < ", " THEN " + i));
    }
    cases.add(Sql.of("ELSE " + edges + " END"));
    return cells(cohort, Sql.join(" ", cases));
  }

  /** What to tell when the cohort has rows that cannot be told: finds the column by asking each one. */
  DataFailure untold(Predicate where, java.util.function.Predicate<Sql> anyRow) {
    List<PredicateSql.Doubt> doubts = predicates.doubts(where);
    for (PredicateSql.Doubt doubt : doubts) {
      if (doubts.size() == 1 || anyRow.test(Sql.of("SELECT 1" + table.from() + " WHERE " + doubt.condition() + " LIMIT 1"))) {
        return doubt.failure();
      }
    }
    return doubts.get(0).failure();
  }
}
