package org.jointly.cli.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps values to pixels, linearly or by their logarithm, and says where round numbers are.
 *
 * @param from the smallest value, at pixel {@code start}
 * @param to the largest, at {@code end}
 */
record Axis(double from, double to, double start, double end, boolean logarithmic) {
  private static final int TICKS = 6;
  private static final int FEWEST_TICKS = 4;

  Axis {
    if (!(from < to) || logarithmic && from <= 0) {
      throw new IllegalArgumentException("an axis ascends, and a logarithmic one is positive");
    }
  }

  double at(double value) {
    double clamped = Math.min(to, Math.max(from, value));
    double share = logarithmic
        ? (Math.log(clamped) - Math.log(from)) / (Math.log(to) - Math.log(from))
        : (clamped - from) / (to - from);
    return start + share * (end - start);
  }

  /** Round numbers, few enough to be read. */
  List<Double> ticks() {
    return logarithmic ? powers() : multiples();
  }

  private List<Double> multiples() {
    double rough = (to - from) / TICKS;
    double unit = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = rough / unit <= 1 ? unit : rough / unit <= 2 ? 2 * unit : rough / unit <= 5 ? 5 * unit : 10 * unit;
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private List<Double> powers() {
    List<Double> ticks = to / from > 1e3 ? powers(1) : powers(1, 2, 5);
    return ticks.size() < FEWEST_TICKS ? powers(1, 1.5, 2, 3, 5, 7) : ticks;
  }

  private List<Double> powers(double... digits) {
    List<Double> ticks = new ArrayList<>();
    for (int exponent = (int) Math.floor(Math.log10(from)); exponent <= Math.log10(to) + 1; exponent++) {
      for (double digit : digits) {
        double tick = digit * Math.pow(10, exponent);
        if (tick >= from * (1 - 1e-9) && tick <= to * (1 + 1e-9)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  static String shown(double value) {
    boolean large = Math.abs(value) >= 10_000;
    BigDecimal rounded = large
        ? new BigDecimal(Math.rint(value))
        : new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
    return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString();
  }
}
