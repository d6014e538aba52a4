package org.jointly.protocols.statistic.comparison;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.FixedPoint;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.statistic.report.AnswerFields;

/**
 * The sums over the studies of a meta-analysis that its results follow from; public, once opened. What they mean is
 * {@link MetaAnalysis}'s to say.
 *
 * @param studies k
 * @param w Σw
 * @param wy Σwy
 * @param wyy Σwy²
 * @param ww Σw²
 */
record StudySums(long studies, double w, double wy, double wyy, double ww) {
  /** Where nothing was opened. */
  static final StudySums NONE = new StudySums(0, 0, 0, 0, 0);

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
    return new StudySums(studies, sums[0], sums[1], sums[2], sums[3]);
  }

  double effect() {
    return wy / w;
  }

  double standardError() {
    return 1 / Math.sqrt(w);
  }

  double q() {
    return Math.max(0, wyy - wy * wy / w);
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
