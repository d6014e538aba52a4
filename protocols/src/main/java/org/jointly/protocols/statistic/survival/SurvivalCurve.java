package org.jointly.protocols.statistic.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * A Kaplan-Meier curve with its limits: public arithmetic on opened counts.
 *
 * <pre>
 *   S = Π (1 − d/n)      Greenwood: V = Σ d/(n·(n − d)), the variance of log S
 *   log       exp(log S ∓ z·√V), at most 1        log-log   exp(−exp(log(−log S) ∓ z·√V/log S))
 *   least     Π (1 − d/(n − c)), c of n at risk may be censored before the interval's last event
 * </pre>
 *
 * <p>Where times are merged, whoever may be at risk is in S, and whoever may not be is not in <em>least</em>. With all times known the factors would
 * be Π (1 − d_i/n_i), with n_i between the patients left of n and those left of n − c; so that curve lies between the two at each
 * interval's end.
 *
 * <p>As R's {@code survfit}: where S is 0 there are no limits, and with log-log none where it is 1 although somebody has been censored; a median is the first time at which a curve is below one half, or
 * half way to the next step where it stays at one half.
 */
record SurvivalCurve(List<Point> points) {
  private static final double HALF_TOLERANCE = Math.sqrt(Math.ulp(1.0));

  /**
   * The end of an interval.
   *
   * @param least what the survival is at least, were all times known
   * @param low NaN where there is none, as {@code high} and {@code error}
   */
  record Point(
      double time, long atRisk, long events, long censored, double survival, double least, double error, double low, double high) {}

  static SurvivalCurve of(List<LifeTable.Interval> intervals, double quantile, boolean logLog) {
    double survival = 1;
    double least = 1;
    double greenwood = 0;
    boolean anybodyLeft = false;
    List<Point> points = new ArrayList<>();
    for (LifeTable.Interval interval : intervals) {
      double d = interval.events();
      double n = interval.atRisk();
      if (n == 0) {
        break;
      }
      survival *= (n - d) / n;
      double staying = interval.atRiskLeast();
      least *= staying == 0 ? 1 : (staying - d) / staying;
      greenwood += d == 0 ? 0 : d / (n * (n - d));
      anybodyLeft |= interval.events() + interval.censored() > 0;
      double[] limits =
          anybodyLeft ? limits(survival, quantile * Math.sqrt(greenwood), logLog) : new double[] {1, 1};
      double error = survival == 0 ? Double.NaN : survival * Math.sqrt(greenwood);
      points.add(new Point(interval.end(), interval.atRisk(), interval.events(), interval.censored(), survival, least, error,
          limits[0], limits[1]));
    }
    return new SurvivalCurve(List.copyOf(points));
  }

  private static double[] limits(double survival, double half, boolean logLog) {
    if (survival == 0 || survival == 1 && logLog) {
      return new double[] {Double.NaN, Double.NaN};
    }
    if (survival == 1) {
      return new double[] {1, 1};
    }
    double log = Math.log(survival);
    if (!logLog) {
      return new double[] {Math.exp(log - half), Math.min(1, Math.exp(log + half))};
    }
    return new double[] {
        Math.exp(-Math.exp(Math.log(-log) - half / log)), Math.exp(-Math.exp(Math.log(-log) + half / log))};
  }

  long n() {
    return points.isEmpty() ? 0 : points.get(0).atRisk();
  }

  long events() {
    return points.stream().mapToLong(Point::events).sum();
  }

  /** The first time at which a curve falls below one half; empty if it does not. */
  OptionalDouble median(ToDoubleFunction<Point> curve) {
    for (int i = 0; i < points.size(); i++) {
      double here = curve.applyAsDouble(points.get(i));
      if (here < 0.5 + HALF_TOLERANCE) {
        double time = points.get(i).time();
        return Math.abs(here - 0.5) < HALF_TOLERANCE ? OptionalDouble.of(halfWay(curve, i, here, time)) : OptionalDouble.of(time);
      }
    }
    return OptionalDouble.empty();
  }

  /** The last time until which the curve was not yet below one half, were all times known; 0 if there is none. */
  double medianAfter() {
    return points.stream().takeWhile(point -> point.least() > 0.5 + HALF_TOLERANCE).mapToDouble(Point::time).reduce(0, (first, last) -> last);
  }

  private double halfWay(ToDoubleFunction<Point> curve, int from, double level, double time) {
    return points.stream().skip(from)
        .filter(point -> curve.applyAsDouble(point) < level)
        .findFirst()
        .map(point -> (time + point.time()) / 2)
        .orElse(time);
  }
}
