package org.jointly.protocols.statistic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.FixedPoint;
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

/**
 * The odds ratio of two groups over sites that may differ in it: meta-analysis with fixed and with random effects, each site
 * being a study.
 *
 * <p>Definition, with a site's table a b / c d, groups as rows, y = ln(ad/bc) and v = 1/a + 1/b + 1/c + 1/d, where ½ is
 * added to all four counts at a site that has a 0 among them. A site without both groups and both outcomes is no study. For
 * k studies:
 *
 * <pre>
 *   fixed     y = Σwy/Σw,  w = 1/v        standard error 1/√Σw
 *   Q = Σwy² − (Σwy)²/Σw,  k − 1 degrees of freedom      I² = max(0, (Q − (k − 1))/Q)
 *   τ² = max(0, (Q − (k − 1))/(Σw − Σw²/Σw))
 *   random    as fixed with w = 1/(v + τ²)
 * </pre>
 *
 * <p>In two legs: the first opens the sums of the fixed effect, from which τ² follows; in the second sites weigh with it.
 *
 * <p>Source: Woolf, Ann. Hum. Genet. 1955; DerSimonian and Laird, Control. Clin. Trials 1986.
 *
 * <p>Answer: {@code {groups, outcomes, n, missing, sites, fixed_or, fixed_low, fixed_high, fixed_log, fixed_se, fixed_p, q,
 * df, q_p, i2, tau2, random_or, random_low, random_high, random_log, random_se, random_p, confidence}};
 * {@code {groups, outcomes, n}} when suppressed.
 *
 * <p>Leakage: whether every cell of the pooled table holds the release rule. If it does: n, the number of rows without group
 * or outcome, which has no threshold of its own, the number of studies k, and Σw, Σwy, Σwy², Σw² for both weights, scaled by
 * 2^40. No site's estimate, if there are several studies: the sums over one are its own, and of two each can tell the
 * other's. So ask for {@code minimum_sites: 3}.
 *
 * <p>Cost: twice eleven inputs, a comparison of four elements, products of the four bits in two rounds, and multiplications
 * and openings of seven elements.
 */
public final class MetaAnalysis implements Statistic {
  private static final String N = "n";
  private static final String MISSING = "missing";
  private static final String PATIENTS = "patients";
  private static final String TERMS = "terms";
  private static final int CELLS = 4;
  private static final int SUMS = 5;
  private static final Parameter GROUPS = Parameter.required(
      "groups", Parameter.Kind.CATEGORIES, "the two groups; a site that has another one refuses",
      "{column: smoke, values: [0, 1]}");
  private static final Parameter OUTCOME = Parameter.required(
      "outcome", Parameter.Kind.CATEGORIES, "the two outcomes; a site that has another one refuses",
      "{column: low, values: [0, 1]}");

  @Override
  public String name() {
    return "meta-analysis";
  }

  @Override
  public String summary() {
    return "the odds ratio of two groups over sites that may differ in it: fixed effect, DerSimonian-Laird, Q, I² and τ²";
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients of every cell of the pooled table; if so, the number of rows, that"
        + " of missing values, which has no threshold of its own, how many sites have an estimate, and sums over the sites, from"
        + " which the results follow; with one such site they are its own, with two each can tell the other's.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(GROUPS, OUTCOME, Confidence.PARAMETER);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<RowColumn.Category> groups = reader.categories(GROUPS, 2, 2);
    Optional<RowColumn.Category> outcome = reader.categories(OUTCOME, 2, 2);
    Optional<Confidence> confidence = reader.confidence();
    if (groups.isPresent() && groups.map(RowColumn.Category::column).equals(outcome.map(RowColumn.Category::column))) {
      reader.problem(OUTCOME, "has the column of the groups; write another one");
    }
    reader.throwProblems();
    return new Studies(
        groups.orElseThrow(), outcome.orElseThrow(), confidence.orElseThrow(), spec.release(), Optional.empty());
  }

  /** Sums over the studies, of one leg. */
  private record Sums(long studies, double w, double wy, double wyy, double ww) {
    static Sums of(IntegerVector terms) {
      double[] sums = new double[SUMS];
      for (int i = 0; i < SUMS; i++) {
        sums[i] = FixedPoint.STANDARD.real(terms.at(i));
      }
      return new Sums(Math.round(sums[0]), sums[1], sums[2], sums[3], sums[4]);
    }

    double q() {
      return Math.max(0, wyy - wy * wy / w);
    }

    /** 0 where one study or none leaves nothing to estimate. */
    double tauSquared() {
      return studies < 2 ? 0 : Math.max(0, (q() - (studies - 1)) / (w - ww / w));
    }
  }

