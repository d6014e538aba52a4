package org.jointly.protocols.statistic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;

/**
 * Events and censorings of groups on a public time grid, in intervals that are merged until each holds enough patients: what
 * {@link KaplanMeier} and {@link LogRankPooled} are computed from.
 *
 * <p>A time belongs to the first point of the grid at or above it. With no threshold, or one patient enough, all points are kept:
 * a suppressed cell then is a 0. Otherwise there are two legs:
 *
 * <pre>
 *   1   for every node of a binary tree over the grid, one bit: do enough patients have an event in it, are enough censored?
 *       In public: from the left, an interval ends where it covers a node that has enough events and one that has enough censorings;
 *       what is left over at the end joins the last interval.
 *   2   events and censorings of the merged intervals, each under the release rule
 * </pre>
 *
 * <p>Every number at risk is the sum of all that leave later, so that it is at least as large as what was released.
 *
 * @param points the grid
 * @param groups none, or the categories compared
 * @param common whether all groups have the same intervals
 */
record LifeTable(
    RowColumn.OnGrid points,
    RowColumn.Indicator event,
    Optional<RowColumn.Category> groups,
    boolean common,
    ReleaseRule rule) {
  static final int MAXIMUM_POINTS = 4_096;
  static final int MAXIMUM_GROUPS = 20;
  static final Parameter TIME = Parameter.required(
      "time", Parameter.Kind.COLUMN, "the column that says how long each patient was observed", "time");
  static final Parameter GRID = Parameter.required(
      "grid", Parameter.Kind.GRID, "the time points; a time counts at the first point that is not below it, and one that is"
          + " outside makes a site refuse", "{from: 0, to: 3660, step: 30}");
  static final String PATIENTS = "patients";
  static final String MISSING = "missing";
  private static final String EVENTS = "events";
  private static final String CENSORED = "censored";
  private static final String EVENT_PATIENTS = "event-patients";
  private static final String CENSORED_PATIENTS = "censored-patients";
  private static final String EVENT_NODES = "event-nodes";
  private static final String CENSORED_NODES = "censored-nodes";

  /**
   * One interval of one group.
   *
   * @param end its last point
   */
  record Interval(double end, long atRisk, long events, long censored) {}

  /** Per group and point, the interval it is merged into; no groups before the first leg. */
  record Merging(List<int[]> intervals) {
    Merging {
      intervals = List.copyOf(intervals);
    }

    static Merging none() {
      return new Merging(List.of());
    }

    boolean isDecided() {
      return !intervals.isEmpty();
    }
  }

  int groupCount() {
    return groups.map(category -> category.values().size()).orElse(1);
  }

  private int size() {
    return points.points().size();
  }

  /** Leaves of the tree: a power of two. */
  private int leaves() {
    return Integer.highestOneBit(size() - 1) << 1;
  }

  private int nodes() {
    return 2 * leaves();
  }

  boolean merges() {
    return rule.minimumCount() > 1 || rule.minimumSites() > 1;
  }

  LocalAggregation local(Merging merging) {
    List<RowColumn> reads = new ArrayList<>(List.of(points, event));
    groups.ifPresent(reads::add);
    return new LocalAggregation.OfRows(reads, blocks(), rows -> fold(rows, merging));
  }

  private List<CellBlock> blocks() {
    long largest = rule.largestCountPerSite();
    int cells = groupCount() * size();
    List<CellBlock> blocks = new ArrayList<>();
    for (String name : List.of(EVENTS, CENSORED, EVENT_PATIENTS, CENSORED_PATIENTS)) {
      blocks.add(CellBlock.counts(name, cells, largest));
    }
    if (merges()) {
      blocks.add(CellBlock.counts(EVENT_NODES, groupCount() * nodes(), largest));
      blocks.add(CellBlock.counts(CENSORED_NODES, groupCount() * nodes(), largest));
    }
    blocks.add(CellBlock.counts(PATIENTS, 1, largest));
    blocks.add(CellBlock.counts(MISSING, 1, largest));
    return blocks;
  }

  List<Release> releases() {
    List<Release> releases = new ArrayList<>(List.of(
        new Release.Gated(EVENT_PATIENTS, List.of(EVENTS), "the events in each interval"),
        new Release.Gated(CENSORED_PATIENTS, List.of(CENSORED), "the censorings in each interval"),
        new Release.Gated(PATIENTS, List.of(MISSING), "the number of rows with a missing value")));
    if (merges()) {
      long k = Math.max(1, rule.minimumCount());
      releases.add(new Release.Reached(EVENT_NODES, k, "which intervals have enough patients with an event"));
      releases.add(new Release.Reached(CENSORED_NODES, k, "which intervals have enough censored patients"));
    }
    return releases;
  }

  int legs() {
    return merges() ? 2 : 1;
  }

  private LocalAggregate fold(RowTable rows, Merging merging) {
    Map<String, IntegerVector> cells = new HashMap<>();
    boolean isFirst = merges() && !merging.isDecided();
    for (boolean isEvent : new boolean[] {true, false}) {
      IntUnaryOperator cell = row -> isFirst ? -1 : cell(rows, row, isEvent, merging);
      int count = groupCount() * size();
      cells.put(isEvent ? EVENTS : CENSORED, rows.countRows(count, cell));
      cells.put(isEvent ? EVENT_PATIENTS : CENSORED_PATIENTS, rows.countPatients(count, cell));
      if (merges()) {
        cells.put(isEvent ? EVENT_NODES : CENSORED_NODES, isFirst
            ? patientsByNode(rows, isEvent)
            : IntegerVector.zeros(groupCount() * nodes()));
      }
    }
    cells.put(PATIENTS, rows.countPatients(1, row -> rows.isComplete(row) ? 0 : -1));
    cells.put(MISSING, rows.countRows(1, row -> rows.isComplete(row) ? -1 : 0));
    return new LocalAggregate(cells);
  }

  private int group(RowTable rows, int row) {
    return groups.map(category -> rows.values(category).indexAt(row)).orElse(0);
  }

  private boolean counts(RowTable rows, int row, boolean isEvent) {
    return rows.isComplete(row) && rows.values(event).at(row) == 1 == isEvent;
  }

  private int cell(RowTable rows, int row, boolean isEvent, Merging merging) {
    if (!counts(rows, row, isEvent)) {
      return -1;
    }
    int group = group(rows, row);
    int point = rows.values(points).indexAt(row);
    return group * size() + (merging.isDecided() ? merging.intervals().get(group)[point] : point);
  }

  /** Nodes as in a heap: 1 is the root, v has 2v and 2v + 1, and leaf i is leaves + i. */
  private IntegerVector patientsByNode(RowTable rows, boolean isEvent) {
    CellsByLevel counts = new CellsByLevel(new long[groupCount() * nodes()]);
    RowValues point = rows.values(points);
    for (int up = 0; leaves() >> up >= 1; up++) {
      int level = up;
      counts.add(rows.countPatients(groupCount() * nodes(), row -> counts(rows, row, isEvent)
          ? group(rows, row) * nodes() + (leaves() + point.indexAt(row) >> level)
          : -1));
    }
    return IntegerVector.of(counts.sums());
  }

  private record CellsByLevel(long[] sums) {
    void add(IntegerVector level) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += level.longAt(i);
      }
    }

    @Override
    public String toString() {
      return "CellsByLevel[redacted]";
    }
  }

  /** What the first leg decides. */
  Merging merging(Opened opened) {
    List<int[]> intervals = new ArrayList<>();
    for (int group = 0; group < groupCount(); group++) {
      int[] among = common ? IntStream.range(0, groupCount()).toArray() : new int[] {group};
      intervals.add(intervals(opened, among));
    }
    return new Merging(intervals);
  }

  private int[] intervals(Opened opened, int[] among) {
    int[] intervals = new int[size()];
    int interval = 0;
    int from = 0;
    for (int point = 0; point < size(); point++) {
      intervals[point] = interval;
      if (isEnough(opened, among, from, point)) {
        from = point + 1;
        interval++;
      }
    }
    if (from < size() && interval > 0) {
      Arrays.fill(intervals, from, size(), interval - 1);
    }
    return intervals;
  }

  private boolean isEnough(Opened opened, int[] among, int from, int to) {
    return Arrays.stream(among).allMatch(group ->
        reaches(opened, EVENT_NODES, group, from, to) && reaches(opened, CENSORED_NODES, group, from, to));
  }

  /** Whether a node between two points has enough. */
  private boolean reaches(Opened opened, String block, int group, int from, int to) {
    int left = leaves() + from;
    int right = leaves() + to;
    while (left <= right) {
      boolean found = left % 2 == 1 && opened.reached(block, group * nodes() + left)
          || right % 2 == 0 && opened.reached(block, group * nodes() + right);
      if (found) {
        return true;
      }
      left = left + 1 >> 1;
      right = right - 1 >> 1;
    }
    return false;
  }

  /** The intervals of a group in ascending order; empty if the rule did not hold for it. */
  List<Interval> intervals(Opened opened, Merging merging, int group) {
    List<Interval> intervals = new ArrayList<>();
    long atRisk = 0;
    for (int i = used(merging, group) - 1; i >= 0; i--) {
      int cell = group * size() + i;
      boolean isSuppressed = merges()
          && (opened.whole(EVENTS, cell).isEmpty() || opened.whole(CENSORED, cell).isEmpty());
      if (isSuppressed) {
        return List.of();
      }
      long events = opened.whole(EVENTS, cell).orElse(0L);
      long censored = opened.whole(CENSORED, cell).orElse(0L);
      atRisk += events + censored;
      intervals.add(0, new Interval(end(merging, group, i), atRisk, events, censored));
    }
    return intervals;
  }

  private int used(Merging merging, int group) {
    return merging.isDecided() ? merging.intervals().get(group)[size() - 1] + 1 : size();
  }

  private double end(Merging merging, int group, int interval) {
    int last = interval;
    if (merging.isDecided()) {
      int[] intervals = merging.intervals().get(group);
      last = IntStream.range(0, size()).filter(point -> intervals[point] == interval).max().orElseThrow();
    }
    return points.points().get(last).doubleValue();
  }
}
