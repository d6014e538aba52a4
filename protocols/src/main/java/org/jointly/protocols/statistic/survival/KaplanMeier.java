package org.jointly.protocols.statistic.survival;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.count.CohortCount;
import org.jointly.protocols.statistic.disclosure.IntervalSearch;
import org.jointly.protocols.statistic.disclosure.MissingRows;
import org.jointly.protocols.statistic.parameter.Confidence;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.CountCell;
import org.jointly.protocols.statistic.report.StandardNormal;

/**
 * The share of patients to whom an event has not happened by a time: Kaplan-Meier curves, of all or of groups.
 *
 * <p>Definition: {@link SurvivalCurve} on the intervals of a {@link LifeTable}; events precede censoring in ties. With k at
 * most 1 and a grid of all times it is R's {@code survfit}, {@code conf.type} "log" or "log-log". With a higher k intervals are merged, those
 * of events and those of censorings each for themselves; events count at the ends of theirs, and at_risk is what it may be at most when an
 * interval begins. Asked at a time, at_risk is that of the interval the time is in, and the rest as of the last interval that has ended; with a higher
 * k there is none but at an interval's end. Rows with a missing value are counted.
 *
 * <p>Source: Kaplan and Meier, JASA 1958; Greenwood 1926.
 *
 * <p>Answer: {@code {n, events, time, at_risk, survival, std_err, low, high, survival_least?, median, median_low, median_high, median_after?,
 * missing, warning?}}, by time a list from time to survival_least, {@code {n}} when suppressed; with groups {@code {groups, n, events, median,
 * median_low, median_high, median_after?, curves: [{group, time, at_risk, survival, std_err, low, high, survival_least?}], missing, warning?}}, by
 * group a list from n to median_after. With k above 1 the curve of single times, finer than the grid's, too, lies between survival_least and
 * survival, and its median after median_after, at median at the latest; std_err, low, high and the limits of the median are those of survival with
 * these numbers at risk.
 *
 * <p>Leakage: with k above 1, where the merged intervals of events and those of censorings end, and their numbers, each at least k, even if the other
 * kind is too rare for an answer; what follows for single places says {@link IntervalSearch}; the number of missing rows, where it is 0 or of enough
 * patients.
 *
 * <p>Cost: for L points and G groups, inputs of 4·G·L + 2, comparisons and openings of 2·G·L + 2. With k above 1 L is the number of places, at most
 * 64, and there are two legs, with 2·G·L inputs more each; in the first L·(L + 1)·G comparisons more, on spdz 2·G·L, and 2·(L − 1)
 * openings a group. A minimum of sites takes L·(L + 1)·G inputs more in each leg and doubles these comparisons. Rounds: with k above 1 those of
 * {@link CohortCount} twice less one, and those of {@link IntervalSearch}.
 */
public final class KaplanMeier implements Statistic {
  private static final Parameter GROUPS = Parameter.optional(
      "groups", Parameter.Kind.CATEGORIES, "one curve for each; a site that has another one refuses", "{column: arm, values: [a, b]}");
  private static final Parameter TIMES = Parameter.optional(
      "times", Parameter.Kind.NUMBERS, "print these times only; the end of every interval unless said otherwise", "[365, 730]");
  private static final Parameter LIMITS = Parameter.optional(
      "limits", Parameter.Kind.CHOICE, "how limits are made: log (default) or log-log", "log-log");

  private static final String LATE = "an event counts at the end of its interval, and before that the curve is too high; whoever is censored is at"
      + " risk until the end of an interval of censorings, so that at_risk, at the beginning of an interval, and survival are the largest there"
      + " may be. std_err and limits are those of this curve, and do not include what merging leaves open. With all times known the curve would"
      + " lie between survival_least and survival at each time shown, and the median after median_after";

  @Override
  public String name() {
    return "kaplan-meier";
  }

  @Override
  public String summary() {
    return "survival curves with limits, numbers at risk and medians";
  }

  @Override
  public Group group() {
    return Group.SURVIVAL;
  }

