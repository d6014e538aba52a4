package org.jointly.protocols.statistic.count;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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
import org.jointly.protocols.statistic.disclosure.MissingRows;
import org.jointly.protocols.statistic.parameter.ColumnSpec;
import org.jointly.protocols.statistic.parameter.Confidence;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.parameter.Strata;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.CountCell;
import org.jointly.protocols.statistic.report.Interval;
import org.jointly.protocols.statistic.report.SampleMoments;

/**
 * A rate as it would be in a standard population, and the standardised ratio of events (SMR) to those expected by reference
 * rates.
 *
 * <p>Definition, on rows with event, stratum and time: d_i rows of stratum i in which the event holds, n_i their person-time,
 * w_i the weights divided by their sum, r_i the reference rates:
 *
 * <pre>
 *   rate     y = Σ w_i·d_i/n_i,  v = Σ w_i²·d_i/n_i²,  u = max w_i/n_i,  G the quantile of the gamma distribution
 *   limits   G(tail; y²/v)·v/y,  G(1−tail; (y+u)²/(v+u²))·(v+u²)/(y+u)
 *   SMR      Σd_i/Σ r_i·n_i, limits G(tail; Σd_i)/Σ r_i·n_i, G(1−tail; Σd_i+1)/Σ r_i·n_i
 * </pre>
 *
 * <p>Source: Fay and Feuer, Statistics in Medicine 1997; Garwood, Biometrika 1936.
 *
 * <p>Answer: {@code {cells: [{stratum, person_time, events}], crude_rate, rate, ci95_low, ci95_high, expected?, smr?, smr_low?,
 * smr_high?, missing, per}}; {@code {events}} when suppressed. A stratum without person-time has no rate, and so has the whole.
 *
 * <p>Leakage: whether the rule holds for the patients with an event in every stratum; if so, d_i and n_i of each, and the number
 * of rows with missing values, where it is 0 or of enough patients.
 *
 * <p>Cost: for L strata inputs of 3L + 1 elements, a comparison of L, an opening of one bit and of 2L + 1 elements; the rounds of
 * {@link CohortCount} and those of a product of L bits.
 */
public final class StandardizedRate implements Statistic {
  private static final String EVENTS = "events";
  private static final String TIMES = "person_time";
  private static final String CASES = "patients with an event";
  private static final int MAXIMUM_STRATA = 200;
  private static final long LARGEST_UNIT = 1_000_000_000;
  private static final Parameter EVENT = Parameter.required(
      "event", Parameter.Kind.EVENT, "the event: a column and the value that means it, or values (in: [1, 2])", ColumnSpec.EVENT);
  private static final Parameter TIME = Parameter.required(
      "time", Parameter.Kind.MEASURE, "the time each row was observed, not below 0", "{column: days, low: 0, high: 36525}");
  private static final Parameter STRATA =
      Parameter.required("strata", Parameter.Kind.STRATA, "the strata, mostly of age", ColumnSpec.STRATA);
  private static final Parameter WEIGHTS = Parameter.required(
      "weights", Parameter.Kind.NUMBERS, "the size of each stratum in the standard population", "[20, 60, 20]");
  private static final Parameter REFERENCE = Parameter.optional(
      "reference_rates", Parameter.Kind.NUMBERS, "the reference rate of each stratum, per as much time as per says: gives the SMR",
      "[0.5, 1.2, 9.8]");
  private static final Parameter PER = Parameter.optional(
      "per", Parameter.Kind.NUMBER,
      "rates are per so many units of time, such as 365.25 for years where time is in days; 1 unless said otherwise", "365.25");

  @Override
  public String name() {
    return "standardized-rate";
  }

  @Override
  public String summary() {
    return "a rate standardised for age with the limits of Fay and Feuer, and the SMR";
  }

  @Override
  public Group group() {
    return Group.COUNTS;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients with an event in every stratum; if so, the events and the person-time"
        + " of each, and the number of missing values, where it is 0 or of enough patients.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(EVENT, TIME, STRATA, WEIGHTS, PER, REFERENCE, Confidence.PARAMETER);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<RowColumn.Indicator> event = reader.event(EVENT);
    Optional<RowColumn.Number> time = reader.measure(TIME);
    time.filter(column -> column.low().signum() < 0).ifPresent(column -> reader.problem(
        TIME, "low is " + ParameterReader.shown(column.low()) + "; nobody is observed for less than 0, write low: 0"));
    Optional<Strata> strata = reader.strata(STRATA, 1, MAXIMUM_STRATA);
    Optional<List<Double>> weights = perStratum(reader, WEIGHTS, strata);
    Optional<List<Double>> reference = perStratum(reader, REFERENCE, strata);
    Optional<BigDecimal> per = reader.has(PER) ? reader.positive(PER, LARGEST_UNIT) : Optional.of(BigDecimal.ONE);
    Optional<Confidence> confidence = reader.confidence();
    reader.throwProblems();
    return new Standardization(event.orElseThrow(), time.orElseThrow(), strata.orElseThrow(), weights.orElseThrow(), reference,
        per.orElseThrow().doubleValue(), confidence.orElseThrow(), spec.release());
  }

