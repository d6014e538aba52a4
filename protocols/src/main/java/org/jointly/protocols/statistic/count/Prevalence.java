package org.jointly.protocols.statistic.count;

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
import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.integer.IntegerVector;
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
import org.jointly.protocols.statistic.parameter.Strata;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.CountCell;
import org.jointly.protocols.statistic.report.Interval;

/**
 * What part of the patients has a condition, by stratum.
 *
 * <p>Definition, per stratum: n is the number of patients with a row that has a value in every column asked about, x of those
 * with such a row in which the event holds; x/n, also per 100 000, and limits
 *
 * <pre>
 *   Clopper-Pearson   B(tail; x, n−x+1), B(1−tail; x+1, n−x): quantiles of the beta distribution
 *   Wilson            (x + z²/2 ∓ z·√(x(n−x)/n + z²/4))/(n + z²)
 *   Poisson           G(tail; x)/n, G(1−tail; x+1)/n: quantiles of the gamma distribution, what rare events are reported with
 * </pre>
 *
 * <p>With x = 0 the lower limit is 0 and the upper one says how rare it must be. Such a stratum is shown only if the query has
 * no threshold.
 *
 * <p>Source: Clopper and Pearson, Biometrika 1934; Wilson, JASA 1927; Garwood, Biometrika 1936; as R's {@code binom.test},
 * {@code prop.test(correct = FALSE)} and {@code poisson.test}.
 *
 * <p>Answer: {@code {x, n, per_100000, proportion, cp_low, cp_high, wilson_low, wilson_high, poisson_low, poisson_high, warning?, missing}}; by
 * stratum {@code {cells: [{stratum, n, x, …}], warning?, missing}}. Where x is suppressed, n stands alone; limits are proportions.
 *
 * <p>Leakage: per stratum whether the rule holds for n, and whether it holds for both x and n − x, which n would tell; n and x
 * where they do, and the number of patients with missing values, under the rule too. No total is opened, but strata that
 * leave nobody out add up to the cohort.
 *
 * <p>Cost: for L strata inputs and comparisons of 3L + 1 elements, one product of L pairs of bits, openings of 4L + 2 elements; one
 * round more than {@link CohortCount}.
 */
public final class Prevalence implements Statistic {
  static final int MAXIMUM_STRATA = 1_000;

  private static final String CASES = "x";
  private static final String OTHERS = "others";
  private static final String N = "n";
  private static final String MISSING = "missing";
  private static final double PER = 100_000;
  private static final String HIDDEN = "where x is suppressed, too few have the condition, or too few have not: x may be close to n";
  private static final Parameter EVENT = Parameter.required(
      "event", Parameter.Kind.EVENT, "what is counted: a column and the value that means it, or values (in: [1, 2])",
      "{column: status, equals: 1}");
  private static final Parameter STRATA = Parameter.optional(
      "strata", Parameter.Kind.STRATA, "the strata; without, all patients are one", ColumnSpec.STRATA);

  @Override
  public String name() {
    return "prevalence";
  }

  @Override
  public String summary() {
    return "what part of the patients has a condition, by stratum, with exact limits";
  }

  @Override
  public Group group() {
    return Group.COUNTS;
  }

  @Override
  public String leakage() {
    return "for each stratum whether the release rule holds for its patients, and whether it holds for both those with and those"
        + " without the condition. No total is opened; but strata that leave nobody out add up to the cohort.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(EVENT, STRATA, Confidence.PARAMETER);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<RowColumn.Indicator> event = reader.event(EVENT);
    Optional<Strata> strata = reader.strata(STRATA, 1, MAXIMUM_STRATA);
    Optional<Confidence> confidence = reader.confidence();
    reader.throwProblems();
    return new Proportions(event.orElseThrow(), strata, confidence.orElseThrow(), spec.release());
  }