  @Override
  public String leakage() {
    return "where stretches of the time grid end that have been merged until the release rule holds for the patients with an event,"
        + " and where others end for those who are censored; the number in each; and the number of missing values, where it is 0"
        + " or of enough patients.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(LifeTable.TIME, LifeTable.GRID, SurvivalTimes.EVENT, GROUPS, TIMES, LIMITS, Confidence.PARAMETER);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<String> time = reader.column(LifeTable.TIME);
    Optional<List<BigDecimal>> grid = reader.grid(LifeTable.GRID, LifeTable.MAXIMUM_POINTS);
    Optional<RowColumn.Indicator> event = reader.event(SurvivalTimes.EVENT);
    Optional<RowColumn.Category> groups =
        reader.has(GROUPS) ? reader.categories(GROUPS, 2, LifeTable.MAXIMUM_GROUPS) : Optional.empty();
    Optional<List<BigDecimal>> times = reader.has(TIMES) ? reader.numbers(TIMES) : Optional.of(List.of());
    times.filter(given -> given.size() > LifeTable.MAXIMUM_POINTS)
        .ifPresent(given -> reader.problem(TIMES, "got " + given.size() + " numbers; write at most " + LifeTable.MAXIMUM_POINTS));
    Optional<String> limits = reader.choice(LIMITS, List.of("log", "log-log"));
    Optional<Confidence> confidence = reader.confidence();
    reader.throwProblems();
    LifeTable table = new LifeTable(new RowColumn.OnGrid(time.orElseThrow(), grid.orElseThrow()), event.orElseThrow(),
        groups, spec.release());
    Options options = new Options(
        times.orElseThrow().stream().map(BigDecimal::doubleValue).toList(),
        limits.orElseThrow().equals("log-log"), confidence.orElseThrow());
    return new Leg(table, options, LifeTable.Merging.none(), parties);
  }

  /** @param times empty for all */
  private record Options(List<Double> times, boolean logLog, Confidence confidence) {}

  private record Leg(LifeTable table, Options options, LifeTable.Merging merging, int parties) implements LifeTableLeg {
    private static final String SUPPRESSED = "n";
    private static final String LEAST = "survival_least";
    private static final String MEDIAN_AFTER = "median_after";

    @Override
    public Optional<Computation> next(Opened opened) {
      return isFollowed() ? Optional.of(new Leg(table, options, table.merging(opened), parties)) : Optional.empty();
    }

    /** At chosen times the survival is known, but not where the curve steps between them. */
    @Override
    public List<Exhibit> exhibits() {
      boolean grouped = table.groups().isPresent();
      List<String> names = new ArrayList<>(grouped
          ? List.of("n", "events", "median", "median_low", "median_high")
          : List.of("at_risk", "survival", "std_err", "low", "high"));
      if (table.merges()) {
        names.add(grouped ? MEDIAN_AFTER : LEAST);
      }
      Exhibit columns = new Exhibit.Columns(grouped ? "groups" : "time", grouped ? "group" : "time", List.of(), names);
      String title = table.groups().map(groups -> "Survival by " + groups.column()).orElse("Survival");
      String bounds = "; with all times known a curve would lie between its lines";
      Exhibit curves = new Exhibit.Survival(
          table.merges() ? title + bounds : title, grouped ? "curves" : "time", grouped ? Optional.of("group") : Optional.empty(),
          "time", "survival", "low", "high", "at_risk", LEAST);
      return options.times().isEmpty() ? List.of(columns, curves) : List.of(columns);
    }

    @Override
    public Answer report(Opened opened) {
      double quantile = StandardNormal.quantile(options.confidence().tail());
      List<SurvivalCurve> curves = IntStream.range(0, table.groupCount())
          .mapToObj(group -> SurvivalCurve.of(table.intervals(opened, merging, group), quantile, options.logLog()))
          .toList();
      AnswerFields fields = new AnswerFields();
      if (table.groups().isPresent()) {
        groups(fields, table.groups().get().values(), curves);
      } else if (isSuppressed(curves.get(0))) {
        fields.put(SUPPRESSED, CountCell.hidden(table.rule()));
      } else {
        one(fields, curves.get(0));
      }
      if (table.groups().isPresent() || !isSuppressed(curves.get(0))) {
        fields.put(MissingRows.MISSING, MissingRows.shown(opened, table.rule()));
      }
      if (table.merges() && !curves.stream().allMatch(this::isSuppressed)) {
        fields.text("warning", LifeTable.MERGED + "; " + LATE);
      }
      return fields.answer();
    }

    private boolean isSuppressed(SurvivalCurve curve) {
      return curve.n() == 0 && (table.rule().minimumCount() > 0 || table.countsSites());
    }

