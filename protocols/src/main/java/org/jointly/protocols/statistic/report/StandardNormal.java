package org.jointly.protocols.statistic.report;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution, to full double precision. */
public final class StandardNormal {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private StandardNormal() {}

  /** The two-sided p-value of a statistic. */
  public static double twoSided(double z) {
    return 2 * NORMAL.survivalProbability(Math.abs(z));
  }

  /** The z with this upper tail, after one Newton step. */
  public static double quantile(double tail) {
    double near = NORMAL.inverseSurvivalProbability(tail);
    return near + (NORMAL.survivalProbability(near) - tail) / NORMAL.density(near);
  }
}
