package org.jointly.protocols.statistic.comparison;

import java.util.List;
import java.util.Optional;
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
 * The odds ratio of two groups that all sites have in common, each site being a stratum: what differs from site to site
 * does not confound it.
 *
 * <p>Definition, over the sites' tables a b / c d with n = a + b + c + d, groups as rows, outcome as columns:
 *
 * <pre>
 *   R = Σ ad/n     P = (a + d)/n     U = Σ P·ad/n     V = Σ (a + b)(c + d)(a + c)(b + d)/(n²(n − 1))
 *   S = Σ bc/n     Q = (b + c)/n     W = Σ Q·bc/n
 *
 *   common odds ratio   R/S
 *   variance of its ln  U/(2R²) + (R + S − U − W)/(2RS) + W/(2S²)      since Σ(P·bc + Q·ad)/n = R + S − U − W
 *   limits              R/S·exp(∓z·√variance)
 *   χ²                  (R − S)²/V, 1 degree of freedom                  since Σ(a − E(a)) = R − S
 * </pre>
 *
 * <p>A site with nobody, or whose patients are all of one group or outcome, adds nothing.
 *
 * <p>Source: Mantel and Haenszel, J. Natl. Cancer Inst. 1959; Robins, Breslow and Greenland, Biometrics 1986; as R's
 * {@code mantelhaen.test(correct = FALSE)}.
 *
 * <p>Answer: {@code {groups, outcomes, n, missing, sites, common_or, low, high, confidence, chi2, df, p}};
 * {@code {groups, outcomes, n}} when suppressed.
 *
 * <p>Leakage: whether every cell of the pooled table holds the release rule and three sites have both groups and both outcomes, in one
 * bit. If so: n, the number of rows without group or outcome, where it is 0 or of enough patients, how many sites these are, and R, S, U,
 * W and V, scaled by 2^64. No table is opened, a site's or the pooled one. The five sums are fractions, though, and as exact as
 * results are: unless sites have many thousands of patients, tables that give just these sums can be found by search, the sooner by a
 * site, which can subtract its own. Two sites' tables of 73 patients took half a second.
 *
 * <p>Cost: eleven inputs, a comparison of five elements, their product in three rounds, and multiplications and openings of eight
 * elements.
 */
public final class MantelHaenszel implements Statistic {
  private static final int SUMS = 5;

  /** Where few are exposed and fewer have the outcome, U or W is 10^-7, and limits rest on it. */
  private static final FixedPoint FIXED = new FixedPoint(64);

  @Override
  public String name() {
    return "mantel-haenszel";
  }

  @Override
  public String summary() {
    return "the odds ratio of two groups that the sites have in common, each site a stratum, and its test";
  }

  @Override
  public Group group() {
    return Group.TESTS;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients of every cell of the pooled table and three sites have both groups and both"
        + " outcomes; if so, the number of rows, that of missing values, where it is 0 or of enough patients, how many sites these are, and"
        + " five sums over the sites, from which the results follow; no table, but of some hundred"
        + " patients at two sites a third can find them by search.";
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
    return new Stratified(tables.orElseThrow(), confidence.orElseThrow());
  }

  private record Stratified(SiteTables tables, Confidence confidence) implements Computation {
    @Override
    public LocalAggregation local() {
      return tables.local(
          FIXED.block(SiteTerms.TERMS, SUMS, tables.rule().largestCountPerSite()), Stratified::terms);
    }

    private static IntegerVector terms(CrossTable table) {
      double a = table.cells()[0];
      double b = table.cells()[1];
      double c = table.cells()[2];
      double d = table.cells()[3];
      double n = a + b + c + d;
      double concordant = a * d / n;
      double discordant = b * c / n;
      double variance = (a + b) / n * (c + d) / n * (a + c) * (b + d) / (n - 1);
      return FIXED.cells(
          concordant, discordant, (a + d) / n * concordant, (b + c) / n * discordant, variance);
    }

    @Override
    public boolean stratifiesBySite() {
      return true;
    }

    @Override
    public List<Release> releases() {
      return tables.site().releases(
          "how many rows have all values, how many sites count, and five sums over the sites");
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(Exhibit.Forest.of("Common odds ratio", Exhibit.Scale.RATIO,
          Exhibit.Estimate.of("all sites", "common_or", "low", "high")));
    }

    @Override
    public Answer report(Opened opened) {
      AnswerFields fields = tables.header(opened);
      if (tables.site().isOpen(opened)) {
        oddsRatio(fields, tables.site().terms(opened));
        test(fields, tables.site().terms(opened));
      }
      return fields.answer();
    }

    private void oddsRatio(AnswerFields fields, IntegerVector terms) {
      double r = FIXED.real(terms.at(0));
      double s = FIXED.real(terms.at(1));
      if (r <= 0 || s <= 0) {
        fields.none(s > 0 ? "the odds ratio is 0" : "the odds ratio is infinite", "common_or", "low", "high");
        return;
      }
      double u = FIXED.real(terms.at(2));
      double w = FIXED.real(terms.at(3));
      double mixed = FIXED.real(terms.at(0).add(terms.at(1)).subtract(terms.at(2)).subtract(terms.at(3)));
      double variance = u / (2 * r * r) + mixed / (2 * r * s) + w / (2 * s * s);
      double half = StandardNormal.quantile(confidence.tail()) * Math.sqrt(variance);
      fields.real("common_or", r / s)
          .real("low", r / s * Math.exp(-half))
          .real("high", r / s * Math.exp(half))
          .real("confidence", confidence.level().doubleValue());
    }

    private static void test(AnswerFields fields, IntegerVector terms) {
      double variance = FIXED.real(terms.at(4));
      double difference = FIXED.real(terms.at(0).subtract(terms.at(1)));
      double chiSquared = difference * difference / variance;
      fields.real("chi2", chiSquared).whole("df", 1)
          .real("p", ChiSquaredDistribution.of(1).survivalProbability(chiSquared));
    }
  }
}
