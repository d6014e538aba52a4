/**
 * A site's own records, and the only place that touches them: a {@link org.jointly.runtime.data.RecordSource} turns a
 * {@code LocalAggregation} over a {@code Cohort} into integer cells, in the site's own database.
 *
 * <p>The only package with java.sql, DuckDB and PostgreSQL. No literal of a query ever becomes SQL text: values are bound,
 * tables and columns are those of the site's mapping, quoted. No message carries a value of a row.
 *
 * <p>Begin with {@code RecordSource}, then {@code PredicateSql} (who belongs to the cohort) and {@code AggregateSql} (what
 * is counted) or {@code RowSql} (what is read for a fold).
 */
package org.jointly.runtime.data;
