package org.jointly.cli.figure;

import java.util.List;
import java.util.OptionalLong;

/** Bars of counts, one under the other. What is suppressed has a hatched stub of one length, whatever it hides. */
record BarFigure(String title, List<Bar> bars) implements Figure {
  private static final double WIDTH = 720;
  private static final double LABELS = 220;
  private static final double NUMBERS = 70;
  private static final int LINE = 22;
  private static final double STUB = 18;

  BarFigure {
    bars = List.copyOf(bars);
  }

  /**
   * @param count empty where it is suppressed
   * @param shown the count, or {@code <11}
   */
  record Bar(String label, OptionalLong count, String shown) {}

  @Override
  public String svg() {
    long most = bars.stream().mapToLong(bar -> bar.count().orElse(0)).max().orElse(0);
    Axis axis = new Axis(0, Math.max(1, most), LABELS, WIDTH - NUMBERS, false);
    Svg svg = new Svg(WIDTH, bars.size() * LINE + 8, title);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double top = 4 + (double) i * LINE;
      double end = bar.count().isPresent() ? axis.at(bar.count().getAsLong()) : LABELS + STUB;
      svg.text("label", LABELS - 8, top + 15, Svg.Anchor.END, Svg.fitted(bar.label(), LABELS - 12));
      svg.rectangle(
          bar.count().isPresent() ? "bar" : "hidden", LABELS, top + 3, end - LABELS, LINE - 7, bar.label() + ": " + bar.shown());
      svg.text("number", end + 6, top + 15, Svg.Anchor.START, bar.shown());
    }
    return svg.line("axis", LABELS, 2, LABELS, bars.size() * LINE + 6.0).toString();
  }
}
