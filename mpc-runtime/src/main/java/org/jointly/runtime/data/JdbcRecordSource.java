package org.jointly.runtime.data;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jointly.protocols.aggregate.LinkageKey;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.LocalAggregation.DistinctPatientsByCode;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.query.Cohort;
import org.jointly.protocols.query.Predicate;
import org.jointly.runtime.fault.DataFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the databases have in common: one connection and one statement per question.
 *
 * <p>A database's own error messages may quote a row, so they never leave this class; what is logged of them is the
 * database's error code.
 */
abstract sealed class JdbcRecordSource implements RecordSource permits DuckDbRecordSource, PostgresRecordSource {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcRecordSource.class);

  /** Rows fetched at a time, where the driver asks. */
  private static final int FETCH_ROWS = 10_000;

  private final Dialect dialect;
  private final Duration timeout;

  JdbcRecordSource(Dialect dialect, Duration timeout) {
    this.dialect = dialect;
    this.timeout = timeout;
  }

  /** A connection for one question; the caller closes it. */
  abstract Connection connect() throws SQLException;

  /**
   * Finds a mapped table.
   *
   * @throws DataFailure if it is not mapped, or is not there
   */
  abstract MappedTable table(Connection connection, String name) throws SQLException;

  @Override
  public final void requireMapped(Cohort cohort, LocalAggregation aggregation) {
    try (Connection connection = connect()) {
      MappedTable table = table(connection, cohort.table());
      cohort.where().columns().forEach(table::column);
      Set<String> hashed = hashed(aggregation);
      aggregation.columns().stream().filter(column -> !hashed.contains(column)).forEach(table::column);
      hashed.forEach(table::hashed);
    } catch (SQLException e) {
      throw failure(cohort.table(), e);
    }
  }

  /** What is read as hashes only. */
  private static Set<String> hashed(LocalAggregation aggregation) {
    return aggregation instanceof LocalAggregation.OfRows ofRows
        ? ofRows.reads().stream()
            .filter(RowColumn.Hashed.class::isInstance)
            .flatMap(column -> column.columns().stream())
            .collect(Collectors.toSet())
        : Set.of();
  }

  @Override
  public final SortedSet<String> columns(String table) {
    try (Connection connection = connect()) {
      return new TreeSet<>(table(connection, table).columns().keySet());
    } catch (SQLException | DataFailure unreadable) {
      return new TreeSet<>();
    }
  }

  @Override
  public final LocalAggregate aggregate(LocalAggregation aggregation, Cohort cohort) {
    if (aggregation instanceof LocalAggregation.OfRows) {
      throw new IllegalArgumentException("rows are read, and folded where they are kept");
    }
    try (Connection connection = connect()) {
      MappedTable table = table(connection, cohort.table());
      AggregateSql sql = new AggregateSql(dialect, table);
      Cells cells = new Cells(table, aggregation);
      run(connection, sql.statement(aggregation, cohort.where()), codes(aggregation), cells::read);
      if (cells.untold()) {
        throw untold(connection, sql, cohort.where());
      }
      return cells.aggregate();
    } catch (SQLException e) {
      throw failure(cohort.table(), e);
    }
  }

  @Override
  public final RowTable rows(List<RowColumn> columns, Cohort cohort, LinkageKey key) {
    try (Connection connection = connect()) {
      MappedTable table = table(connection, cohort.table());
      Sql statement = AggregateSql.requireFits(table, new RowSql(dialect, table).statement(columns, cohort.where()));
      RowReading reading = new RowReading(table, columns, cohort.where(), key);
      run(connection, statement, Optional.empty(), reading::read);
      if (reading.untold().isPresent()) {
        throw untold(connection, new AggregateSql(dialect, table), reading.untold().get());
      }
      return reading.table();
    } catch (SQLException e) {
      throw failure(cohort.table(), e);
    }
  }

  private DataFailure untold(Connection connection, AggregateSql sql, Predicate where) {
    return sql.untold(where, question -> {
      boolean[] any = {false};
      try {
        run(connection, question, Optional.empty(), result -> any[0] = result.next());
      } catch (SQLException e) {
        LOG.warn("cannot find the column to blame: SQL state {}", e.getSQLState());
      }
      return any[0];
    });
  }

  private static Optional<List<String>> codes(LocalAggregation aggregation) {
    if (!(aggregation instanceof DistinctPatientsByCode byCode)) {
      return Optional.empty();
    }
    if (byCode.codes().stream().anyMatch(code -> code.indexOf('\0') >= 0)) {
      throw new DataFailure("a code of the list has a NUL character in it");
    }
    return Optional.of(byCode.codes());
  }

  /** What is done with a result. */
  interface Reader {
    void read(ResultSet result) throws SQLException;
  }

  /**
   * Runs one statement.
   *
   * @param codes bound as one array after the parameters
   */
  final void run(Connection connection, Sql sql, Optional<List<String>> codes, Reader reader) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      statement.setFetchSize(FETCH_ROWS);
      statement.setQueryTimeout((int) Math.max(1, timeout.toSeconds()));
      int index = 1;
      for (String parameter : sql.parameters()) {
        statement.setString(index++, parameter);
      }
      if (codes.isPresent()) {
        Array array = connection.createArrayOf("VARCHAR", codes.get().toArray());
        statement.setArray(index, array);
      }
      try (ResultSet result = statement.executeQuery()) {
        reader.read(result);
      }
    }
  }

  /** The failure of a question; the database's message stays here. */
  DataFailure failure(String table, SQLException e) {
    LOG.warn("table {}: the database could not answer ({}, SQL state {})", table, reason(e), e.getSQLState());
    return new DataFailure(
        "table " + table + " could not be read at this site: " + reason(e)
            + "; the site's operator finds out more with: jointly node check");
  }

  /** Why, in a few words that hold no value. */
  abstract String reason(SQLException e);
}
