package org.jointly.protocols.statistic.comparison;

import java.util.function.DoubleUnaryOperator;

/**
 * A root of a function by Brent's method, stopped where R's {@code uniroot} stops.
 *
 * <p>The tolerance is that of {@code uniroot}, 2^−13, so that what follows from the root is what R prints, to the last
 * digits, and not a more accurate number.
 *
 * <p>Source: Brent, Algorithms for Minimization without Derivatives, 1973, chapter 4.
 */
final class BrentRoot {
  /** The fourth root of the double precision 2^−52. */
  private static final double TOLERANCE = 0x1p-13;
  private static final double PRECISION = 0x1p-52;
  private static final int MAXIMUM_STEPS = 1000;

  private BrentRoot() {}

  /** The root between two points where the function has different signs, or is 0. */
  static double between(double low, double high, DoubleUnaryOperator function) {
    double a = low;
    double b = high;
    double fa = function.applyAsDouble(a);
    double fb = function.applyAsDouble(b);
    if (fa == 0) {
      return a;
    }
    double c = a;
    double fc = fa;
    for (int i = 0; i < MAXIMUM_STEPS; i++) {
      double last = b - a;
      if (Math.abs(fc) < Math.abs(fb)) {
        a = b;
        b = c;
        c = a;
        fa = fb;
        fb = fc;
        fc = fa;
      }
      double least = 2 * PRECISION * Math.abs(b) + TOLERANCE / 2;
      double half = (c - b) / 2;
      if (Math.abs(half) <= least || fb == 0) {
        return b;
      }
      double step = half;
      if (Math.abs(last) >= least && Math.abs(fa) > Math.abs(fb)) {
        step = interpolated(a, b, c, fa, fb, fc, least).orIfTooLong(half, last);
      }
      if (Math.abs(step) < least) {
        step = Math.copySign(least, step);
      }
      a = b;
      fa = fb;
      b += step;
      fb = function.applyAsDouble(b);
      if (fb > 0 && fc > 0 || fb < 0 && fc < 0) {
        c = a;
        fc = fa;
      }
    }
    return b;
  }

  /** The step to the root of the secant, or of the inverse parabola when there are three points. */
  private static Step interpolated(
      double a, double b, double c, double fa, double fb, double fc, double least) {
    double p;
    double q;
    if (a == c) {
      p = (c - b) * (fb / fa);
      q = 1 - fb / fa;
    } else {
      double r = fb / fc;
      double s = fb / fa;
      double t = fa / fc;
      p = s * ((c - b) * t * (t - r) - (b - a) * (r - 1));
      q = (t - 1) * (r - 1) * (s - 1);
    }
    return p > 0 ? new Step(p, -q, c - b, least) : new Step(-p, q, c - b, least);
  }

  /** A step p/q into the interval of that width. */
  private record Step(double p, double q, double width, double least) {
    double orIfTooLong(double half, double last) {
      boolean isShort = p < 0.75 * width * q - Math.abs(least * q) / 2 && p < Math.abs(last * q / 2);
      return isShort ? p / q : half;
    }
  }
}
