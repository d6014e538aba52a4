package org.jointly.cli.figure;

import java.util.List;
import java.util.OptionalLong;

/** A histogram. Every bin is as wide on paper, with its edges below; suppressed ones have a hatched stub of one height. */
record BinFigure(String title, List<Bin> bins) implements Figure {
  private static final double WIDTH = 720;
  private static final double HEIGHT = 300;
  private static final double LEFT = 64;
  private static final double RIGHT = 700;
  private static final double TOP = 24;
  private static final double BOTTOM = 270;
  private static final double STUB = 24;
  private static final double CHARACTER = 7.8;

  BinFigure {
    bins = List.copyOf(bins);
  }

  /**
   * @param from its lower edge, which is in it; empty where there is none
   * @param to its upper edge, which is not
   * @param count empty where it is suppressed
   * @param shown the count, or {@code <11}
   */
  record Bin(String from, String to, OptionalLong count, String shown) {
    private String told() {
      String range = from.isEmpty() ? "below " + to : to.isEmpty() ? from + " and more" : from + " to below " + to;
      return range + ": " + shown;
    }
  }

  @Override
  public String svg() {
    long most = bins.stream().mapToLong(bin -> bin.count().orElse(0)).max().orElse(0);
    Axis counts = new Axis(0, Math.max(1, most), BOTTOM, TOP, false);
    double wide = (RIGHT - LEFT) / bins.size();
    Svg svg = new Svg(WIDTH, HEIGHT, title);
    counts.ticks().stream().filter(tick -> tick == Math.rint(tick)).forEach(tick -> {
      svg.line("grid", LEFT, counts.at(tick), RIGHT, counts.at(tick));
      svg.text("number", LEFT - 8, counts.at(tick) + 4, Svg.Anchor.END, Axis.shown(tick));
    });
    for (int i = 0; i < bins.size(); i++) {
      Bin bin = bins.get(i);
      double x = LEFT + i * wide;
      double top = bin.count().isPresent() ? counts.at(bin.count().getAsLong()) : BOTTOM - STUB;
      svg.rectangle(
          bin.count().isPresent() ? "bar" : "hidden", x + 1, top, Math.max(1, wide - 2), BOTTOM - top, bin.told());
      if (bin.shown().length() * CHARACTER <= wide) {
        svg.text("number", x + wide / 2, top - 5, Svg.Anchor.MIDDLE, bin.shown());
      }
    }
    edges(svg, wide);
    return svg.line("axis", LEFT, BOTTOM, RIGHT, BOTTOM).toString();
  }

  /** As many as there is room for. */
  private void edges(Svg svg, double wide) {
    double label = bins.stream().mapToInt(bin -> bin.to().length()).max().orElse(0) * CHARACTER;
    int every = Math.max(1, (int) Math.ceil(label / wide));
    for (int i = 0; i < bins.size(); i += every) {
      double x = LEFT + (i + 1) * wide;
      if (!bins.get(i).to().isEmpty()) {
        svg.line("axis", x, BOTTOM, x, BOTTOM + 4);
        svg.text("number", Math.min(x, WIDTH - label / 2), BOTTOM + 18, Svg.Anchor.MIDDLE, Svg.fitted(bins.get(i).to(), 2 * LEFT));
      }
    }
  }
}
