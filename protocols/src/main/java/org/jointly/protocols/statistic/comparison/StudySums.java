package org.jointly.protocols.statistic.comparison;

import java.math.BigInteger;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.FixedPoint;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.SampleMoments;

/**
 * The sums over the studies of a meta-analysis that its results follow from; public, once opened. What they mean is
 * {@link MetaAnalysis}'s to say.
 *
 * @param studies k
 * @param w Σw
 * @param wy Σwy
 * @param ww Σw²
 * @param q Q; 0 where no more is left of it than what is rounded at the sites, as with effects that are all alike
 */
record StudySums(long studies, double w, double wy, double ww, double q) {
  /** Where nothing was opened. */
  static final StudySums NONE = new StudySums(0, 0, 0, 0, 0);

  /** What a few roundings of a double change relatively. */
  private static final double ROUNDED = 0x1p-50;

  private static final int TERMS = 4;

  /** @param bound on w, wy, wy² and w² of one study */
  static CellBlock block(String name, double bound) {
    return FixedPoint.STANDARD.block(name, TERMS, bound);
  }

  /** The terms of one study, as it puts them in. */
  static IntegerVector terms(double effect, double variance) {
    double weight = 1 / variance;
    return FixedPoint.STANDARD.cells(weight, weight * effect, weight * effect * effect, weight * weight);
  }

  static StudySums of(long studies, IntegerVector terms) {
    double[] sums = new double[TERMS];
    for (int i = 0; i < TERMS; i++) {
      sums[i] = FixedPoint.STANDARD.real(terms.at(i));
    }
    return new StudySums(studies, sums[0], sums[1], sums[3], q(studies, terms, sums));
  }

  /** Σwy² − (Σwy)²/Σw, exact up to one division. */
  private static double q(long studies, IntegerVector terms, double... sums) {
    if (terms.at(0).signum() <= 0) {
      return Double.NaN;
    }
    BigInteger deviations = terms.at(0).multiply(terms.at(2)).subtract(terms.at(1).pow(2));
    double q = FixedPoint.STANDARD.real(BigInteger.ONE) * SampleMoments.quotient(deviations, terms.at(0));
    double effect = 1 + Math.abs(sums[1] / sums[0]);
    double rounded = studies * FixedPoint.STANDARD.real(BigInteger.ONE) / 2 * effect * effect + ROUNDED * sums[2];
    return q <= rounded ? 0 : q;
  }

  double effect() {
    return wy / w;
  }

  double standardError() {
    return 1 / Math.sqrt(w);
  }

  /** τ²; 0 where nothing was opened. */
  double tauSquared() {
    return studies == 0 ? 0 : Math.max(0, (q() - (studies - 1)) / (w - ww / w));
  }

  /** @param unit of the effects, in those of the answer */
  void reportHeterogeneity(AnswerFields fields, double unit) {
    if (studies < 2) {
      fields.none("the sites put in other numbers the second time", "q", "df", "q_p", "i2", "tau2");
      return;
    }
    long degrees = studies - 1;
    fields.real("q", q()).whole("df", degrees)
        .real("q_p", ChiSquaredDistribution.of(degrees).survivalProbability(q()))
        .real("i2", q() > degrees ? (q() - degrees) / q() : 0)
        .real("tau2", tauSquared() * unit * unit);
  }
}
