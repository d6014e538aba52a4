package org.jointly.cli.figure;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Survival curves as steps, with their limits as bands and the numbers at risk under the axis. Where only bounds are known, a second,
 * broken line says how low the curve may lie.
 */
record CurveFigure(String title, List<Curve> curves) implements Figure {
  private static final double WIDTH = 720;
  private static final double LEFT = 90;
  private static final double RIGHT = 700;
  private static final double TOP = 14;
  private static final double BOTTOM = 320;
  private static final int LINE = 18;
  private static final int STYLES = 6;

  CurveFigure {
    curves = List.copyOf(curves);
  }

  /**
   * What holds from a time on.
   *
   * @param least what survival is at least, at this time and since the point before
   */
  record Point(double time, long atRisk, double survival, double low, double high, OptionalDouble least) {}

  /** @param points by time; before the first, everybody survives */
  record Curve(String label, List<Point> points) {
    Curve {
      points = List.copyOf(points);
    }

    private double end() {
      return points.isEmpty() ? 0 : points.get(points.size() - 1).time();
    }
  }

  @Override
  public String svg() {
    double end = curves.stream().mapToDouble(Curve::end).max().orElse(0);
    Axis time = new Axis(0, end > 0 ? end : 1, LEFT, RIGHT, false);
    Axis survival = new Axis(0, 1, BOTTOM, TOP, false);
    double risk = BOTTOM + 58;
    Svg svg = new Svg(WIDTH, risk + curves.size() * LINE + 8.0, title);
    for (double tick : survival.ticks()) {
      svg.line("grid", LEFT, survival.at(tick), RIGHT, survival.at(tick));
      svg.text("number", LEFT - 8, survival.at(tick) + 4, Svg.Anchor.END, Axis.shown(tick));
    }
    List<Double> ticks = time.ticks();
    ticks.forEach(tick -> svg.text("number", time.at(tick), BOTTOM + 18, Svg.Anchor.MIDDLE, Axis.shown(tick)));
    svg.line("axis", LEFT, BOTTOM, RIGHT, BOTTOM).line("axis", LEFT, TOP, LEFT, BOTTOM);
    svg.text("label", LEFT, risk - 16, Svg.Anchor.START, "at risk");
    for (int i = 0; i < curves.size(); i++) {
      draw(svg, curves.get(i), i, time, survival);
      double y = risk + i * (double) LINE;
      svg.text("label line" + i % STYLES, LEFT - 24, y, Svg.Anchor.END, Svg.fitted(curves.get(i).label(), LEFT - 26));
      for (double tick : ticks) {
        atRisk(svg, curves.get(i), tick, time.at(tick), y);
      }
    }
    return svg.toString();
  }

  private static void draw(Svg svg, Curve curve, int index, Axis time, Axis survival) {
    StringBuilder line = new StringBuilder(move(time.at(0), survival.at(1)));
    StringBuilder upper = new StringBuilder(move(time.at(0), survival.at(1)));
    StringBuilder lower = new StringBuilder();
    double low = 1;
    for (Point point : curve.points()) {
      double x = time.at(point.time());
      line.append(step(x, survival.at(point.survival())));
      upper.append(step(x, survival.at(point.high())));
      lower.insert(0, String.format(Locale.ROOT, " L%.1f %.1f L%.1f %.1f", x, survival.at(point.low()), x, survival.at(low)));
      low = point.low();
    }
    if (!curve.points().isEmpty()) {
      svg.path("band band" + index % STYLES, upper.toString() + lower + " Z");
    }
    svg.path("curve curve" + index % STYLES, line.toString());
    if (curve.points().stream().anyMatch(point -> point.least().isPresent())) {
      svg.path("least curve" + index % STYLES, least(curve, time, survival));
    }
  }

  /** Somebody may have died early in each interval: the line steps down where it begins. */
  private static String least(Curve curve, Axis time, Axis survival) {
    StringBuilder line = new StringBuilder(move(time.at(0), survival.at(1)));
    for (Point point : curve.points()) {
      line.append(String.format(Locale.ROOT, " V%.1f H%.1f", survival.at(point.least().orElse(point.survival())), time.at(point.time())));
    }
    return line.toString();
  }

  private static String move(double x, double y) {
    return String.format(Locale.ROOT, "M%.1f %.1f", x, y);
  }

  private static String step(double x, double y) {
    return String.format(Locale.ROOT, " H%.1f V%.1f", x, y);
  }

  /** Those at risk when the interval of the tick's time began; nothing is known beyond the last. */
  private static void atRisk(Svg svg, Curve curve, double tick, double x, double y) {
    curve.points().stream()
        .filter(point -> point.time() >= tick)
        .findFirst()
        .ifPresent(point -> svg.text("number", x, y, Svg.Anchor.MIDDLE, Long.toString(point.atRisk())));
  }
}
