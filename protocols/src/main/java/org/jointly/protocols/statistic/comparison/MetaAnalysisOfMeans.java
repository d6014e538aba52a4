package org.jointly.protocols.statistic.comparison;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.parameter.Confidence;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.SampleMoments;

/**
 * The difference of two groups' means over sites that may differ in it: meta-analysis with fixed and with random effects, each
 * site being a study.
 *
 * <p>Definition, with a site's n, mean m and variance s² of group 1 and 2: y = m1 − m2 and v = s1²/n1 + s2²/n2; from these the
 * pooled effects, Q, I² and τ² as {@link MetaAnalysis} has them. A site is a study if both groups have two rows and √v is at
 * least a millionth (2^−20) of the width of the value's bounds: one whose values are all alike would have all the weight.
 *
 * <p>Sites compute in units of that width, so that w ≥ 2 and |y| ≤ 1 and fixed point loses nothing that shows: w² ≤ 2^80.
 *
 * <p>Source: Hedges and Olkin, Statistical Methods for Meta-Analysis, 1985; DerSimonian and Laird, Control. Clin. Trials 1986;
 * the raw mean differences ("MD") of R's metafor.
 *
 * <p>Answer: {@code {groups, n, missing, sites, fixed_difference, fixed_low, fixed_high, fixed_se, fixed_p, q, df, q_p, i2, tau2,
 * random_difference, random_low, random_high, random_se, random_p, confidence}}; {@code {groups, n}} when suppressed.
 *
 * <p>Leakage: whether both groups hold the release rule and there are three studies, in one bit. If so: n, the number of rows
 * without value or group, where it is 0 or of enough patients, the number of studies k, and Σw, Σwy, Σwy², Σw² for both weights,
 * scaled by 2^40. No site's estimate; but each site can tell the sums over the others, and of values as few as a table's what
 * {@link MantelHaenszel} says of tables that are searched for holds here.
 *
 * <p>Cost: twice nine inputs, a comparison of three elements, their product in two rounds, and multiplications and openings of
 * seven elements.
 */
public final class MetaAnalysisOfMeans implements Statistic {
  @Override
  public String name() {
    return "meta-analysis-means";
  }

  @Override
  public String summary() {
    return "the difference of two groups' means over sites that may differ in it: fixed effect, DerSimonian-Laird, Q, I² and τ²";
  }

  @Override
  public Group group() {
    return Group.META_ANALYSIS;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients of both groups and three sites have an estimate; if so, the number of"
        + " rows, that of missing values, where it is 0 or of enough patients, how many sites have an estimate, and sums over the"
        + " sites, from which the results follow; a site can tell those over the others, and where the column has few values,"
        + " such as 0 and 1, find their tables by search if they have some hundred patients.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(GroupedMoments.VALUE, GroupedMoments.TWO_GROUPS, Confidence.PARAMETER);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<RowColumn.Number> value = reader.measure(GroupedMoments.VALUE);
    Optional<RowColumn.Category> groups = reader.categories(GroupedMoments.TWO_GROUPS, 2, 2);
    Optional<Confidence> confidence = reader.confidence();
    reader.throwProblems();
    return new PooledEffects(
        new Differences(value.orElseThrow(), groups.orElseThrow(), spec.release()), confidence.orElseThrow());
  }

  private record Differences(RowColumn.Number value, RowColumn.Category groups, ReleaseRule rule) implements StudyEffect {
    private static final double LEAST_VARIANCE = 0x1p-40;
    private static final double LARGEST_TERM = 0x1p80;

    private SiteTerms site() {
      return new SiteTerms(rule);
    }

    @Override
    public LocalAggregation local(double tauSquared) {
      return site().local(List.of(value, groups), groups.values().size(), rows -> rows.values(groups)::indexAt,
          StudySums.block(SiteTerms.TERMS, LARGEST_TERM), rows -> terms(rows, tauSquared));
    }

    private Optional<IntegerVector> terms(RowTable rows, double tauSquared) {
      List<SampleMoments> moments = new GroupedMoments(value, groups, rule.largestCountPerSite()).of(rows);
      SampleMoments one = moments.get(0);
      SampleMoments two = moments.get(1);
      if (one.n().min(two.n()).compareTo(BigInteger.TWO) < 0) {
        return Optional.empty();
      }
      double variance = (varianceOfMean(one) + varianceOfMean(two)) / (unit() * unit());
      return variance >= LEAST_VARIANCE
          ? Optional.of(StudySums.terms(one.meanLess(two) / unit(), variance + tauSquared))
          : Optional.empty();
    }

    private static double varianceOfMean(SampleMoments group) {
      return group.variance() / group.n().doubleValue();
    }

    @Override
    public List<Release> releases() {
      return site().releases(MetaAnalysis.REASON);
    }

    @Override
    public boolean isOpen(Opened opened) {
      return site().isOpen(opened);
    }

    @Override
    public StudySums sums(Opened opened) {
      return StudySums.of(site().sites(opened), site().terms(opened));
    }

    @Override
    public AnswerFields header(Opened opened) {
      return site().header(new AnswerFields().texts("groups", groups.values()), opened);
    }

    /** The width of the bounds. */
    @Override
    public double unit() {
      return (value.largest() - (double) value.smallest()) / value.scale().doubleValue();
    }

    @Override
    public void reportEstimate(AnswerFields fields, String name, double effect, double half) {
      fields.real(name + "_difference", effect)
          .real(name + "_low", effect - half)
          .real(name + "_high", effect + half);
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(Exhibit.Forest.of("Differences of the means", Exhibit.Scale.DIFFERENCE,
          Exhibit.Estimate.of("fixed effect", "fixed_difference", "fixed_low", "fixed_high"),
          Exhibit.Estimate.of("random effects", "random_difference", "random_low", "random_high")));
    }
  }
}
