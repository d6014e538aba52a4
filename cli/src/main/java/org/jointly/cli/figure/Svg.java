package org.jointly.cli.figure;

import java.util.Locale;
import org.jointly.cli.render.Html;

/** An SVG element under construction. Classes instead of colours, so that a page can be light, dark or printed. */
final class Svg {
  private final StringBuilder content = new StringBuilder();
  private final double width;
  private final double height;
  private final String title;

  Svg(double width, double height, String title) {
    this.width = width;
    this.height = height;
    this.title = title;
  }

  /** Where a text begins, ends or has its middle. */
  enum Anchor { START, MIDDLE, END }

  Svg line(String style, double x1, double y1, double x2, double y2) {
    return add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", style, x1, y1, x2, y2);
  }

  Svg rectangle(String style, double x, double y, double w, double h, String told) {
    return add(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s</title></rect>",
        style, x, y, Math.max(0, w), Math.max(0, h), Html.escaped(told));
  }

  Svg diamond(String style, double x, double y, double radius, String told) {
    return add(
        "<path class=\"%s\" d=\"M%.1f %.1f L%.1f %.1f L%.1f %.1f L%.1f %.1f Z\"><title>%s</title></path>",
        style, x - radius, y, x, y - radius, x + radius, y, x, y + radius, Html.escaped(told));
  }

  /** @param d path data, made of numbers only */
  Svg path(String style, String d) {
    return add("<path class=\"%s\" d=\"%s\"/>", style, d);
  }

  Svg text(String style, double x, double y, Anchor anchor, String text) {
    return add(
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        style, x, y, anchor.name().toLowerCase(Locale.ROOT), Html.escaped(text));
  }

  private Svg add(String format, Object... values) {
    content.append(String.format(Locale.ROOT, format, values)).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "<svg role=\"img\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\"><title>%s</title>%n%s</svg>",
        width, height, width, height, Html.escaped(title), content);
  }

  /** A label no longer than a column of so many pixels. */
  static String fitted(String text, double pixels) {
    int room = (int) (pixels / 7.8);
    return text.codePointCount(0, text.length()) <= room
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(1, room - 1))) + "…";
  }
}
