package org.jointly.protocols.statistic.survival;

import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.PositiveDefinite;

/**
 * The log-rank test of any number of groups, from events observed and expected and the variance of their difference.
 *
 * <pre>
 *   χ² = (O−E)′V⁻¹(O−E) over all groups but the last, df = groups − 1
 * </pre>
 *
 * <p>Groups in which no event was expected (they were never at risk of one) are left out, as R's {@code survdiff} does.
 *
 * @param observed O per group
 * @param expected E per group
 * @param variance the lower triangle of V, of all groups but the last: rows of V add up to 0
 */
record LogRankTest(long[] observed, double[] expected, double[] variance) {

  /** Adds {@code chi2, df, p}. */
  void report(AnswerFields fields) {
    int[] groups = IntStream.range(0, expected.length).filter(group -> expected[group] > 0).toArray();
    int df = groups.length - 1;
    if (df < 1) {
      fields.none("fewer than two groups were at risk of an event", "chi2", "df", "p");
      return;
    }
    double[][] all = allGroups();
    double[] difference = new double[df];
    double[][] matrix = new double[df][df];
    for (int i = 0; i < df; i++) {
      difference[i] = observed[groups[i]] - expected[groups[i]];
      for (int j = 0; j < df; j++) {
        matrix[i][j] = all[groups[i]][groups[j]];
      }
    }
    PositiveDefinite.of(matrix).map(v -> v.inverseForm(difference)).ifPresentOrElse(
        chi2 -> fields.real("chi2", chi2).whole("df", df).real("p", ChiSquaredDistribution.of(df).survivalProbability(chi2)),
        () -> fields.none("the difference has no variance: no two groups were at risk at one time", "chi2", "df", "p"));
  }

  private double[][] allGroups() {
    int last = expected.length - 1;
    double[][] all = new double[last + 1][last + 1];
    double[][] given = PositiveDefinite.symmetric(variance, last);
    for (int i = 0; i < last; i++) {
      for (int j = 0; j < last; j++) {
        all[i][j] = given[i][j];
        all[i][last] -= given[i][j];
        all[last][i] -= given[i][j];
        all[last][last] += given[i][j];
      }
    }
    return all;
  }
}