    private void one(AnswerFields fields, SurvivalCurve curve) {
      fields.whole("n", curve.n()).whole("events", curve.events());
      List<Row> rows = rows(curve);
      fields.put("time", each(rows, row -> new Answer.Real(row.time())))
          .put("at_risk", each(rows, row -> new Answer.Whole(row.atRisk())))
          .put("survival", each(rows, row -> row.shown(row.survival())))
          .put("std_err", each(rows, row -> row.shown(row.error())))
          .put("low", each(rows, row -> row.shown(row.low())))
          .put("high", each(rows, row -> row.shown(row.high())));
      if (table.merges()) {
        fields.put(LEAST, each(rows, row -> row.shown(row.least()))).real(MEDIAN_AFTER, curve.medianAfter());
      }
      fields.put("median", median(curve, SurvivalCurve.Point::survival))
          .put("median_low", median(curve, SurvivalCurve.Point::low))
          .put("median_high", median(curve, SurvivalCurve.Point::high));
    }

    private void groups(AnswerFields fields, List<String> names, List<SurvivalCurve> curves) {
      Answer.Value suppressed = CountCell.hidden(table.rule());
      Function<Function<SurvivalCurve, Answer.Value>, Answer.Value> perGroup = number -> each(curves, curve ->
          isSuppressed(curve) ? suppressed : number.apply(curve));
      fields.texts("groups", names)
          .put("n", perGroup.apply(curve -> new Answer.Whole(curve.n())))
          .put("events", perGroup.apply(curve -> new Answer.Whole(curve.events())))
          .put("median", perGroup.apply(curve -> median(curve, SurvivalCurve.Point::survival)))
          .put("median_low", perGroup.apply(curve -> median(curve, SurvivalCurve.Point::low)))
          .put("median_high", perGroup.apply(curve -> median(curve, SurvivalCurve.Point::high)));
      if (table.merges()) {
        fields.put(MEDIAN_AFTER, perGroup.apply(curve -> new Answer.Real(curve.medianAfter())));
      }
      fields.put("curves", new Answer.Items(IntStream.range(0, names.size()).boxed()
          .flatMap(group -> rows(curves.get(group)).stream().map(row -> row.named(names.get(group), table.merges())))
          .toList()));
    }

    private static <T> Answer.Items each(List<T> items, Function<T, Answer.Value> number) {
      return new Answer.Items(items.stream().map(number).toList());
    }

    private Answer.Value median(SurvivalCurve curve, ToDoubleFunction<SurvivalCurve.Point> line) {
      return curve.median(line).isPresent()
          ? new Answer.Real(curve.median(line).getAsDouble())
          : new Answer.NotAvailable(table.merges() ? "the curve may stay above one half" : "the curve does not reach one half");
    }

    /** A line of the table. */
    private record Row(double time, long atRisk, double survival, double error, double low, double high, double least) {
      Answer.Value shown(double value) {
        if (!Double.isNaN(value)) {
          return new Answer.Real(value);
        }
        return new Answer.NotAvailable(
            Double.isNaN(survival) ? "within a merged interval" : survival == 0 ? "nobody is left" : "there was no event yet");
      }

      Answer.Value named(String group, boolean merged) {
        AnswerFields fields = new AnswerFields()
            .text("group", group).real("time", time).whole("at_risk", atRisk)
            .put("survival", shown(survival)).put("std_err", shown(error)).put("low", shown(low)).put("high", shown(high));
        return (merged ? fields.put(LEAST, shown(least)) : fields).row();
      }
    }

    private List<Row> rows(SurvivalCurve curve) {
      if (options.times().isEmpty()) {
        return curve.points().stream()
            .filter(point -> point.events() + point.censored() > 0)
            .map(point -> row(point.time(), point.atRisk(), Optional.of(point)))
            .toList();
      }
      return options.times().stream().flatMap(time -> at(curve, time).stream()).toList();
    }

    /** Nothing beyond the end of the curve, and no number within an interval that was merged. */
    private Optional<Row> at(SurvivalCurve curve, double time) {
      Optional<SurvivalCurve.Point> ended = curve.points().stream()
          .filter(point -> table.merges() ? point.time() == time : point.time() <= time)
          .reduce((first, second) -> second);
      return curve.points().stream()
          .filter(point -> point.time() >= time)
          .findFirst()
          .map(running -> table.merges() && ended.isEmpty()
              ? new Row(time, running.atRisk(), Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN)
              : row(time, running.atRisk(), ended));
    }

    private static Row row(double time, long atRisk, Optional<SurvivalCurve.Point> ended) {
      return ended
          .map(point -> new Row(time, atRisk, point.survival(), point.error(), point.low(), point.high(), point.least()))
          .orElseGet(() -> new Row(time, atRisk, 1, 0, 1, 1, 1));
    }
  }
}
