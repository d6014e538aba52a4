package org.jointly.protocols.statistic.survival;

import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.statistic.report.PositiveDefinite;

/**
 * The log-rank terms of one stratum, summed over its distinct times: with d events among n at risk, of which n_g in group g,
 *
 * <pre>
 *   E_g  = Σ d·n_g/n
 *   V_gh = Σ d·(n−d)/(n−1) · (n_g/n)·([g=h] − n_h/n)        0 where n = 1
 * </pre>
 *
 * <p>Secret at a site; not printed.
 */
final class LogRankTerms {
  private final long[] observed;
  private final double[] expected;
  private final double[] variance;

  LogRankTerms(int groups) {
    this.observed = new long[groups];
    this.expected = new double[groups];
    this.variance = new double[PositiveDefinite.triangle(groups - 1)];
  }

  static LogRankTerms of(SurvivalTimes times, RowValues group, int groups) {
    LogRankTerms terms = new LogRankTerms(groups);
    long[] atRisk = new long[groups];
    times.forEachTime((rows, from, to) -> {
      long[] events = new long[groups];
      for (int i = from; i < to; i++) {
        atRisk[group.indexAt(rows[i])]++;
        events[group.indexAt(rows[i])] += times.isEvent(rows[i]) ? 1 : 0;
      }
      terms.add(events, atRisk);
    });
    return terms;
  }

  /** Adds the terms of one time. */
  void add(long[] events, long[] atRisk) {
    double d = 0;
    double n = 0;
    for (int g = 0; g < observed.length; g++) {
      observed[g] += events[g];
      d += events[g];
      n += atRisk[g];
    }
    if (d == 0) {
      return;
    }
    double scale = n > 1 ? d * (n - d) / (n - 1) : 0;
    int next = 0;
    for (int g = 0; g < observed.length; g++) {
      expected[g] += d * atRisk[g] / n;
      for (int h = 0; h <= g && g < observed.length - 1; h++) {
        variance[next++] += scale * (atRisk[g] / n) * ((g == h ? 1 : 0) - atRisk[h] / n);
      }
    }
  }

  long[] observed() {
    return observed.clone();
  }

  double[] expected() {
    return expected.clone();
  }

  double[] variance() {
    return variance.clone();
  }
}
