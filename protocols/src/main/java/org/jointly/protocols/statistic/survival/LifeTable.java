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
import java.util.stream.IntStream;
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
 * Events and censorings of groups on a public time grid, in intervals that are merged until each holds enough patients: what
 * {@link KaplanMeier} is computed from.
 *
 * <p>A time belongs to the first point of the grid at or above it. With no threshold, or one patient enough, all points are kept:
 * a suppressed cell then is a 0. Otherwise there are two legs:
 *
 * <pre>
 *   1   from the left, an interval ends at the first place where it has enough patients with an event and enough censored ones:
 *       computed on shares ({@link IntervalSearch}), and only the ends are opened. Places are the points of the grid, every other if
 *       there are more than 64, or every third, and so on.
 *   2   events and censorings of these intervals, each under the release rule; the last one has what is left over, too
 * </pre>
 *
 * <p>A patient with several rows counts in the first leg at the first that is read, so that no interval has fewer than it seems.
 *
 * <p>Every number at risk is the sum of all that leave later, so that it is at least as large as what was released.
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
   * One interval of one group.
   *
   * @param end its last point
   * @param merged whether it has others
   */
  record Interval(double end, long atRisk, long events, long censored, boolean merged) {}

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
    return new IntervalSearch(new Jumps(places() + 1), groupCount(), rule.minimumCount(), rule.minimumSites());
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
        : search().ends(vectors, upTo(vectors, vectors(sums, EVENT_PLACES, CENSORED_PLACES)),
            countsSites() ? vectors(sums, EVENT_SITES, CENSORED_SITES) : List.of(), bits, siteBits);
    return () -> sums.with(ENDS, ends);
  }

  /** What is accumulated over the places, the start included, is compared again after products with bits. */
  List<String> proven(Merging merging) {
    return merges() && !merging.isDecided() ? List.of(EVENT_PLACES, CENSORED_PLACES) : List.of();
  }

  /** Per group and place, the start included, how many up to there. */
  private List<DRes<SecretVector>> upTo(VectorNumeric vectors, List<DRes<SecretVector>> atPlaces) {
    DRes<SecretVector> none = vectors.known(IntegerVector.zeros(1));
    return atPlaces.stream().map(counts -> vectors.concatenate(IntStream.range(0, groupCount()).boxed()
        .flatMap(group -> Stream.of(none, vectors.prefixSum(
            vectors.gather(counts, IntStream.range(group * places(), (group + 1) * places()).toArray()))))
        .toList())).toList();
  }

  private long[] upTo(long[] atPlaces) {
    long[] upTo = new long[groupCount() * (places() + 1)];
    for (int i = 0; i < upTo.length; i++) {
      int place = i % (places() + 1);
      upTo[i] = place == 0 ? 0 : upTo[i - 1] + atPlaces[i / (places() + 1) * places() + place - 1];
    }
    return upTo;
  }

  private static List<DRes<SecretVector>> vectors(SharedCells sums, String... names) {
    return Stream.of(names).map(sums::vector).toList();
  }

  LocalAggregate jointInPlain(LocalAggregate sums, Merging merging) {
    if (!merges()) {
      return sums;
    }
    long[] ends = merging.isDecided()
        ? new long[search().ends()]
        : search().ends(numbers(sums, EVENT_PLACES, CENSORED_PLACES).stream().map(this::upTo).toList(),
            countsSites() ? numbers(sums, EVENT_SITES, CENSORED_SITES) : List.of());
    return sums.with(ENDS, IntegerVector.of(ends));
  }

  private static List<long[]> numbers(LocalAggregate sums, String... names) {
    return Stream.of(names).map(name -> sums.block(name).toLongs()).toList();
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
    return group * intervals() + (merging.isDecided() ? merging.intervals().get(group)[point] : point);
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
    return new Merging(IntStream.range(0, groupCount()).mapToObj(group -> intervals(opened, group)).toList());
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

  /** The intervals of a group in ascending order; empty if the rule did not hold for it. */
  List<Interval> intervals(Opened opened, Merging merging, int group) {
    List<Interval> intervals = new ArrayList<>();
    long atRisk = 0;
    for (int i = used(merging, group) - 1; i >= 0; i--) {
      int cell = group * intervals() + i;
      boolean isSuppressed = merges()
          && (opened.whole(EVENTS, cell).isEmpty() || opened.whole(CENSORED, cell).isEmpty());
      if (isSuppressed) {
        return List.of();
      }
      long events = opened.whole(EVENTS, cell).orElse(0L);
      long censored = opened.whole(CENSORED, cell).orElse(0L);
      atRisk += events + censored;
      int[] points = points(merging, group, i);
      double end = this.points.points().get(points[points.length - 1]).doubleValue();
      intervals.add(0, new Interval(end, atRisk, events, censored, points.length > 1));
    }
    return intervals;
  }

  private int used(Merging merging, int group) {
    return merging.isDecided() ? merging.intervals().get(group)[size() - 1] + 1 : size();
  }

  /** The points of an interval. */
  private int[] points(Merging merging, int group, int interval) {
    return merging.isDecided()
        ? IntStream.range(0, size()).filter(point -> merging.intervals().get(group)[point] == interval).toArray()
        : new int[] {interval};
  }
}
