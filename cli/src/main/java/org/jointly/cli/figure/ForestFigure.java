package org.jointly.cli.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jointly.protocols.query.Exhibit;

/** Estimates with their limits, one under the other: ratios on a logarithmic axis around 1, differences around 0, quantities anywhere. */
record ForestFigure(String title, List<Estimate> estimates, Exhibit.Scale scale) implements Figure {
  private static final double WIDTH = 720;
  private static final double LABELS = 200;
  private static final double NUMBERS = 200;
  private static final int LINE = 28;
  private static final int AXIS = 34;
  /** Limits farther from 1 than this leave the picture: their line has no end. */
  private static final double FARTHEST_RATIO = 1e4;

  ForestFigure {
    estimates = List.copyOf(estimates);
  }

  record Estimate(String label, double value, double low, double high) {
    String shown() {
      return rough(value) + " (" + rough(low) + " to " + rough(high) + ")";
    }

    /** Three digits are what a picture shows; the table has them all. */
    private static String rough(double number) {
      return Axis.shown(Math.abs(number) < 1000 ? new BigDecimal(number).round(new MathContext(3)).doubleValue() : Math.rint(number));
    }
  }

  @Override
  public String svg() {
    Axis axis = axis();
    double bottom = (double) estimates.size() * LINE + 6;
    Svg svg = new Svg(WIDTH, bottom + AXIS, title);
    for (double tick : axis.ticks()) {
      svg.line("grid", axis.at(tick), 4, axis.at(tick), bottom);
      svg.text("number", axis.at(tick), bottom + 18, Svg.Anchor.MIDDLE, Axis.shown(tick));
    }
    if (scale != Exhibit.Scale.QUANTITY) {
      double nothing = axis.at(scale == Exhibit.Scale.RATIO ? 1 : 0);
      svg.line("none", nothing, 4, nothing, bottom);
    }
    for (int i = 0; i < estimates.size(); i++) {
      Estimate estimate = estimates.get(i);
      double y = (i + 0.5) * LINE + 4;
      svg.text("label", LABELS - 8, y + 4, Svg.Anchor.END, Svg.fitted(estimate.label(), LABELS - 12));
      svg.line("limits", axis.at(estimate.low()), y, axis.at(estimate.high()), y);
      for (double limit : new double[] {estimate.low(), estimate.high()}) {
        if (limit >= axis.from() && limit <= axis.to()) {
          svg.line("limits", axis.at(limit), y - 4, axis.at(limit), y + 4);
        }
      }
      svg.diamond("estimate", axis.at(estimate.value()), y, 6, estimate.label() + ": " + estimate.shown());
      svg.text("number", WIDTH - NUMBERS + 12, y + 4, Svg.Anchor.START, Svg.fitted(estimate.shown(), NUMBERS - 12));
    }
    return svg.line("axis", LABELS, bottom, WIDTH - NUMBERS, bottom).toString();
  }

  private Axis axis() {
    double[] all = estimates.stream()
        .flatMapToDouble(estimate -> DoubleStream.of(estimate.low(), estimate.value(), estimate.high()))
        .toArray();
    if (scale == Exhibit.Scale.RATIO) {
      double low = Math.max(1 / FARTHEST_RATIO, Math.min(0.8, DoubleStream.of(all).filter(x -> x > 0).min().orElse(0.8)));
      double high = Math.min(FARTHEST_RATIO, Math.max(1.25, DoubleStream.of(all).max().orElse(1.25)));
      return new Axis(low * 0.9, high * 1.1, LABELS, WIDTH - NUMBERS, true);
    }
    double[] shown = scale == Exhibit.Scale.DIFFERENCE ? DoubleStream.concat(DoubleStream.of(all), DoubleStream.of(0)).toArray() : all;
    double low = DoubleStream.of(shown).min().orElse(0);
    double high = DoubleStream.of(shown).max().orElse(0);
    double margin = high > low ? (high - low) / 20 : 1;
    return new Axis(low - margin, high + margin, LABELS, WIDTH - NUMBERS, false);
  }
}
