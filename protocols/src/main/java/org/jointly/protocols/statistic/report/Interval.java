package org.jointly.protocols.statistic.report;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Confidence limits of proportions, counts and rates, from public counts.
 *
 * <p>Quantiles are solved here: the library's root search stops at an absolute 1e-9, which is far too coarse for the
 * limits of a rare disease.
 */
public record Interval(double low, double high) {
  private static final int STEPS = 2_000;

  /**
   * Exact limits of a proportion x/n: Clopper and Pearson, Biometrika 1934; R's {@code binom.test}.
   *
   * @param tail the probability left out on each side
   */
  public static Interval clopperPearson(long x, long n, double tail) {
    double low = x == 0 ? 0 : betaLower(x, n - x + 1.0, tail);
    double high = x == n ? 1 : betaUpper(x + 1.0, n - x, tail);
    return new Interval(low, high);
  }

  /** Score limits of a proportion: Wilson, JASA 1927; R's {@code prop.test(correct = FALSE)}. */
  public static Interval wilson(long x, long n, double tail) {
    double z = NormalDistribution.of(0, 1).inverseSurvivalProbability(tail);
    double cases = x;
    double others = n - x;
    double half = z * Math.sqrt(cases * others / n + z * z / 4);
    double low = x == 0 ? 0 : (cases + z * z / 2 - half) / (n + z * z);
    double high = x == n ? 1 : (cases + z * z / 2 + half) / (n + z * z);
    return new Interval(low, high);
  }

  /** Exact limits of the mean of a Poisson count: Garwood, Biometrika 1936; R's {@code poisson.test}. */
  public static Interval poisson(long x, double tail) {
    return new Interval(x == 0 ? 0 : gammaLower(x, tail), gammaUpper(x + 1.0, tail));
  }

  /** The limits of something in proportion to this. */
  public Interval times(double factor) {
    return new Interval(low * factor, high * factor);
  }

  /** The quantile with this lower tail of the gamma distribution of scale 1. */
  public static double gammaLower(double shape, double tail) {
    GammaDistribution gamma = GammaDistribution.of(shape, 1);
    return root(x -> gamma.cumulativeProbability(x) - tail, gamma::density, 0, shape);
  }

  /** The quantile with this upper tail of the gamma distribution of scale 1. */
  public static double gammaUpper(double shape, double tail) {
    GammaDistribution gamma = GammaDistribution.of(shape, 1);
    return root(x -> tail - gamma.survivalProbability(x), gamma::density, 0, 2 * shape + 40 - 4 * Math.log(tail));
  }

  private static double betaLower(double a, double b, double tail) {
    BetaDistribution beta = BetaDistribution.of(a, b);
    return root(x -> beta.cumulativeProbability(x) - tail, beta::density, 0, 1);
  }

  private static double betaUpper(double a, double b, double tail) {
    BetaDistribution beta = BetaDistribution.of(a, b);
    return root(x -> tail - beta.survivalProbability(x), beta::density, 0, 1);
  }

  /**
   * Where an increasing function is 0, to the last digits: Newton's steps, and halving wherever one would leave the bracket.
   *
   * @param slope the function's derivative
   */
  private static double root(DoubleUnaryOperator excess, DoubleUnaryOperator slope, double low, double high) {
    double below = low;
    double above = high;
    double x = (low + high) / 2;
    for (int step = 0; step < STEPS; step++) {
      double value = excess.applyAsDouble(x);
      if (value > 0) {
        above = x;
      } else {
        below = x;
      }
      double next = x - value / slope.applyAsDouble(x);
      if (!(next > below && next < above)) {
        next = (below + above) / 2;
      }
      if (Math.abs(next - x) <= 2 * Math.ulp(next)) {
        return next;
      }
      x = next;
    }
    return x;
  }
}
