package org.jointly.protocols.statistic.survival;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.release.SharedCells;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.disclosure.IntervalSearch;
import org.jointly.protocols.statistic.disclosure.Jumps;
import org.jointly.protocols.statistic.disclosure.MissingRows;

/**
 * Events and censorings of groups on a public time grid, in intervals that are merged until each holds enough patients, the events' and
 * the censorings' each for themselves: what {@link KaplanMeier} is computed from.
 *
 * <p>A time belongs to the first point of the grid at or above it. With no threshold, or one patient enough, all points are kept:
 * a suppressed cell then is a 0. Otherwise there are two legs:
 *
 * <pre>
 *   1   from the left, an interval of events ends at the first place where enough patients have one, and so does one of censorings:
 *       computed on shares ({@link IntervalSearch}), and only the ends are opened. Places are the points of the grid, every other if
 *       there are more than 64, or every third, and so on.
 *   2   the events and the censorings of these intervals, each under the release rule; the last one has what is left over, too
 * </pre>
 *
 * <p>A patient with several rows counts in the first leg at the first that is read, so that no interval has fewer than it seems.
 *
 * <p>Every number at risk is the sum of released numbers of those that leave later.
 *
 * @param points the grid
 * @param groups none, or the categories compared
 */
public record LifeTable(
    RowColumn.OnGrid points,
    RowColumn.Indicator event,
    Optional<RowColumn.Category> groups,
    ReleaseRule rule) {
  static final int MAXIMUM_POINTS = 4_096;
  static final int MAXIMUM_GROUPS = 20;
  static final Parameter TIME = Parameter.required(
      "time", Parameter.Kind.COLUMN, "the column that says how long each patient was observed", "time");
  static final Parameter GRID = Parameter.required(
      "grid", Parameter.Kind.GRID, "the time points; a time counts at the first point that is not below it, and one that is"
          + " outside makes a site refuse", "{from: 0, to: 3660, step: 30}");
  static final String PATIENTS = "patients";
  /** What an answer says that rests on merged intervals. */
  static final String MERGED =
      "times are merged into intervals with enough patients each: the numbers are those of the intervals, not of single times";
  private static final String EVENTS = "events";
  private static final String CENSORED = "censored";
  private static final String EVENT_PATIENTS = "event-patients";
  private static final String CENSORED_PATIENTS = "censored-patients";
  private static final String EVENT_PLACES = "events-at-places";
  private static final String CENSORED_PLACES = "censored-at-places";
  private static final String EVENT_SITES = "sites-with-events";
  private static final String CENSORED_SITES = "sites-with-censored";
  private static final String ENDS = "interval-ends";
  private static final int MAXIMUM_PLACES = 64;

  /**
   * One interval of the events of a group.
   *
   * @param end its last point
   * @param atRisk at its beginning, at most: all those are that may be censored later
   * @param atRiskLeast without any that may be censored up to its end: within its last point, too, before an event
   * @param censored at its end, where intervals are points, else 0: they have intervals of their own
   */
  record Interval(double end, long atRisk, long atRiskLeast, long events, long censored) {}

  /** Released patients at the points from one to another. */
  private record Part(int from, int to, long count) {}

  /** Per walk and point, the interval it is merged into: first the events of each group, then their censorings; none before the first leg. */
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

  /** How many points lie from one place to the next. */
  private int stride() {
    return (size() + MAXIMUM_PLACES - 1) / MAXIMUM_PLACES;
  }

  /** Places, the last included and the start not. */
  private int places() {
    return (size() + stride() - 1) / stride();
  }

  /** The most intervals of a group. */
  private int intervals() {
    return merges() ? places() : size();
  }

  private IntervalSearch search() {
    return new IntervalSearch(new Jumps(places() + 1), 2 * groupCount(), rule.minimumCount(), rule.minimumSites());
  }

  boolean merges() {
    return rule.minimumCount() > 1 || rule.minimumSites() > 1;
  }

  boolean countsSites() {
    return rule.minimumSites() > 1;
  }

  LocalAggregation local(Merging merging) {
    List<RowColumn> reads = new ArrayList<>(List.of(points, event));
    groups.ifPresent(reads::add);
    return new LocalAggregation.OfRows(reads, blocks(), rows -> fold(rows, merging));
  }

  private List<CellBlock> blocks() {
    long largest = rule.largestCountPerSite();
    int cells = groupCount() * intervals();
    List<CellBlock> blocks = new ArrayList<>();
    for (String name : List.of(EVENTS, CENSORED, EVENT_PATIENTS, CENSORED_PATIENTS)) {
      blocks.add(CellBlock.counts(name, cells, largest));
    }
    if (merges()) {
      blocks.add(CellBlock.counts(EVENT_PLACES, groupCount() * places(), largest));
      blocks.add(CellBlock.counts(CENSORED_PLACES, groupCount() * places(), largest));
    }
    if (countsSites()) {
      blocks.add(CellBlock.counts(EVENT_SITES, groupCount() * search().jumps().pairs(), 1));
      blocks.add(CellBlock.counts(CENSORED_SITES, groupCount() * search().jumps().pairs(), 1));
    }
    blocks.add(CellBlock.counts(PATIENTS, 1, largest));
    return MissingRows.blocks(largest, blocks.toArray(CellBlock[]::new));
  }

  /** Besides what the sites put in, the ends of the intervals, where there is something to decide. */
  List<CellBlock> joined(List<CellBlock> sums) {
    return merges()
        ? Stream.concat(sums.stream(), Stream.of(CellBlock.counts(ENDS, search().ends(), 1))).toList()
        : sums;
  }

  int comparedBits(int parties) {
    return merges() ? CellBlock.counts(EVENT_PLACES, 1, rule.largestCountPerSite()).summedOver(parties).bits() : 0;
  }

  DRes<SharedCells> joint(ProtocolBuilderNumeric builder, SharedCells sums, Merging merging, int bits, int siteBits) {
    if (!merges()) {
      return () -> sums;
    }
    VectorNumeric vectors = VectorNumeric.using(builder);
    DRes<SecretVector> ends = merging.isDecided()
        ? vectors.known(IntegerVector.zeros(search().ends()))
        : search().ends(vectors, upTo(vectors, both(vectors, sums, EVENT_PLACES, CENSORED_PLACES)),
            countsSites() ? Optional.of(both(vectors, sums, EVENT_SITES, CENSORED_SITES)) : Optional.empty(), bits, siteBits);
    return () -> sums.with(ENDS, ends);
  }

  /** What is accumulated over the places, the start included, is compared again after products with bits. */
  List<String> proven(Merging merging) {
    return merges() && !merging.isDecided() ? List.of(EVENT_PLACES, CENSORED_PLACES) : List.of();
  }

  /** Per walk and place, the start included, how many up to there. */
  private DRes<SecretVector> upTo(VectorNumeric vectors, DRes<SecretVector> atPlaces) {
    DRes<SecretVector> none = vectors.known(IntegerVector.zeros(1));
    return vectors.concatenate(IntStream.range(0, 2 * groupCount()).boxed()
        .flatMap(walk -> Stream.of(none, vectors.prefixSum(
            vectors.gather(atPlaces, IntStream.range(walk * places(), (walk + 1) * places()).toArray()))))
        .toList());
  }

  private long[] upTo(long[] atPlaces) {
    long[] upTo = new long[atPlaces.length / places() * (places() + 1)];
    for (int i = 0; i < upTo.length; i++) {
      int place = i % (places() + 1);
      upTo[i] = place == 0 ? 0 : upTo[i - 1] + atPlaces[i / (places() + 1) * places() + place - 1];
    }
    return upTo;
  }

  private static DRes<SecretVector> both(VectorNumeric vectors, SharedCells sums, String events, String censored) {
    return vectors.concatenate(List.of(sums.vector(events), sums.vector(censored)));
  }

  LocalAggregate jointInPlain(LocalAggregate sums, Merging merging) {
    if (!merges()) {
      return sums;
    }
    long[] ends = merging.isDecided()
        ? new long[search().ends()]
        : search().ends(upTo(both(sums, EVENT_PLACES, CENSORED_PLACES)),
            countsSites() ? Optional.of(both(sums, EVENT_SITES, CENSORED_SITES)) : Optional.empty());
    return sums.with(ENDS, IntegerVector.of(ends));
  }

  private static long[] both(LocalAggregate sums, String events, String censored) {
    return LongStream.concat(LongStream.of(sums.block(events).toLongs()), LongStream.of(sums.block(censored).toLongs())).toArray();
  }

  List<Release> releases() {
    Release.Gated ends = new Release.Gated(PATIENTS, List.of(ENDS), "where intervals end");
    List<Release> releases = new ArrayList<>(List.of(
        new Release.Gated(EVENT_PATIENTS, List.of(EVENTS), "the events in each interval"),
        new Release.Gated(CENSORED_PATIENTS, List.of(CENSORED), "the censorings in each interval"),
        MissingRows.of(ends)));
    if (merges()) {
      releases.add(ends);
    }
    return List.copyOf(releases);
  }

  int legs() {
    return merges() ? 2 : 1;
  }

  private LocalAggregate fold(RowTable rows, Merging merging) {
    Map<String, IntegerVector> cells = new HashMap<>();
    boolean isFirst = merges() && !merging.isDecided();
    for (boolean isEvent : new boolean[] {true, false}) {
      IntUnaryOperator cell = row -> isFirst ? -1 : cell(rows, row, isEvent, merging);
      int count = groupCount() * intervals();
      cells.put(isEvent ? EVENTS : CENSORED, rows.countRows(count, cell));
      cells.put(isEvent ? EVENT_PATIENTS : CENSORED_PATIENTS, rows.countPatients(count, cell));
    }
    if (merges()) {
      putPlaces(cells, EVENT_PLACES, EVENT_SITES, isFirst ? patientsAt(rows, true) : new long[groupCount() * places()]);
      putPlaces(cells, CENSORED_PLACES, CENSORED_SITES, isFirst ? patientsAt(rows, false) : new long[groupCount() * places()]);
    }
    cells.put(PATIENTS, rows.countPatients(1, row -> rows.isComplete(row) ? 0 : -1));
    return MissingRows.count(rows, cells);
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
    return group * intervals() + interval(merging, group, isEvent, point);
  }

  private int walk(int group, boolean ofEvents) {
    return ofEvents ? group : groupCount() + group;
  }

  private void putPlaces(Map<String, IntegerVector> cells, String block, String sites, long[] atPlaces) {
    cells.put(block, IntegerVector.of(atPlaces));
    if (countsSites()) {
      cells.put(sites, IntegerVector.of(search().sites(upTo(atPlaces))));
    }
  }

  /** Per group and place: how many patients are at its points, each at the first row that is read. */
  private long[] patientsAt(RowTable rows, boolean isEvent) {
    long[] atPlaces = new long[groupCount() * places()];
    int[] last = new int[groupCount()];
    Arrays.fill(last, -1);
    for (int row = 0; row < rows.rows(); row++) {
      if (counts(rows, row, isEvent) && last[group(rows, row)] != rows.patient(row)) {
        last[group(rows, row)] = rows.patient(row);
        atPlaces[group(rows, row) * places() + rows.values(points).indexAt(row) / stride()]++;
      }
    }
    return atPlaces;
  }

  /** What the first leg decides. */
  Merging merging(Opened opened) {
    return new Merging(IntStream.range(0, 2 * groupCount()).mapToObj(walk -> intervals(opened, walk)).toList());
  }

  private int[] intervals(Opened opened, int walk) {
    int[] intervals = new int[size()];
    int interval = 0;
    for (int point = 0; point < size(); point++) {
      intervals[point] = interval;
      boolean isPlace = (point + 1) % stride() == 0 && point + 1 < size();
      if (isPlace && opened.whole(ENDS, walk * (places() - 1) + point / stride()).orElse(0L) == 1) {
        interval++;
      }
    }
    return intervals;
  }

  /** The intervals of a group's events in ascending order; empty if the rule did not hold for one of them, or of the censorings'. */
  List<Interval> intervals(Opened opened, Merging merging, int group) {
    Optional<List<Part>> events = parts(opened, merging, group, true);
    Optional<List<Part>> censored = parts(opened, merging, group, false);
    if (events.isEmpty() || censored.isEmpty()) {
      return List.of();
    }
    long[] eventsLater = later(events.get(), Part::from);
    long[] perhapsCensoredLater = later(censored.get(), Part::to);
    long[] censoredLater = later(censored.get(), Part::from);
    return events.get().stream()
        .map(part -> new Interval(
            points.points().get(part.to()).doubleValue(),
            eventsLater[part.from()] + perhapsCensoredLater[part.from()],
            eventsLater[part.from()] + censoredLater[part.to() + 1],
            part.count(),
            merges() ? 0 : censored.get().get(part.to()).count()))
        .toList();
  }

  /** For each point, how many patients are in parts that begin, or end, there or later. */
  private long[] later(List<Part> parts, ToIntFunction<Part> at) {
    long[] later = new long[size() + 1];
    parts.forEach(part -> later[at.applyAsInt(part)] += part.count());
    for (int point = size() - 1; point >= 0; point--) {
      later[point] += later[point + 1];
    }
    return later;
  }

  /** Empty if one of them is suppressed; where none is merged, a suppressed cell is a 0. */
  private Optional<List<Part>> parts(Opened opened, Merging merging, int group, boolean ofEvents) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (int point = 0; point < size(); point++) {
      int interval = interval(merging, group, ofEvents, point);
      if (point + 1 == size() || interval(merging, group, ofEvents, point + 1) != interval) {
        Optional<Long> count = opened.whole(ofEvents ? EVENTS : CENSORED, group * intervals() + interval);
        if (merges() && count.isEmpty()) {
          return Optional.empty();
        }
        parts.add(new Part(from, point, count.orElse(0L)));
        from = point + 1;
      }
    }
    return Optional.of(parts);
  }

  private int interval(Merging merging, int group, boolean ofEvents, int point) {
    return merging.isDecided() ? merging.intervals().get(walk(group, ofEvents))[point] : point;
  }
}
