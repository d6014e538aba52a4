package org.jointly.runtime.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LinkageKey;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Cohort;
import org.jointly.runtime.data.RecordSource;
import org.jointly.runtime.fault.DataFailure;

/** Says what it is told to, and counts how often it is asked. */
final class TestSource implements RecordSource {
  final AtomicInteger calls = new AtomicInteger();
  volatile Function<LocalAggregation, LocalAggregate> answer = TestSource::zeros;
  /** What it lacks; nothing if empty. */
  volatile Optional<String> lacks = Optional.empty();

  @Override
  public SortedSet<String> columns(String table) {
    return new TreeSet<>();
  }

  /** Every cell of every block. */
  static Function<LocalAggregation, LocalAggregate> everyCell(long value) {
    return aggregation -> filled(aggregation, value);
  }

  /** These cells, block by block; all blocks must be there. */
  static Function<LocalAggregation, LocalAggregate> cells(Map<String, IntegerVector> cells) {
    return aggregation -> new LocalAggregate(cells);
  }

  /** Holds the thread until the gate opens or the thread is interrupted, then says zeros. */
  static Function<LocalAggregation, LocalAggregate> heldBy(CountDownLatch entered, CountDownLatch gate) {
    return aggregation -> {
      entered.countDown();
      try {
        gate.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      return zeros(aggregation);
    };
  }

  private static LocalAggregate zeros(LocalAggregation aggregation) {
    return filled(aggregation, 0);
  }

  private static LocalAggregate filled(LocalAggregation aggregation, long value) {
    Map<String, IntegerVector> cells = new LinkedHashMap<>();
    for (CellBlock block : aggregation.blocks()) {
      long[] values = new long[block.length()];
      java.util.Arrays.fill(values, value);
      cells.put(block.name(), IntegerVector.of(values));
    }
    return new LocalAggregate(cells);
  }

  @Override
  public void requireMapped(Cohort cohort, LocalAggregation aggregation) {
    lacks.ifPresent(what -> {
      throw new DataFailure("table " + cohort.table() + " has no column " + what);
    });
  }

  @Override
  public LocalAggregate aggregate(LocalAggregation aggregation, Cohort cohort) {
    calls.incrementAndGet();
    return answer.apply(aggregation);
  }

  @Override
  public RowTable rows(List<RowColumn> columns, Cohort cohort, LinkageKey key) {
    calls.incrementAndGet();
    return new RowTable.Builder(columns).build();
  }

  @Override
  public List<String> check() {
    return List.of();
  }

  @Override
  public void close() {}
}
