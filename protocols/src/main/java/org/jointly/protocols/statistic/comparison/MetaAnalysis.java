package org.jointly.protocols.statistic.comparison;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.integer.IntegerVector;
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
 * number of rows without group or outcome, where it is 0 or of enough patients, the number of studies k, and Σw, Σwy, Σwy², Σw² for both
 * weights, scaled by 2^40. No site's estimate; but each site can tell the sums over the others, and what {@link MantelHaenszel} says of
 * tables that are searched for holds here.
 *
 * <p>Cost: twice eleven inputs, a comparison of five elements, their product in three rounds, and multiplications and
 * openings of seven elements.
 */
public final class MetaAnalysis implements Statistic {
  static final String REASON =
      "how many rows have all values, how many sites have an estimate, and sums over those of weights and of"
          + " weighted effects: for the fixed effect first, then with the weights of random effects";

  @Override
  public String name() {
    return "meta-analysis";
  }

  @Override
  public String summary() {
    return "the odds ratio of two groups over sites that may differ in it: fixed effect, DerSimonian-Laird, Q, I² and τ²";
  }

  @Override
  public Group group() {
    return Group.META_ANALYSIS;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients of every cell of the pooled table and three sites have an estimate; if"
        + " so, the number of rows, that of missing values, where it is 0 or of enough patients, how many sites have an estimate, and"
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
    return new PooledEffects(new OddsRatios(tables.orElseThrow()), confidence.orElseThrow());
  }

  private record OddsRatios(SiteTables tables) implements StudyEffect {
    @Override
    public LocalAggregation local(double tauSquared) {
      double bound = bound(tables.rule().largestCountPerSite());
      return tables.local(StudySums.block(SiteTerms.TERMS, bound), table -> terms(table, tauSquared));
    }

    /** w is at most (n + 2)/16 and |y| at most 2·ln(2n + 1). */
    private static double bound(long largest) {
      double weight = (largest + 2) / 16.0;
      double effect = 2 * Math.log(2.0 * largest + 1);
      return Math.max(1, Math.max(weight * Math.max(1, weight), weight * Math.max(1, effect * effect)));
    }

    private static IntegerVector terms(CrossTable table, double tauSquared) {
      double more = LongStream.of(table.cells()).anyMatch(count -> count == 0) ? 0.5 : 0;
      double a = table.cells()[0] + more;
      double b = table.cells()[1] + more;
      double c = table.cells()[2] + more;
      double d = table.cells()[3] + more;
      return StudySums.terms(Math.log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d + tauSquared);
    }

    @Override
    public List<Release> releases() {
      return tables.site().releases(REASON);
    }

    @Override
    public boolean isOpen(Opened opened) {
      return tables.site().isOpen(opened);
    }

    @Override
    public StudySums sums(Opened opened) {
      return StudySums.of(tables.site().sites(opened), tables.site().terms(opened));
    }

    @Override
    public AnswerFields header(Opened opened) {
      return tables.header(opened);
    }

    /** An effect is the logarithm of a ratio. */
    @Override
    public double unit() {
      return 1;
    }

    @Override
    public void reportEstimate(AnswerFields fields, String name, double effect, double half) {
      fields.real(name + "_or", Math.exp(effect))
          .real(name + "_low", Math.exp(effect - half))
          .real(name + "_high", Math.exp(effect + half))
          .real(name + "_log", effect);
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(Exhibit.Forest.of("Odds ratios", Exhibit.Scale.RATIO,
          Exhibit.Estimate.of("fixed effect", "fixed_or", "fixed_low", "fixed_high"),
          Exhibit.Estimate.of("random effects", "random_or", "random_low", "random_high")));
    }
  }
}
