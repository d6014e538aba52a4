package org.jointly.protocols.statistic.survival;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.jointly.protocols.statistic.report.PositiveDefinite;

/**
 * The log partial likelihood of one stratum at given coefficients, with its score and information.
 *
 * <p>With the sums over those at risk S0 = Σr, S1 = Σr·x, S2 = Σr·xx′, r = exp(x′β), and T0, T1, T2 the same over the d events
 * at one time:
 *
 * <pre>
 *   Breslow   S used d times
 *   Efron     S − (l/d)·T for l = 0 … d−1
 *   loglik  += Σ x′β over events − Σ log S0
 *   score   += Σ x over events   − Σ S1/S0
 *   information                  += Σ (S2/S0 − S1·S1′/S0²)
 * </pre>
 *
 * <p>None of it changes when a vector is taken from all x: here their mean in the stratum, so that nothing cancels where values lie close to
 * each other within wide bounds.
 *
 * <p>Source: Breslow, Biometrics 1974; Efron, JASA 1977. Secret at a site; not printed.
 */
final class CoxTerms {
  /** On the linear predictor, beyond which nothing changes that matters; bounds the likelihood while the iteration still overshoots. */
  static final double MAXIMUM_PREDICTOR = 50;

  private final int size;
  private final boolean efron;
  private double loglik;
  private final double[] score;
  private final double[] information;

  private CoxTerms(int size, boolean efron) {
    this.size = size;
    this.efron = efron;
    this.score = new double[size];
    this.information = new double[PositiveDefinite.triangle(size)];
  }

  static CoxTerms of(SurvivalTimes times, IntFunction<double[]> design, double[] coefficients, boolean efron) {
    CoxTerms terms = new CoxTerms(coefficients.length, efron);
    double[] centre = mean(times, design, coefficients.length);
    Sums atRisk = new Sums(coefficients.length);
    times.forEachTime((rows, from, to) -> {
      Sums dying = new Sums(coefficients.length);
      int events = 0;
      for (int i = from; i < to; i++) {
        double[] x = design.apply(rows[i]);
        Arrays.setAll(x, j -> x[j] - centre[j]);
        double eta = Math.max(-MAXIMUM_PREDICTOR, Math.min(MAXIMUM_PREDICTOR, product(x, coefficients)));
        atRisk.add(x, Math.exp(eta));
        if (times.isEvent(rows[i])) {
          dying.add(x, Math.exp(eta));
          terms.event(x, eta);
          events++;
        }
      }
      terms.time(events, atRisk, dying);
    });
    return terms;
  }

  private static double[] mean(SurvivalTimes times, IntFunction<double[]> design, int size) {
    double[] mean = new double[size];
    times.forEachTime((rows, from, to) -> {
      for (int i = from; i < to; i++) {
        double[] x = design.apply(rows[i]);
        Arrays.setAll(mean, j -> mean[j] + x[j] / times.rows());
      }
    });
    return mean;
  }

  private static double product(double[] x, double[] coefficients) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * coefficients[i];
    }
    return sum;
  }

  private void event(double[] x, double eta) {
    loglik += eta;
    for (int i = 0; i < size; i++) {
      score[i] += x[i];
    }
  }

  private void time(int events, Sums atRisk, Sums dying) {
    for (int l = 0; l < events; l++) {
      double part = efron ? l / (double) events : 0;
      double sum = atRisk.weights - part * dying.weights;
      double[] mean = new double[size];
      for (int i = 0; i < size; i++) {
        mean[i] = (atRisk.first[i] - part * dying.first[i]) / sum;
        score[i] -= mean[i];
      }
      int next = 0;
      for (int i = 0; i < size; i++) {
        for (int j = 0; j <= i; j++) {
          double second = (atRisk.second[next] - part * dying.second[next]) / sum;
          information[next++] += second - mean[i] * mean[j];
        }
      }
      loglik -= Math.log(sum);
    }
  }

  double loglik() {
    return loglik;
  }

  double[] score() {
    return score.clone();
  }

  /** The lower triangle, row by row. */
  double[] information() {
    return information.clone();
  }

  private static final class Sums {
    private double weights;
    private final double[] first;
    private final double[] second;

    Sums(int size) {
      this.first = new double[size];
      this.second = new double[PositiveDefinite.triangle(size)];
    }

    void add(double[] x, double weight) {
      weights += weight;
      int next = 0;
      for (int i = 0; i < x.length; i++) {
        first[i] += weight * x[i];
        for (int j = 0; j <= i; j++) {
          second[next++] += weight * x[i] * x[j];
        }
      }
    }
  }
}
