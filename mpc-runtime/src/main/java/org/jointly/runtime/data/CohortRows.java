package org.jointly.runtime.data;

import java.util.function.Function;
import org.jointly.protocols.aggregate.LinkageKey;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowsOnce;
import org.jointly.protocols.query.Cohort;

/**
 * What one session computes on a source: rows are read once and kept for later legs, so that an iterative model sees one
 * snapshot. For one session and its thread.
 */
public final class CohortRows implements Function<LocalAggregation, LocalAggregate> {
  private final RecordSource source;
  private final Cohort cohort;
  private final RowsOnce rows;

  /** @param key of the session */
  public CohortRows(RecordSource source, Cohort cohort, LinkageKey key) {
    this.source = source;
    this.cohort = cohort;
    this.rows = new RowsOnce(columns -> source.rows(columns, cohort, key));
  }

  /** As {@link RecordSource#aggregate}. */
  @Override
  public LocalAggregate apply(LocalAggregation aggregation) {
    return aggregation instanceof LocalAggregation.OfRows ofRows
        ? rows.fold(ofRows)
        : source.aggregate(aggregation, cohort);
  }
}
