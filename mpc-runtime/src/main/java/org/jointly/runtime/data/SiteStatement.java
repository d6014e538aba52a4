package org.jointly.runtime.data;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.Cohort;

/**
 * The SQL that a site runs to answer a question, for people: made without a database, from the very code that makes it in a
 * session.
 *
 * @param text with a question mark for every parameter
 * @param parameters in order
 * @param codes what is bound as one array to the last question mark; empty if the statement needs none
 */
public record SiteStatement(String text, List<String> parameters, List<String> codes) {
  /** What a site calls the column that tells patients apart is its own affair. */
  private static final String PATIENT = "patient_id";

  public SiteStatement {
    parameters = List.copyOf(parameters);
    codes = List.copyOf(codes);
  }

  /**
   * What a site asks CSV files whose columns are called as the question calls them. With other names, with types, or in
   * PostgreSQL the words differ and the question is the same.
   *
   * @param columns all that cohort and aggregation name
   */
  public static SiteStatement overFiles(LocalAggregation aggregation, Cohort cohort, SortedSet<String> columns) {
    MappedTable table = table(cohort.table(), columns);
    Dialect dialect = DuckDbDialect.DUCKDB;
    Sql sql = aggregation instanceof LocalAggregation.OfRows ofRows
        ? new RowSql(dialect, table).statement(ofRows.reads(), cohort.where())
        : new AggregateSql(dialect, table).statement(aggregation, cohort.where());
    List<String> codes = aggregation instanceof LocalAggregation.DistinctPatientsByCode byCode ? byCode.codes() : List.of();
    return new SiteStatement(sql.text(), sql.parameters(), codes);
  }

  private static MappedTable table(String name, SortedSet<String> columns) {
    Map<String, Column> mapped = new TreeMap<>();
    columns.forEach(column ->
        mapped.put(column, new Column(name, column, MappedTable.qualified(column), ColumnType.UNTYPED)));
    return new MappedTable(name, Identifiers.quoted(name), MappedTable.qualified(PATIENT), mapped, Set.of());
  }
}