  /** Numbers above 0, one for each stratum. */
  private static Optional<List<Double>> perStratum(ParameterReader reader, Parameter parameter, Optional<Strata> strata) {
    Optional<List<BigDecimal>> numbers = reader.numbers(parameter);
    if (numbers.isEmpty() || strata.isEmpty()) {
      return Optional.empty();
    }
    if (numbers.get().size() != strata.get().size()) {
      reader.problem(parameter, "got " + numbers.get().size() + " numbers for " + strata.get().size() + " strata; write one for each");
      return Optional.empty();
    }
    List<Double> doubles = numbers.get().stream().map(BigDecimal::doubleValue).toList();
    if (doubles.stream().anyMatch(number -> !(number >= 1e-12 && number <= 1e12))) {
      reader.problem(parameter, "has a number that is not between 1e-12 and 1e12; write numbers above 0");
      return Optional.empty();
    }
    return Optional.of(doubles);
  }

  private record Standardization(
      RowColumn.Indicator event,
      RowColumn.Number time,
      Strata strata,
      List<Double> weights,
      Optional<List<Double>> reference,
      double per,
      Confidence confidence,
      ReleaseRule rule) implements Computation {
    @Override
    public LocalAggregation local() {
      long largest = rule.largestCountPerSite();
      List<CellBlock> blocks = MissingRows.blocks(
          largest,
          CellBlock.counts(EVENTS, strata.size(), largest),
          time.sums(TIMES, strata.size(), largest),
          CellBlock.counts(CASES, strata.size(), largest));
      return new LocalAggregation.OfRows(List.of(event, time, strata.column()), blocks, this::fold);
    }

    private LocalAggregate fold(RowTable rows) {
      RowValues has = rows.values(event);
      RowValues observed = rows.values(time);
      RowValues stratum = rows.values(strata.column());
      CellSums times = new CellSums(strata.size());
      int[] cellOfEvent = new int[rows.rows()];
      for (int row = 0; row < cellOfEvent.length; row++) {
        boolean isComplete = rows.isComplete(row);
        cellOfEvent[row] = isComplete && has.at(row) == 1 ? stratum.indexAt(row) : -1;
        if (isComplete) {
          times.add(stratum.indexAt(row), observed.at(row));
        }
      }
      return MissingRows.count(rows, Map.of(
          EVENTS, rows.countRows(strata.size(), row -> cellOfEvent[row]),
          TIMES, times.toVector(),
          CASES, rows.countPatients(strata.size(), row -> cellOfEvent[row])));
    }

    @Override
    public List<Release> releases() {
      return MissingRows.beside(Release.Gated.together(
          List.of(CASES), List.of(EVENTS, TIMES), "of each stratum the events and the person-time"));
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(
          Exhibit.Forest.of("Standardised rate", Exhibit.Scale.QUANTITY,
              Exhibit.Estimate.of("all strata", "rate", confidence.low(), confidence.high())),
          Exhibit.Forest.of("Standardised mortality ratio", Exhibit.Scale.RATIO,
              Exhibit.Estimate.of("SMR", "smr", "smr_low", "smr_high")));
    }

    @Override
    public Answer report(Opened opened) {
      AnswerFields fields = new AnswerFields();
      if (!opened.isOpen(EVENTS)) {
        return fields.put(EVENTS, CountCell.hidden(rule)).answer();
      }
      long[] events = opened.values(EVENTS).toLongs();
      double[] times = IntStream.range(0, strata.size()).mapToDouble(i -> personTime(opened.values(TIMES).at(i))).toArray();
      fields.put("cells", new Answer.Items(IntStream.range(0, strata.size())
          .<Answer.Value>mapToObj(i -> new AnswerFields()
              .text("stratum", strata.labels().get(i)).real(TIMES, times[i]).whole(EVENTS, events[i]).row())
          .toList()));
      rates(fields, events, times);
      reference.ifPresent(rates -> ratio(fields, events, times, rates));
      return fields.put(MissingRows.MISSING, MissingRows.shown(opened, rule)).real("per", per).answer();
    }

    private double personTime(BigInteger sum) {
      return SampleMoments.quotient(sum, time.scale());
    }

    private void rates(AnswerFields fields, long[] events, double[] times) {
      Optional<String> empty = IntStream.range(0, times.length).filter(i -> times[i] == 0).mapToObj(strata.labels()::get).findFirst();
      if (empty.isPresent()) {
        fields.none("no person-time in stratum " + empty.get(), "crude_rate", "rate", confidence.low(), confidence.high());
        return;
      }
      double all = weights.stream().mapToDouble(Double::doubleValue).sum();
      double y = 0;
      double v = 0;
      double u = 0;
      for (int i = 0; i < times.length; i++) {
        double share = weights.get(i) / all / times[i];
        y += share * events[i];
        v += share * share * events[i];
        u = Math.max(u, share);
      }
      double low = y == 0 ? 0 : Interval.gammaLower(y * y / v, confidence.tail()) * (v / y);
      double spread = (v + u * u) / (y + u);
      double high = Interval.gammaUpper((y + u) / spread, confidence.tail()) * spread;
      fields.real("crude_rate", per * (LongStream.of(events).sum() / DoubleStream.of(times).sum()))
          .real("rate", per * y).real(confidence.low(), per * low).real(confidence.high(), per * high);
    }

    private void ratio(AnswerFields fields, long[] events, double[] times, List<Double> rates) {
      double expected = IntStream.range(0, times.length).mapToDouble(i -> rates.get(i) / per * times[i]).sum();
      if (expected == 0) {
        fields.none("no person-time", "expected", "smr", "smr_low", "smr_high");
        return;
      }
      long observed = LongStream.of(events).sum();
      Interval limits = Interval.poisson(observed, confidence.tail()).times(1 / expected);
      fields.real("expected", expected)
          .real("smr", observed / expected).real("smr_low", limits.low()).real("smr_high", limits.high());
    }
  }
}
