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
 * <p>A site with nobody, or whose patients are all of one group or outcome, adds nothing to R − S and V.
 *
 * <p>Source: Mantel and Haenszel, J. Natl. Cancer Inst. 1959; Robins, Breslow and Greenland, Biometrics 1986; as R's
 * {@code mantelhaen.test(correct = FALSE)}.
 *
 * <p>Answer: {@code {groups, outcomes, n, missing, common_or, low, high, confidence, chi2, df, p}};
 * {@code {groups, outcomes, n}} when suppressed.
 *
 * <p>Leakage: whether every cell of the pooled table holds the release rule. If it does: n, the number of rows without group
 * or outcome, which has no threshold of its own, and R, S, U, W and V, scaled by 2^40. No table is opened, a site's or the
 * pooled one. The five sums are fractions, though: where only a few sites with few patients contribute, tables that give
 * just these sums could be searched for.
 *
 * <p>Cost: eleven inputs, a comparison of four elements, products of the four bits in two rounds, and multiplications and
 * openings of seven elements.
 */
public final class MantelHaenszel implements Statistic {
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
    return "mantel-haenszel";
  }

  @Override
  public String summary() {
    return "the odds ratio of two groups that the sites have in common, each site a stratum, and its test";
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients of every cell of the pooled table; if so, the number of rows, that"
        + " of missing values, which has no threshold of its own, and five sums over the sites, from which the results follow;"
        + " no table, neither a site's nor the pooled one, unless so few patients contribute that it can be guessed.";
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
    return new Stratified(groups.orElseThrow(), outcome.orElseThrow(), confidence.orElseThrow(), spec.release());
  }

  private record Stratified(
      RowColumn.Category groups, RowColumn.Category outcome, Confidence confidence, ReleaseRule rule)
      implements Computation {
    @Override
    public LocalAggregation local() {
      long largest = rule.largestCountPerSite();
      List<CellBlock> blocks = List.of(
          CellBlock.counts(N, 1, largest),
          CellBlock.counts(MISSING, 1, largest),
          CellBlock.counts(PATIENTS, CELLS, largest),
          FixedPoint.STANDARD.block(TERMS, SUMS, largest));
      return new LocalAggregation.OfRows(List.of(groups, outcome), blocks, this::fold);
    }

    private LocalAggregate fold(RowTable rows) {
      RowValues group = rows.values(groups);
      RowValues column = rows.values(outcome);
      IntUnaryOperator cell = row -> rows.isComplete(row) ? 2 * group.indexAt(row) + column.indexAt(row) : -1;
      return new LocalAggregate(Map.of(
          N, rows.countRows(1, row -> rows.isComplete(row) ? 0 : -1),
          MISSING, rows.countRows(1, row -> rows.isComplete(row) ? -1 : 0),
          PATIENTS, rows.countPatients(CELLS, cell),
          TERMS, terms(rows.countRows(CELLS, cell))));
    }

    private static IntegerVector terms(IntegerVector table) {
      double a = table.longAt(0);
      double b = table.longAt(1);
      double c = table.longAt(2);
      double d = table.longAt(3);
      double n = a + b + c + d;
      if (n < 2) {
        return IntegerVector.zeros(SUMS);
      }
      double concordant = a * d / n;
      double discordant = b * c / n;
      double variance = (a + b) / n * (c + d) / n * (a + c) * (b + d) / (n - 1);
      return FixedPoint.STANDARD.cells(
          concordant, discordant, (a + d) / n * concordant, (b + c) / n * discordant, variance);
    }

    @Override
    public boolean stratifiesBySite() {
      return true;
    }

    @Override
    public List<Release> releases() {
      return List.of(Release.Gated.together(
          List.of(PATIENTS), List.of(N, MISSING, TERMS), "the sums over sites that the odds ratio and its test follow from"));
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(Exhibit.Forest.of("Common odds ratio", Exhibit.Scale.RATIO,
          Exhibit.Estimate.of("all sites", "common_or", "low", "high")));
    }

    @Override
    public Answer report(Opened opened) {
      AnswerFields fields = new AnswerFields().texts("groups", groups.values()).texts("outcomes", outcome.values());
      if (!opened.isOpen(N)) {
        return fields.put(N, CountCell.suppressed(rule)).answer();
      }
      fields.whole(N, opened.values(N).longAt(0)).whole(MISSING, opened.values(MISSING).longAt(0));
      oddsRatio(fields, opened.values(TERMS));
      test(fields, opened.values(TERMS));
      return fields.answer();
    }

    private void oddsRatio(AnswerFields fields, IntegerVector terms) {
      double r = FixedPoint.STANDARD.real(terms.at(0));
      double s = FixedPoint.STANDARD.real(terms.at(1));
      if (r <= 0 || s <= 0) {
        fields.none(s > 0 ? "the odds ratio is 0" : "the odds ratio is infinite, or no site has both groups and both outcomes",
            "common_or", "low", "high");
        return;
      }
      double u = FixedPoint.STANDARD.real(terms.at(2));
      double w = FixedPoint.STANDARD.real(terms.at(3));
      double variance = u / (2 * r * r) + (r + s - u - w) / (2 * r * s) + w / (2 * s * s);
      double half = StandardNormal.quantile(confidence.tail()) * Math.sqrt(variance);
      fields.real("common_or", r / s)
          .real("low", r / s * Math.exp(-half))
          .real("high", r / s * Math.exp(half))
          .real("confidence", confidence.level().doubleValue());
    }

    private static void test(AnswerFields fields, IntegerVector terms) {
      double variance = FixedPoint.STANDARD.real(terms.at(4));
      if (variance <= 0) {
        fields.none("no site has both groups and both outcomes", "chi2", "df", "p");
        return;
      }
      double difference = FixedPoint.STANDARD.real(terms.at(0).subtract(terms.at(1)));
      double chiSquared = difference * difference / variance;
      fields.real("chi2", chiSquared).whole("df", 1)
          .real("p", ChiSquaredDistribution.of(1).survivalProbability(chiSquared));
    }
  }
}
