package org.jointly.protocols.statistic.survival;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.statistic.Parameter;

/**
 * The rows of one site in descending order of time, so that whoever is at risk has been met: at a time t, all rows up to
 * the last of those with time t.
 *
 * <p>Events precede censoring in ties, since rows censored at t are at risk at t.
 */
final class SurvivalTimes {
  static final Parameter TIME = Parameter.required(
      "time", Parameter.Kind.MEASURE, "how long each patient was observed, with bounds", "{column: time, low: 0, high: 3650}");
  static final Parameter EVENT = Parameter.required(
      "event", Parameter.Kind.EVENT, "what ended the observation; any other value is censoring", "{column: status, equals: 1}");

  private final RowValues time;
  private final RowValues event;
  private final int[] descending;

  private SurvivalTimes(RowValues time, RowValues event, int[] descending) {
    this.time = time;
    this.event = event;
    this.descending = descending;
  }

  /** Those rows that have a value in every column the aggregation reads. */
  static SurvivalTimes of(RowTable rows, RowColumn time, RowColumn.Indicator event) {
    RowValues times = rows.values(time);
    IntPredicate isComplete = rows::isComplete;
    int[] descending = IntStream.range(0, rows.rows())
        .filter(isComplete)
        .boxed()
        .sorted((left, right) -> Long.compare(times.at(right), times.at(left)))
        .mapToInt(Integer::intValue)
        .toArray();
    return new SurvivalTimes(times, rows.values(event), descending);
  }

  /** What is done at each distinct time, the last first. */
  interface AtTime {
    /**
     * @param rows all rows of the site in descending order of time
     * @param from where the rows with this time begin
     * @param to where they end; those before are at risk
     */
    void at(int[] rows, int from, int to);
  }

  void forEachTime(AtTime visitor) {
    int from = 0;
    while (from < descending.length) {
      int to = from + 1;
      while (to < descending.length && time.at(descending[to]) == time.at(descending[from])) {
        to++;
      }
      visitor.at(descending, from, to);
      from = to;
    }
  }

  boolean isEvent(int row) {
    return event.at(row) == 1;
  }

  int rows() {
    return descending.length;
  }

  long events() {
    return Arrays.stream(descending).filter(this::isEvent).count();
  }

  @Override
  public String toString() {
    return "SurvivalTimes[redacted]";
  }
}
