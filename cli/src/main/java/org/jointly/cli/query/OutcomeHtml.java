package org.jointly.cli.query;

import java.util.List;
import org.jointly.cli.figure.Figures;
import org.jointly.cli.render.Html;
import org.jointly.cli.render.Rendering;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.runtime.analyst.VerifiedOutcome;

/**
 * An outcome as one HTML page that needs nothing else: no script, no font, no address. Pictures first, then the table, then what to know
 * about it. Light or dark as the reader's system is, light on paper.
 */
public final class OutcomeHtml {
  private static final String STYLE = """
      :root { --text: #1f2430; --pale: #6b7280; --line: #d9dde5; --paper: #ffffff; --bar: #3b6fb6; --band: #3b6fb6;
        --c0: #2f6db3; --c1: #c2571a; --c2: #2e8b57; --c3: #8a4fa3; --c4: #7a6a1f }
      @media (prefers-color-scheme: dark) { :root { --text: #e6e9ef; --pale: #9aa4b2; --line: #3a4150; --paper: #171b22;
        --bar: #6fa3e0; --c0: #7fb2ec; --c1: #f0975e; --c2: #72c795; --c3: #c493da; --c4: #d0c06a } }
      @media print { :root { --text: #000; --pale: #444; --line: #bbb; --paper: #fff; --bar: #3b6fb6; --c0: #2f6db3; --c1: #c2571a;
        --c2: #2e8b57; --c3: #8a4fa3; --c4: #7a6a1f } figure, table { break-inside: avoid } }
      body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--paper); max-width: 760px; margin: 2.5em auto;
        padding: 0 1em }
      h1 { font-size: 1.4em; margin-bottom: .2em } p.statistic { color: var(--pale); margin-top: 0 }
      figure { margin: 1.5em 0; overflow-x: auto } figcaption { color: var(--pale); font-size: .9em }
      svg { max-width: 100%; height: auto; font: 12px system-ui, sans-serif }
      table { border-collapse: collapse; margin: 1.2em 0; font-variant-numeric: tabular-nums; display: block; overflow-x: auto }
      th, td { padding: .25em .9em .25em 0; text-align: left; border-bottom: 1px solid var(--line); font-weight: normal }
      thead th { font-weight: 600 } td.number { text-align: right }
      pre { white-space: pre-wrap; color: var(--pale); font: 12.5px/1.5 ui-monospace, monospace }
      svg text { fill: var(--text) } svg text.number { fill: var(--pale) }
      .bar { fill: var(--bar) } .hidden { fill: url(#hatch); stroke: var(--pale); stroke-width: .6 }
      .axis { stroke: var(--pale) } .grid { stroke: var(--line) } .none { stroke: var(--text); stroke-dasharray: 3 3 }
      .limits { stroke: var(--c0); stroke-width: 2 } .estimate { fill: var(--c0) }
      .curve { fill: none; stroke-width: 2 } .band { stroke: none; fill-opacity: .13 }
      .curve0 { stroke: var(--c0) } .curve1 { stroke: var(--c1) } .curve2 { stroke: var(--c2) } .curve3 { stroke: var(--c3) }
      .curve4 { stroke: var(--c4) } .band0 { fill: var(--c0) } .band1 { fill: var(--c1) } .band2 { fill: var(--c2) }
      .band3 { fill: var(--c3) } .band4 { fill: var(--c4) } svg text.line0 { fill: var(--c0) } svg text.line1 { fill: var(--c1) }
      svg text.line2 { fill: var(--c2) } svg text.line3 { fill: var(--c3) } svg text.line4 { fill: var(--c4) }
      """;
  private static final String HATCH = """
      <svg width="0" height="0" aria-hidden="true" style="position:absolute"><defs><pattern id="hatch" width="6" height="6"
      patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="3" height="6" style="fill: var(--line)"/></pattern></defs></svg>
      """;

  private OutcomeHtml() {}

  /** The page's text. */
  public static String of(QueryPlan plan, VerifiedOutcome outcome) {
    Fields answer = outcome.answer().fields();
    return page(plan.spec(), answer, answer, OutcomePage.notes(plan, outcome));
  }

  /**
   * @param answer what is drawn
   * @param table what is written: the answer, or one with a column more
   */
  static String page(QuerySpec spec, Fields answer, Fields table, List<String> notes) {
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + Html.escaped(spec.name())
        + "</title>\n<style>\n" + STYLE + "</style></head><body>\n" + HATCH
        + "<h1>" + Html.escaped(spec.name()) + "</h1>\n<p class=\"statistic\">" + Html.escaped(spec.statistic()) + "</p>\n"
        + Figures.html(answer)
        + Rendering.html(table)
        + "<pre>" + Html.escaped(String.join("\n", notes)) + "</pre>\n</body></html>\n";
  }
}