  private record Proportions(
      RowColumn.Indicator event, Optional<Strata> strata, Confidence confidence, ReleaseRule rule) implements Computation {
    @Override
    public LocalAggregation local() {
      long largest = rule.largestCountPerSite();
      List<RowColumn> reads =
          Stream.concat(Stream.of((RowColumn) event), strata.stream().map(Strata::column)).toList();
      List<CellBlock> blocks = List.of(
          CellBlock.counts(CASES, cells(), largest),
          CellBlock.counts(OTHERS, cells(), largest),
          CellBlock.counts(N, cells(), largest),
          CellBlock.counts(MISSING, 1, largest));
      return new LocalAggregation.OfRows(reads, blocks, this::fold);
    }

    private int cells() {
      return strata.map(Strata::size).orElse(1);
    }

    private LocalAggregate fold(RowTable rows) {
      RowValues has = rows.values(event);
      IntUnaryOperator stratum = stratum(rows);
      IntegerVector patients = rows.countPatients(cells(), stratum);
      IntegerVector cases = rows.countPatients(cells(), row -> has.at(row) == 1 ? stratum.applyAsInt(row) : -1);
      long[] others = new long[cells()];
      for (int cell = 0; cell < others.length; cell++) {
        others[cell] = patients.longAt(cell) - cases.longAt(cell);
      }
      return new LocalAggregate(Map.of(
          CASES, cases,
          OTHERS, IntegerVector.of(others),
          N, patients,
          MISSING, rows.countPatients(1, row -> rows.isComplete(row) ? -1 : 0)));
    }

    /** The stratum of a row, -1 where a value is missing. */
    private IntUnaryOperator stratum(RowTable rows) {
      Optional<RowValues> values = strata.map(asked -> rows.values(asked.column()));
      return row -> rows.isComplete(row) ? values.map(column -> column.indexAt(row)).orElse(0) : -1;
    }

    @Override
    public List<Release> releases() {
      return List.of(
          new Release.Gated(N, List.of(N), "the number of patients in each stratum"),
          new Release.Gated(List.of(CASES, OTHERS), List.of(CASES), false, "how many of them have the condition"),
          new Release.Gated(MISSING, List.of(MISSING), "the number of patients with missing values"));
    }

    @Override
    public List<Exhibit> exhibits() {
      String title = "Patients with the condition per 100 000";
      return List.of(strata.isPresent()
          ? Exhibit.Forest.ofRows(title, Exhibit.Scale.QUANTITY, "cells", exactLimits("stratum"))
          : Exhibit.Forest.of(title, Exhibit.Scale.QUANTITY, exactLimits("all")));
    }

    private static Exhibit.Estimate exactLimits(String label) {
      return new Exhibit.Estimate(label, "per_100000", "cp_low", "cp_high", PER);
    }

    @Override
    public Answer report(Opened opened) {
      AnswerFields fields = new AnswerFields();
      strata.ifPresentOrElse(
          given -> fields.put("cells", new Answer.Items(IntStream.range(0, cells())
              .<Answer.Value>mapToObj(i -> proportion(new AnswerFields().text("stratum", given.labels().get(i)), opened, i).row())
              .toList())),
          () -> proportion(fields, opened, 0));
      if (IntStream.range(0, cells()).anyMatch(i -> opened.whole(N, i).isPresent() && opened.whole(CASES, i).isEmpty())) {
        fields.text("warning", HIDDEN);
      }
      return fields.put(MISSING, CountCell.beside(opened.whole(MISSING, 0), rule)).answer();
    }

    private AnswerFields proportion(AnswerFields fields, Opened opened, int i) {
      Optional<Long> n = opened.whole(N, i);
      Optional<Long> x = opened.whole(CASES, i);
      fields.put(N, n.<Answer.Value>map(Answer.Whole::new).orElse(CountCell.suppressed(rule)));
      if (n.isPresent()) {
        fields.put(CASES, x.<Answer.Value>map(Answer.Whole::new).orElse(CountCell.hidden(rule)));
        x.ifPresent(cases -> limits(fields, cases, n.get()));
      }
      return fields;
    }

    private void limits(AnswerFields fields, long x, long n) {
      if (n == 0) {
        fields.none("n = 0", "per_100000", "proportion", "cp_low", "cp_high", "wilson_low", "wilson_high", "poisson_low", "poisson_high");
        return;
      }
      double tail = confidence.tail();
      Interval exact = Interval.clopperPearson(x, n, tail);
      Interval score = Interval.wilson(x, n, tail);
      Interval rare = Interval.poisson(x, tail).times(1.0 / n);
      fields.real("per_100000", PER * x / n).real("proportion", (double) x / n)
          .real("cp_low", exact.low()).real("cp_high", exact.high())
          .real("wilson_low", score.low()).real("wilson_high", score.high())
          .real("poisson_low", rare.low()).real("poisson_high", rare.high());
    }
  }
}
