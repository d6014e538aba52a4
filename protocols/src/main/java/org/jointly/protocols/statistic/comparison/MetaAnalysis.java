package org.jointly.protocols.statistic.comparison;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.jointly.protocols.aggregate.FixedPoint;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.parameter.Confidence;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.StandardNormal;

/**
 * The odds ratio of two groups over sites that may differ in it: meta-analysis with fixed and with random effects, each site
 * being a study.
 *
 * <p>Definition, with a site's table a b / c d, groups as rows, y = ln(ad/bc) and v = 1/a + 1/b + 1/c + 1/d, where ½ is
 * added to all four counts at a site that has a 0 among them. A site without both groups and both outcomes is no study. For
 * k studies, three at least:
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
 * <p>Leakage: whether every cell of the pooled table holds the release rule and there are three studies, in one bit. If so: n, the
 * number of rows without group or outcome, which has no threshold of its own, the number of studies k, and Σw, Σwy, Σwy², Σw² for both
 * weights, scaled by 2^40. No site's estimate; but each site can tell the sums over the others, and what {@link MantelHaenszel} says of
 * tables that are searched for holds here.
 *
 * <p>Cost: twice eleven inputs, a comparison of five elements, their product in three rounds, and multiplications and
 * openings of seven elements.
 */
public final class MetaAnalysis implements Statistic {
  private static final int SUMS = 4;

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
    return "whether the release rule holds for the patients of every cell of the pooled table and three sites have an estimate; if"
        + " so, the number of rows, that of missing values, which has no threshold of its own, how many sites have an estimate, and"
        + " sums over the sites, from which the results follow; a site can tell those over the others, and find their"
        + " tables by search if they have some hundred patients.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(SiteTables.GROUPS, SiteTables.OUTCOME, Confidence.PARAMETER);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<SiteTables> tables = SiteTables.read(reader, spec.release());
    Optional<Confidence> confidence = reader.confidence();
    reader.throwProblems();
    return new Studies(tables.orElseThrow(), confidence.orElseThrow(), Optional.empty());
  }

  /** Sums over the studies, of one leg. */
  private record Sums(long studies, double w, double wy, double wyy, double ww) {
    /** Nothing, if nothing was opened. */
    static Sums of(SiteTables tables, Opened opened) {
      if (!tables.isOpen(opened)) {
        return new Sums(0, 0, 0, 0, 0);
      }
      double[] sums = new double[SUMS];
      for (int i = 0; i < SUMS; i++) {
        sums[i] = FixedPoint.STANDARD.real(opened.values(SiteTables.terms()).at(i));
      }
      return new Sums(tables.sites(opened), sums[0], sums[1], sums[2], sums[3]);
    }

    double q() {
      return Math.max(0, wyy - wy * wy / w);
    }

    /** 0 where nothing was opened. */
    double tauSquared() {
      return studies == 0 ? 0 : Math.max(0, (q() - (studies - 1)) / (w - ww / w));
    }
  }

  /** @param fixed what the first leg opened; empty in the first, and of no studies if it was suppressed */
  private record Studies(SiteTables tables, Confidence confidence, Optional<Sums> fixed) implements Computation {
    @Override
    public LocalAggregation local() {
      double bound = bound(tables.rule().largestCountPerSite());
      return tables.local(FixedPoint.STANDARD.block(SiteTables.terms(), SUMS, bound), this::terms);
    }

    /** w is at most (n + 2)/16 and |y| at most 2·ln(2n + 1). */
    private static double bound(long largest) {
      double weight = (largest + 2) / 16.0;
      double effect = 2 * Math.log(2.0 * largest + 1);
      return Math.max(1, Math.max(weight * Math.max(1, weight), weight * Math.max(1, effect * effect)));
    }

    private IntegerVector terms(CrossTable table) {
      double more = LongStream.of(table.cells()).anyMatch(count -> count == 0) ? 0.5 : 0;
      double a = table.cells()[0] + more;
      double b = table.cells()[1] + more;
      double c = table.cells()[2] + more;
      double d = table.cells()[3] + more;
      double effect = Math.log(a * d / (b * c));
      double weight = 1 / (1 / a + 1 / b + 1 / c + 1 / d + fixed.map(Sums::tauSquared).orElse(0.0));
      return FixedPoint.STANDARD.cells(weight, weight * effect, weight * effect * effect, weight * weight);
    }

    @Override
    public boolean stratifiesBySite() {
      return true;
    }

    @Override
    public List<Release> releases() {
      return tables.releases("sums over the sites: of the fixed effect first, then with the weights of random effects");
    }

    /** Always two legs, so that not even their number tells whether the rule held. */
    @Override
    public Optional<Computation> next(Opened opened) {
      return fixed.isPresent()
          ? Optional.empty()
          : Optional.of(new Studies(tables, confidence, Optional.of(Sums.of(tables, opened))));
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
      AnswerFields fields = tables.header(opened);
      if (!tables.isOpen(opened)) {
        return fields.answer();
      }
      Sums here = Sums.of(tables, opened);
      Sums first = fixed.orElse(here);
      effect(fields, "fixed", first);
      heterogeneity(fields, first);
      effect(fields, "random", here);
      return fields.real("confidence", confidence.level().doubleValue()).answer();
    }

    private void effect(AnswerFields fields, String name, Sums sums) {
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
        fields.none("the sites put in other numbers the second time", "q", "df", "q_p", "i2", "tau2");
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
