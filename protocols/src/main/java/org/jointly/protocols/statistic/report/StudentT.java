package org.jointly.protocols.statistic.report;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Student's t distribution, to full double precision.
 *
 * @param degrees of freedom, above 0, whole or not
 */
public record StudentT(double degrees) {

  /** The t with this upper tail. The library's root search stops at 1e-9; one Newton step takes it to full precision. */
  public double quantile(double tail) {
    TDistribution student = TDistribution.of(degrees);
    double near = student.inverseSurvivalProbability(tail);
    return near + (student.survivalProbability(near) - tail) / student.density(near);
  }

  /** The two-sided p-value of a statistic. */
  public double twoSided(double t) {
    return 2 * TDistribution.of(degrees).survivalProbability(Math.abs(t));
  }
}
