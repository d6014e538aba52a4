package org.jointly.protocols.aggregate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A site's rows in one session: read when a fold first asks for them, kept for the folds of later legs. Used by one thread.
 *
 * <p>So an iterative model sees one snapshot of the data, and reads it once.
 */
public final class RowsOnce {
  private final Function<List<RowColumn>, RowTable> reader;
  private final Map<List<RowColumn>, RowTable> read = new HashMap<>();

  /** @param reader reads the cohort's rows */
  public RowsOnce(Function<List<RowColumn>, RowTable> reader) {
    this.reader = reader;
  }

  /** The cells of an aggregation. */
  public LocalAggregate fold(LocalAggregation.OfRows aggregation) {
    return aggregation.fold().fold(read.computeIfAbsent(aggregation.reads(), reader));
  }
}
