package org.jointly.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One HTML page that needs nothing else: no script, no font, no address, and none may be added ({@code Content-Security-Policy}). Light
 * or dark as the reader's machine is, light on paper.
 */
public final class Page {
  /** As wide as the digits and the point beside which they stand, which HTML does not merge. */
  private static final String DIGIT = "\u2007";
  private static final String POINT = "\u2008";

  /** What is no longer than this is not broken into lines; a table that becomes too wide can be moved. */
  private static final int SHORT = 24;

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1c2430; --pale: #5d6877; --paper: #ffffff; --line: #d5dae1; --bar: #3b6ea5;
        --c0: #0b6e99; --c1: #b3541e; --c2: #5f7d1f; --c3: #8a3ffc; --c4: #a8324e; --c5: #6b6f76 }
      @media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --pale: #9aa5b4; --paper: #14181f; --line: #333b47; --bar: #6fa3dc;
        --c0: #5cc0ea; --c1: #f0a06a; --c2: #a9cf5a; --c3: #c3a1ff; --c4: #f08aa2; --c5: #b4b9c2 } }
      @media print { :root { color-scheme: light; --ink: #000; --pale: #444; --paper: #fff; --line: #bbb; --bar: #3b6ea5;
        --c0: #0b6e99; --c1: #b3541e; --c2: #5f7d1f; --c3: #8a3ffc; --c4: #a8324e; --c5: #6b6f76 }
        figure, table { break-inside: avoid } section { break-before: page } section:first-of-type { break-before: auto } }
      body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 2em auto; max-width: 960px;
        padding: 0 1em }
      h1 { font-size: 1.6em; line-height: 1.2; margin: 0 0 .2em } h2 { font-size: 1.15em; margin: 1.8em 0 .4em }
      p { margin: .4em 0 } .about { color: var(--pale) } .wrong { color: var(--c4); font-weight: bold }
      section + section { border-top: 1px solid var(--line); margin-top: 3em; padding-top: 2em }
      .wide { overflow-x: auto }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: .8em 0 }
      caption { text-align: left; color: var(--pale); padding-bottom: .2em }
      th, td { padding: .2em .9em .2em 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
      .short { white-space: pre } .number { text-align: right; white-space: pre } thead th { border-bottom: 2px solid var(--pale) } th { font-weight: 600 }
      tbody th { font-weight: normal }
      figure { margin: 1em 0 } figcaption { font-weight: 600; margin-bottom: .3em } svg { max-width: 100%; height: auto; min-width: 520px }
      svg text { font: 12px system-ui, sans-serif; fill: var(--ink) } svg .grid { stroke: var(--line) } svg .axis { stroke: var(--pale) }
      svg .bar { fill: var(--bar) } svg .hidden { fill: url(#hatch); stroke: var(--pale); stroke-dasharray: 3 2 }
      svg .none { stroke: var(--pale); stroke-dasharray: 4 3 } svg .limits { stroke: var(--ink); stroke-width: 1.5 }
      svg .estimate { fill: var(--bar) } svg .curve { fill: none; stroke-width: 2 } svg .least { fill: none; stroke-width: 1.2; stroke-dasharray: 5 4 } svg .band { stroke: none; fill-opacity: .14 }
      #hatching { position: absolute; width: 0; height: 0; min-width: 0 } #hatch path { stroke: var(--pale); stroke-width: 1.5 }
      .curve0 { stroke: var(--c0) } .curve1 { stroke: var(--c1) } .curve2 { stroke: var(--c2) }
      .curve3 { stroke: var(--c3) } .curve4 { stroke: var(--c4) } .curve5 { stroke: var(--c5) }
      .band0 { fill: var(--c0) } .band1 { fill: var(--c1) } .band2 { fill: var(--c2) }
      .band3 { fill: var(--c3) } .band4 { fill: var(--c4) } .band5 { fill: var(--c5) }
      svg text.line0 { fill: var(--c0) } svg text.line1 { fill: var(--c1) } svg text.line2 { fill: var(--c2) }
      svg text.line3 { fill: var(--c3) } svg text.line4 { fill: var(--c4) } svg text.line5 { fill: var(--c5) }
      """;

  private static final String HATCH =
      """
      <svg id="hatching" width="0" height="0" aria-hidden="true"><defs><pattern id="hatch" width="6" height="6"
      patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V6"/></pattern></defs></svg>
      """;

  private final StringBuilder text = new StringBuilder();

  public Page(String title) {
    text.append("""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
            <meta name="referrer" content="no-referrer"/>
            """)
        .append(Html.element("title", title))
        .append("\n<style>\n").append(STYLE).append("</style></head>\n<body>\n").append(HATCH);
  }

  /** Begins a part with a heading and a line about it. */
  public Page begin(String heading, String about) {
    text.append("<section>\n").append(Html.element("h1", heading)).append("\n<p class=\"about\">")
        .append(Html.escaped(about)).append("</p>\n");
    return this;
  }

  public Page end() {
    text.append("</section>\n");
    return this;
  }

  public Page heading(String heading) {
    text.append(Html.element("h2", heading)).append('\n');
    return this;
  }

  public Page paragraph(String said) {
    text.append(Html.element("p", said)).append('\n');
    return this;
  }

  /** Something that nobody must overlook. */
  public Page alarm(String said) {
    text.append("<p class=\"wrong\" role=\"alert\">").append(Html.escaped(said)).append("</p>\n");
    return this;
  }

  /** A picture, under what it shows. */
  public Page picture(String caption, String svg) {
    text.append("<figure>").append(Html.element("figcaption", caption)).append("\n<div class=\"wide\">\n").append(svg)
        .append("\n</div></figure>\n");
    return this;
  }

  /** The tables and values of a layout. */
  public Page layout(Layout layout) {
    List<Layout.Line> lines = new ArrayList<>();
    for (Layout.Part part : layout.parts()) {
      if (part instanceof Layout.Table table) {
        values(lines);
        lines.clear();
        grid(table.grid());
      } else if (part instanceof Layout.Line line) {
        lines.add(line);
      }
    }
    values(lines);
    return this;
  }

  private void values(List<Layout.Line> lines) {
    if (!lines.isEmpty()) {
      Reasons reasons = new Reasons();
      table(List.of(), lines.stream().map(line -> List.of(Rendering.label(line.name()), reasons.next(line))).toList());
    }
  }

  private void grid(Grid grid) {
    table(grid.columns().stream().map(Rendering::label).toList(), Rendering.cells(grid));
  }

  /** Rows under a header, if there is one; the first cell of a row is its heading. Columns of numbers are flush right. */
  public Page table(List<String> header, List<List<String>> rows) {
    int columns = rows.isEmpty() ? header.size() : rows.get(0).size();
    List<List<String>> shown = new ArrayList<>();
    List<Boolean> numbers = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      int at = column;
      List<String> cells = rows.stream().map(row -> row.get(at)).toList();
      boolean number = !header.isEmpty() && cells.stream().allMatch(Decimals::isNumber);
      numbers.add(number);
      shown.add(number ? Decimals.aligned(cells, POINT, DIGIT) : cells);
    }
    text.append("<div class=\"wide\"><table>\n");
    if (!header.isEmpty()) {
      text.append("<thead><tr>");
      IntStream.range(0, columns).forEach(i -> cell("th scope=\"col\"", header.get(i), numbers.get(i)));
      text.append("</tr></thead>\n");
    }
    text.append("<tbody>\n");
    for (int row = 0; row < rows.size(); row++) {
      text.append("<tr>");
      for (int column = 0; column < columns; column++) {
        cell(column == 0 ? "th scope=\"row\"" : "td", shown.get(column).get(row), numbers.get(column));
      }
      text.append("</tr>\n");
    }
    text.append("</tbody></table></div>\n");
    return this;
  }

  private void cell(String tag, String said, boolean number) {
    text.append('<').append(tag).append(number ? " class=\"number\">" : said.length() <= SHORT ? " class=\"short\">" : ">").append(Html.escaped(said))
        .append("</").append(tag, 0, 2).append('>');
  }

  /** The whole page. */
  public String done() {
    return text + "</body></html>\n";
  }
}
