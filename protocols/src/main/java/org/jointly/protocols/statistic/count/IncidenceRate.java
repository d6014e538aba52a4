package org.jointly.protocols.statistic.count;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.CellSums;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.parameter.ColumnSpec;
import org.jointly.protocols.statistic.parameter.Confidence;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.CountCell;
import org.jointly.protocols.statistic.report.Interval;
import org.jointly.protocols.statistic.report.SampleMoments;

/**
 * How many events there are per unit of person-time, by group, and how the groups compare with the first.
 *
 * <p>Definition, on rows with event, time and group: x rows in which the event holds, T the sum of times;
 *
 * <pre>
 *   rate     x/T, limits G(tail; x)/T and G(1−tail; x+1)/T, quantiles of the gamma distribution
 *   ratio    RR = (x/T)/(x0/T0), 0 the first group; given x + x0 events, x is binomial with π = RR·T/(RR·T + T0):
 *            limits of RR are those of Clopper and Pearson for π, as π/(1−π)·T0/T
 * </pre>
 *
 * <p>Source: Garwood, Biometrika 1936; Przyborowski and Wilenski, Biometrika 1940; as R's {@code poisson.test} with one and two
 * counts.
 *
 * <p>Answer: {@code {person_time, events, rate, poisson_low, poisson_high, missing, per}}; with groups {@code {cells: [{group,
 * person_time, …}], ratios: [{group, reference, rate_ratio, ci95_low, ci95_high}], warning?, missing, per}}. The rate is per so many units of the
 * time column as {@code per} says; missing counts rows.
 *
 * <p>Leakage: per group whether the rule holds for its patients, and for those with an event; T and x where it does, and the
 * number of rows with missing values, under the rule too.
 *
 * <p>Cost: for L groups inputs of 4L + 2 elements, a comparison of 2L + 1, openings of 4L + 2; the rounds of {@link CohortCount}.
 */
public final class IncidenceRate implements Statistic {
  private static final String EVENTS = "events";
  private static final String TIMES = "person_time";
  private static final String PATIENTS = "patients";
  private static final String CASES = "patients with an event";
  private static final String MISSING = "missing";
  private static final String MISSING_PATIENTS = "missing-patients";
  private static final long LARGEST_UNIT = 1_000_000_000;
  private static final Parameter EVENT = Parameter.required(
      "event", Parameter.Kind.EVENT, "the event: a column and the value that means it, or values (in: [1, 2])", ColumnSpec.EVENT);
  private static final Parameter TIME = Parameter.required(
      "time", Parameter.Kind.MEASURE, "the time each row was observed, not below 0", "{column: days, low: 0, high: 36525}");
  private static final Parameter GROUPS = Parameter.optional(
      "groups", Parameter.Kind.CATEGORIES, "the groups; the first is what the others are compared with", ColumnSpec.CATEGORIES);
  private static final Parameter PER = Parameter.optional(
      "per", Parameter.Kind.NUMBER,
      "rates are per so many units of time, such as 365.25 for years where time is in days; 1 unless said otherwise", "365.25");

  @Override
  public String name() {
    return "incidence-rate";
  }

  @Override
  public String summary() {
    return "how many events there are per person-time, by group, with exact limits and rate ratios";
  }

  @Override
  public Group group() {
    return Group.COUNTS;
  }

  @Override
  public String leakage() {
    return "for each group whether the release rule holds for its patients, and for those with an event. No total is opened; but"
        + " one known from another query, less the published groups, is what the suppressed ones hold together.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(EVENT, TIME, GROUPS, PER, Confidence.PARAMETER);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<RowColumn.Indicator> event = reader.event(EVENT);
    Optional<RowColumn.Number> time = reader.measure(TIME);
    time.filter(column -> column.low().signum() < 0).ifPresent(column -> reader.problem(
        TIME, "low is " + ParameterReader.shown(column.low()) + "; nobody is observed for less than 0, write low: 0"));
    Optional<RowColumn.Category> groups = reader.categories(GROUPS, 2, 100);
    Optional<BigDecimal> per = reader.has(PER) ? reader.positive(PER, LARGEST_UNIT) : Optional.of(BigDecimal.ONE);
    Optional<Confidence> confidence = reader.confidence();
    reader.throwProblems();
    return new Rates(
        event.orElseThrow(), time.orElseThrow(), groups, per.orElseThrow().doubleValue(), confidence.orElseThrow(), spec.release());
  }

