package org.jointly.runtime.data;

import java.util.List;
import java.util.SortedSet;
import org.jointly.protocols.aggregate.LinkageKey;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.query.Cohort;
import org.jointly.runtime.fault.InvalidConfiguration;

/**
 * A site's records, in the consortium's common vocabulary of tables and columns.
 *
 * <p>Threads: may be shared; each call works on a connection and a snapshot of its own. Blocking: a call runs a query on
 * the site's database and ends within the configured timeout.
 */
public interface RecordSource extends AutoCloseable {

  /**
   * Makes sure that what a question names is there. Reads names of columns, and no record.
   *
   * @throws org.jointly.runtime.fault.DataFailure if the table or a column is not mapped, or identifies people and is to be read otherwise
   *     than as a hash; its message says which are
   */
  void requireMapped(Cohort cohort, LocalAggregation aggregation);

  /**
   * Computes the cells of an aggregation over the cohort's rows, other than a fold of rows, which is {@link CohortRows}'.
   *
   * <p>Patients are told apart by the table's patient identifier, within this site only. A value that is present but is
   * not what the query compares it with (text where a number is asked for) is a failure, not a missing value.
   *
   * @throws IllegalArgumentException if it is a fold of rows
   * @throws org.jointly.runtime.fault.DataFailure if the table or a column is not mapped, cannot be read, or holds what
   *     the query cannot be asked about; its message names tables and columns of the common vocabulary, never a value, a
   *     file or a source column
   */
  LocalAggregate aggregate(LocalAggregation aggregation, Cohort cohort);

  /**
   * Reads columns of the cohort's rows, once and in one snapshot.
   *
   * @param columns what to read, each once
   * @param key hashes what the columns want hashed
   * @return the rows; memory in the order of 8 bytes a value
   * @throws org.jointly.runtime.fault.DataFailure as {@link #aggregate}, and if a value is none that its column may have
   */
  RowTable rows(List<RowColumn> columns, Cohort cohort, LinkageKey key);

  /**
   * Reads every mapped table and column once.
   *
   * @return what is wrong, for the site's own operator (files and source columns are named); empty when all is well
   */
  List<String> check();

  /** @throws InvalidConfiguration with every table and column that cannot be read */
  default void requireReadable() {
    List<String> problems = check();
    if (!problems.isEmpty()) {
      throw new InvalidConfiguration(problems.stream().map(problem -> new InvalidConfiguration.Problem("", 0, problem)).toList());
    }
  }

  /** The columns of a table that a question may name; empty if the table is not there or cannot be opened. */
  SortedSet<String> columns(String table);

  /** Opens the source that the settings describe; a table that cannot be opened is reported by {@link #check}. */
  static RecordSource open(DataSettings settings) {
    if (settings instanceof DataSettings.DuckDb files) {
      return DuckDbRecordSource.open(files);
    }
    return new PostgresRecordSource((DataSettings.Postgres) settings);
  }

  @Override
  void close();
}