  /** @param fixed what the first leg opened; empty in the first, and of no studies if it was suppressed */
  private record Studies(
      RowColumn.Category groups,
      RowColumn.Category outcome,
      Confidence confidence,
      ReleaseRule rule,
      Optional<Sums> fixed)
      implements Computation {
    @Override
    public LocalAggregation local() {
      long largest = rule.largestCountPerSite();
      List<CellBlock> blocks = List.of(
          CellBlock.counts(N, 1, largest),
          CellBlock.counts(MISSING, 1, largest),
          CellBlock.counts(PATIENTS, CELLS, largest),
          FixedPoint.STANDARD.block(TERMS, SUMS, bound(largest)));
      return new LocalAggregation.OfRows(List.of(groups, outcome), blocks, this::fold);
    }

    /** w is at most (n + 2)/16 and |y| at most 2·ln(2n + 1). */
    private static double bound(long largest) {
      double weight = (largest + 2) / 16.0;
      double effect = 2 * Math.log(2.0 * largest + 1);
      return Math.max(1, Math.max(weight * Math.max(1, weight), weight * Math.max(1, effect * effect)));
    }

    private LocalAggregate fold(RowTable rows) {
      RowValues group = rows.values(groups);
      RowValues column = rows.values(outcome);
      IntUnaryOperator cell = row -> rows.isComplete(row) ? 2 * group.indexAt(row) + column.indexAt(row) : -1;
      return new LocalAggregate(Map.of(
          N, rows.countRows(1, row -> rows.isComplete(row) ? 0 : -1),
          MISSING, rows.countRows(1, row -> rows.isComplete(row) ? -1 : 0),
          PATIENTS, rows.countPatients(CELLS, cell),
          TERMS, terms(rows.countRows(CELLS, cell).toLongs())));
    }

    private IntegerVector terms(long[] table) {
      if (new CrossTable(2, 2, table).hasEmptyMargin()) {
        return IntegerVector.zeros(SUMS);
      }
      double more = table[0] * (double) table[3] == 0 || table[1] * (double) table[2] == 0 ? 0.5 : 0;
      double a = table[0] + more;
      double b = table[1] + more;
      double c = table[2] + more;
      double d = table[3] + more;
      double effect = Math.log(a * d / (b * c));
      double weight = 1 / (1 / a + 1 / b + 1 / c + 1 / d + fixed.map(Sums::tauSquared).orElse(0.0));
      return FixedPoint.STANDARD.cells(1, weight, weight * effect, weight * effect * effect, weight * weight);
    }

    @Override
    public boolean stratifiesBySite() {
      return true;
    }

    @Override
    public List<Release> releases() {
      return List.of(Release.Gated.together(
          List.of(PATIENTS), List.of(N, MISSING, TERMS),
          "sums over the sites: of the fixed effect first, then with the weights of random effects"));
    }

    /** Always two legs, so that not even their number tells whether the rule held. */
    @Override
    public Optional<Computation> next(Opened opened) {
      return fixed.isPresent()
          ? Optional.empty()
          : Optional.of(new Studies(groups, outcome, confidence, rule, Optional.of(sums(opened))));
    }

    private static Sums sums(Opened opened) {
      return opened.isOpen(N) ? Sums.of(opened.values(TERMS)) : new Sums(0, 0, 0, 0, 0);
    }

    @Override
    public int maximumLegs() {
      return 2;
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(Exhibit.Forest.of("Odds ratios", Exhibit.Scale.RATIO,
          Exhibit.Estimate.of("fixed effect", "fixed_or", "fixed_low", "fixed_high"),
          Exhibit.Estimate.of("random effects", "random_or", "random_low", "random_high")));
    }

    @Override
    public Answer report(Opened opened) {
      AnswerFields fields = new AnswerFields().texts("groups", groups.values()).texts("outcomes", outcome.values());
      if (!opened.isOpen(N)) {
        return fields.put(N, CountCell.suppressed(rule)).answer();
      }
      Sums first = fixed.orElseGet(() -> sums(opened));
      fields.whole(N, opened.values(N).longAt(0))
          .whole(MISSING, opened.values(MISSING).longAt(0))
          .whole("sites", first.studies());
      effect(fields, "fixed", first);
      heterogeneity(fields, first);
      effect(fields, "random", sums(opened));
      return fields.real("confidence", confidence.level().doubleValue()).answer();
    }

    private void effect(AnswerFields fields, String name, Sums sums) {
      if (sums.studies() == 0 || sums.w() <= 0) {
        fields.none("no site has both groups and both outcomes",
            name + "_or", name + "_low", name + "_high", name + "_log", name + "_se", name + "_p");
        return;
      }
      double effect = sums.wy() / sums.w();
      double error = 1 / Math.sqrt(sums.w());
      double half = StandardNormal.quantile(confidence.tail()) * error;
      fields.real(name + "_or", Math.exp(effect))
          .real(name + "_low", Math.exp(effect - half))
          .real(name + "_high", Math.exp(effect + half))
          .real(name + "_log", effect)
          .real(name + "_se", error)
          .real(name + "_p", StandardNormal.twoSided(effect / error));
    }

    private static void heterogeneity(AnswerFields fields, Sums sums) {
      if (sums.studies() < 2) {
        fields.none("fewer than two sites have both groups and both outcomes", "q", "df", "q_p", "i2", "tau2");
        return;
      }
      long degrees = sums.studies() - 1;
      fields.real("q", sums.q()).whole("df", degrees)
          .real("q_p", ChiSquaredDistribution.of(degrees).survivalProbability(sums.q()))
          .real("i2", sums.q() > degrees ? (sums.q() - degrees) / sums.q() : 0)
          .real("tau2", sums.tauSquared());
    }
  }
}
