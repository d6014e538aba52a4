package org.jointly.protocols.statistic.comparison;

import java.util.Arrays;

/**
 * Fisher's exact test of a 2 × 2 table, with the conditional maximum likelihood estimate of the odds ratio.
 *
 * <p>Given the margins, the first cell x has the noncentral hypergeometric distribution P(x; ω) ~ w(x)·ω^x with w the
 * hypergeometric weights. Two-sided p: the sum over all tables that are at most as probable as the one observed, with the
 * relative tolerance 1e-7 of R's {@code fisher.test}. Estimate: the ω at which the mean is x. Limits: the ω at which a
 * tail is α/2. Roots are sought as R seeks them (see {@link BrentRoot}): they are R's numbers, which themselves are good to
 * about 1e-5.
 *
 * <p>Source: Fisher, J. R. Statist. Soc. 1935.
 */
final class FisherTest {
  /** Larger tables take too long, and do not need an exact test. */
  static final int MAXIMUM_TABLES = 1_000_000;
  private static final double TIES = 1 + 1e-7;
  private static final double PRECISION = 0x1p-52;

  /** ln w(low + i) − ln w(x). */
  private final double[] logWeights;
  /** The place of the observed x. */
  private final int observed;
  private final long low;

  /** The table a b / c d; see {@link #tables}. */
  FisherTest(long a, long b, long c, long d) {
    long row = a + b;
    long column = a + c;
    long other = b + d;
    this.low = Math.max(0, row - other);
    this.observed = Math.toIntExact(a - low);
    this.logWeights = new double[Math.toIntExact(tables(a, b, c, d))];
    for (int i = observed + 1; i < logWeights.length; i++) {
      logWeights[i] = logWeights[i - 1] + logRatio(row, column, other, low + i);
    }
    for (int i = observed - 1; i >= 0; i--) {
      logWeights[i] = logWeights[i + 1] - logRatio(row, column, other, low + i + 1);
    }
  }

  /** How many tables have these margins. */
  static long tables(long a, long b, long c, long d) {
    return Math.min(a + b, a + c) - Math.max(0, a - d) + 1;
  }

  /** ln w(x)/w(x − 1). */
  private static double logRatio(long row, long column, long other, long x) {
    return Math.log((double) (column - x + 1) / x) + Math.log((double) (row - x + 1) / (other - row + x));
  }

  double twoSided() {
    double[] probabilities = probabilities(1);
    double most = probabilities[observed] * TIES;
    return Math.min(1, Arrays.stream(probabilities).filter(probability -> probability <= most).sum());
  }

  /** Infinite if no table has a larger first cell. */
  double oddsRatio() {
    if (observed == 0) {
      return 0;
    }
    if (observed == logWeights.length - 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = low + observed;
    double mean = mean(1);
    if (mean > x) {
      return BrentRoot.between(0, 1, ratio -> mean(ratio) - x);
    }
    return mean < x ? 1 / BrentRoot.between(PRECISION, 1, inverse -> mean(1 / inverse) - x) : 1;
  }

  /** @param tail α/2 */
  double lower(double tail) {
    if (observed == 0) {
      return 0;
    }
    double probability = atLeast(1);
    if (probability > tail) {
      return BrentRoot.between(0, 1, ratio -> atLeast(ratio) - tail);
    }
    return probability < tail ? 1 / BrentRoot.between(PRECISION, 1, inverse -> atLeast(1 / inverse) - tail) : 1;
  }

  /** @param tail α/2 */
  double upper(double tail) {
    if (observed == logWeights.length - 1) {
      return Double.POSITIVE_INFINITY;
    }
    double probability = atMost(1);
    if (probability < tail) {
      return BrentRoot.between(0, 1, ratio -> atMost(ratio) - tail);
    }
    return probability > tail ? 1 / BrentRoot.between(PRECISION, 1, inverse -> atMost(1 / inverse) - tail) : 1;
  }

  private double mean(double ratio) {
    double[] probabilities = probabilities(ratio);
    double sum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      sum += (low + i) * probabilities[i];
    }
    return sum;
  }

  private double atLeast(double ratio) {
    double[] probabilities = probabilities(ratio);
    return Arrays.stream(probabilities, observed, probabilities.length).sum();
  }

  private double atMost(double ratio) {
    return Arrays.stream(probabilities(ratio), 0, observed + 1).sum();
  }

  /** P(low + i; ω) for every table; at ω = 0 all is on the first. */
  private double[] probabilities(double ratio) {
    double[] terms = new double[logWeights.length];
    if (ratio == 0) {
      terms[0] = 1;
      return terms;
    }
    double log = Math.log(ratio);
    Arrays.setAll(terms, i -> logWeights[i] + (i - observed) * log);
    double most = Arrays.stream(terms).max().orElse(0);
    Arrays.setAll(terms, i -> Math.exp(terms[i] - most));
    double sum = Arrays.stream(terms).sum();
    Arrays.setAll(terms, i -> terms[i] / sum);
    return terms;
  }
}
