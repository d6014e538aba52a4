package org.jointly.protocols.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.RowsOnce;
import org.jointly.protocols.integer.IntegerVector;

/** A site that has an answer to any question: rows of whatever columns it is asked for, within their public bounds. */
final class RandomRows {
  private static final int USUAL_ROWS = 120;
  private static final int ROWS_PER_PATIENT = 2;
  private static final List<String> TEXTS = List.of("A", "B", "C");

  private final Random random;
  private final int rows;

  RandomRows(long seed) {
    this(seed, USUAL_ROWS);
  }

  RandomRows(long seed, int rows) {
    this.random = new Random(seed);
    this.rows = rows;
  }

  /** One session's reading. */
  Function<LocalAggregation, LocalAggregate> site() {
    RowsOnce rows = new RowsOnce(this::table);
    return aggregation ->
        aggregation instanceof LocalAggregation.OfRows ofRows ? rows.fold(ofRows) : counts(aggregation.blocks());
  }

  /** Small numbers: more than the usual threshold in some cells, less in others. */
  private LocalAggregate counts(List<CellBlock> blocks) {
    Map<String, IntegerVector> cells = new HashMap<>();
    blocks.forEach(block -> cells.put(
        block.name(), IntegerVector.of(LongStream.generate(() -> rows == 0 ? 0 : random.nextInt(9)).limit(block.length()).toArray())));
    return new LocalAggregate(cells);
  }

  private RowTable table(List<RowColumn> columns) {
    RowTable.Builder table = new RowTable.Builder(columns);
    for (int row = 0; row < rows; row++) {
      table.row(row / ROWS_PER_PATIENT);
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i) instanceof RowColumn.Holds || random.nextInt(20) > 0) {
          table.set(i, value(columns.get(i)));
        }
      }
    }
    IntStream.range(0, columns.size())
        .filter(i -> columns.get(i) instanceof RowColumn.Text)
        .forEach(i -> table.texts(i, TEXTS));
    return table.build();
  }

  private long value(RowColumn column) {
    if (column instanceof RowColumn.Number number) {
      return between(number.smallest(), number.largest());
    }
    if (column instanceof RowColumn.Day day) {
      return between(day.earliest().toEpochDay(), day.latest().toEpochDay());
    }
    if (column instanceof RowColumn.Binned binned) {
      return random.nextInt(binned.bins());
    }
    if (column instanceof RowColumn.OnGrid grid) {
      return random.nextInt(grid.points().size());
    }
    if (column instanceof RowColumn.Category category) {
      return random.nextInt(category.values().size());
    }
    if (column instanceof RowColumn.Hashed) {
      return random.nextLong() >>> 2;
    }
    return column instanceof RowColumn.Text ? random.nextInt(TEXTS.size()) : random.nextInt(2);
  }

  private long between(long smallest, long largest) {
    return smallest + (long) (random.nextDouble() * (largest - smallest));
  }
}