  private record Rates(
      RowColumn.Indicator event,
      RowColumn.Number time,
      Optional<RowColumn.Category> groups,
      double per,
      Confidence confidence,
      ReleaseRule rule) implements Computation {
    @Override
    public LocalAggregation local() {
      long largest = rule.largestCountPerSite();
      List<CellBlock> blocks = List.of(
          CellBlock.counts(EVENTS, cells(), largest),
          time.sums(TIMES, cells(), largest),
          CellBlock.counts(PATIENTS, cells(), largest),
          CellBlock.counts(CASES, cells(), largest),
          CellBlock.counts(MISSING, 1, largest),
          CellBlock.counts(MISSING_PATIENTS, 1, largest));
      return new LocalAggregation.OfRows(
          Stream.<RowColumn>concat(Stream.of(event, time), groups.stream()).toList(), blocks, this::fold);
    }

    private int cells() {
      return groups.map(column -> column.values().size()).orElse(1);
    }

    private LocalAggregate fold(RowTable rows) {
      IntUnaryOperator group = group(rows);
      RowValues has = rows.values(event);
      IntUnaryOperator groupOfEvent = row -> has.at(row) == 1 ? group.applyAsInt(row) : -1;
      IntUnaryOperator incomplete = row -> rows.isComplete(row) ? -1 : 0;
      RowValues observed = rows.values(time);
      CellSums times = new CellSums(cells());
      for (int row = 0; row < rows.rows(); row++) {
        if (rows.isComplete(row)) {
          times.add(group.applyAsInt(row), observed.at(row));
        }
      }
      return new LocalAggregate(Map.of(
          EVENTS, rows.countRows(cells(), groupOfEvent),
          TIMES, times.toVector(),
          PATIENTS, rows.countPatients(cells(), group),
          CASES, rows.countPatients(cells(), groupOfEvent),
          MISSING, rows.countRows(1, incomplete),
          MISSING_PATIENTS, rows.countPatients(1, incomplete)));
    }

    /** The group of a row, -1 where a value is missing. */
    private IntUnaryOperator group(RowTable rows) {
      Optional<RowValues> values = groups.map(rows::values);
      return row -> rows.isComplete(row) ? values.map(column -> column.indexAt(row)).orElse(0) : -1;
    }

    @Override
    public List<Release> releases() {
      return List.of(
          new Release.Gated(PATIENTS, List.of(TIMES), "the time the patients of each group were observed"),
          new Release.Gated(CASES, List.of(EVENTS), "the number of events in each group"),
          new Release.Gated(MISSING_PATIENTS, List.of(MISSING), "the number of rows with missing values"));
    }

    @Override
    public List<Exhibit> exhibits() {
      Exhibit.Estimate ratio = Exhibit.Estimate.of("group", "rate_ratio", confidence.low(), confidence.high());
      return groups.isEmpty()
          ? List.of(Exhibit.Forest.of("Rate", Exhibit.Scale.QUANTITY, Exhibit.Estimate.of("all", "rate", "poisson_low", "poisson_high")))
          : List.of(
              Exhibit.Forest.ofRows(
                  "Rates", Exhibit.Scale.QUANTITY, "cells", Exhibit.Estimate.of("group", "rate", "poisson_low", "poisson_high")),
              Exhibit.Forest.ofRows("Rate ratios", Exhibit.Scale.RATIO, "ratios", ratio));
    }

    @Override
    public Answer report(Opened opened) {
      AnswerFields fields = new AnswerFields();
      groups.ifPresentOrElse(column -> compared(fields, opened, column.values()), () -> described(fields, opened, 0));
      return fields.put(MISSING, CountCell.beside(opened.whole(MISSING, 0), rule)).real("per", per).answer();
    }

    private void compared(AnswerFields fields, Opened opened, List<String> names) {
      List<Answer.Value> cells = new ArrayList<>();
      List<Answer.Value> ratios = new ArrayList<>();
      Optional<Rate> reference = rate(opened, 0);
      for (int i = 0; i < names.size(); i++) {
        cells.add(described(new AnswerFields().text("group", names.get(i)), opened, i).row());
        Optional<Rate> own = rate(opened, i);
        if (i > 0 && own.isPresent() && reference.isPresent()) {
          AnswerFields ratio = new AnswerFields().text("group", names.get(i)).text("reference", names.get(0));
          own.get().over(reference.get(), ratio, confidence);
          ratios.add(ratio.row());
        }
      }
      fields.put("cells", new Answer.Items(cells)).put("ratios", new Answer.Items(ratios));
      if (reference.isEmpty()) {
        fields.text("warning", "no rate ratios, for the events of the first group, which the others are compared with, are suppressed; another may"
            + " be named first");
      }
    }

    private Optional<Rate> rate(Opened opened, int i) {
      return opened.value(TIMES, i).flatMap(sum -> opened.whole(EVENTS, i).map(events -> new Rate(events, personTime(sum))));
    }

    private double personTime(BigInteger sum) {
      return SampleMoments.quotient(sum, time.scale());
    }

    private AnswerFields described(AnswerFields fields, Opened opened, int i) {
      Optional<BigInteger> sum = opened.value(TIMES, i);
      if (sum.isEmpty()) {
        return fields.put(TIMES, CountCell.suppressed(rule));
      }
      fields.real(TIMES, personTime(sum.get()));
      rate(opened, i).ifPresentOrElse(
          rate -> rate.perTime(fields.whole(EVENTS, rate.events), per, confidence.tail()),
          () -> fields.put(EVENTS, CountCell.suppressed(rule)));
      return fields;
    }
  }

  /** Events in person-time. */
  private record Rate(long events, double time) {
    void perTime(AnswerFields fields, double per, double tail) {
      if (time == 0) {
        fields.none("no person-time", "rate", "poisson_low", "poisson_high");
        return;
      }
      Interval limits = Interval.poisson(events, tail).times(per / time);
      fields.real("rate", events * (per / time)).real("poisson_low", limits.low()).real("poisson_high", limits.high());
    }

    void over(Rate reference, AnswerFields fields, Confidence confidence) {
      if (time == 0 || reference.time == 0 || events + reference.events == 0) {
        String reason = events + reference.events == 0 ? "no event" : "no person-time";
        fields.none(reason, "rate_ratio", confidence.low(), confidence.high());
        return;
      }
      double times = reference.time / time;
      Interval share = Interval.clopperPearson(events, events + reference.events, confidence.tail());
      odds(fields, "rate_ratio", events, reference.events, times);
      odds(fields, confidence.low(), share.low(), 1 - share.low(), times);
      odds(fields, confidence.high(), share.high(), 1 - share.high(), times);
    }

    private static void odds(AnswerFields fields, String name, double of, double to, double times) {
      if (to == 0) {
        fields.none("no event in the reference group", name);
      } else {
        fields.real(name, of / to * times);
      }
    }
  }
}
