package org.jointly.cli.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jointly.cli.render.Paragraph;
import org.jointly.cli.render.TextTable;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.simulation.PredictedCost;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.runtime.data.SiteStatement;

/** An explanation for people: what happens, the question to each database, what is opened, and what it costs. */
public final class ExplanationPage {
  private static final String INDENT = "    ";
  private static final int CODES_SHOWN = 8;

  private final Explanation explanation;
  private final List<String> lines = new ArrayList<>();

  private ExplanationPage(Explanation explanation) {
    this.explanation = explanation;
  }

  public static List<String> lines(Explanation explanation) {
    ExplanationPage page = new ExplanationPage(explanation);
    page.steps();
    page.statement();
    page.security();
    page.cost();
    page.time();
    return page.lines;
  }

  private void heading(String text) {
    lines.add("");
    wrapped("", text);
  }

  private void wrapped(String indent, String text) {
    lines.addAll(Paragraph.lines(indent, INDENT, text, Paragraph.WIDTH));
  }

  private void table(TextTable table) {
    table.lines().forEach(line -> lines.add(INDENT + line));
  }

  private void steps() {
    QueryPlan plan = explanation.plan();
    lines.add(TextTable.printable(explanation.question().spec().name() + " (" + explanation.question().spec().statistic() + ")"));
    lines.addAll(Paragraph.numbered(plan.steps()));
  }

  private void statement() {
    SiteStatement statement = explanation.statement();
    heading("Each site asks its own database, here as of CSV files with the consortium's column names:");
    wrapped(INDENT, TextTable.printable(statement.text()));
    if (!statement.parameters().isEmpty()) {
      lines.add("  with, for each ? in order:");
      statement.parameters().forEach(parameter -> lines.add(INDENT + "'" + TextTable.printable(parameter) + "'"));
    }
    List<String> codes = statement.codes();
    if (!codes.isEmpty()) {
      String first = String.join(", ", codes.subList(0, Math.min(CODES_SHOWN, codes.size())));
      lines.add("  and for the last ?, the list of " + codes.size() + " codes: "
          + TextTable.printable(first) + (codes.size() > CODES_SHOWN ? ", …" : ""));
    }
  }

  private void security() {
    SecurityModel security = explanation.plan().security();
    String error = security.statisticalBits() == 0 ? "" : ", statistical error at most 2^-" + security.statisticalBits();
    heading("Security: " + security.suite() + ", " + security.adversary().label() + ", " + security.parties()
        + " parties of which " + security.threshold() + " may be corrupted, field " + security.field() + error);
  }

  private void cost() {
    PredictedCost cost = explanation.cost();
    int most = explanation.plan().maximumLegs();
    String legs = most == 1 ? "" : cost.legs() + " of " + explanation.plan().fewestLegs() + " to " + most + " legs: ";
    heading("Cost, exactly: " + legs + grouped(cost.rounds()) + " rounds, " + grouped(cost.messages()) + " messages, "
        + grouped(cost.bytes()) + " bytes between all parties, whatever the data");
    table(phases(most > 1));
    lines.add("");
    table(links());
    cost.preprocessing().used().forEach((kind, pieces) ->
        lines.add("  preprocessing: " + grouped(pieces) + " " + kind + " at each party"));
    explanation.material().ifPresent(need -> wrapped("  ", "not in store, they are made first, in about "
        + MaterialNeed.shown(explanation.makingSeconds(need)) + " of computing; 'jointly preprocess run --for' makes them beforehand"));
  }

  private TextTable phases(boolean isIterative) {
    List<String> header = new ArrayList<>(List.of("step", "rounds", "messages", "bytes"));
    if (isIterative) {
      header.add(0, "leg");
    }
    TextTable table = new TextTable(header);
    for (Explanation.Legs legs : explanation.legs()) {
      for (PredictedCost.Phase phase : legs.phases()) {
        List<String> row = new ArrayList<>(List.of(
            phase.step(), String.valueOf(phase.rounds()), String.valueOf(phase.messages()), String.valueOf(phase.bytes())));
        if (isIterative) {
          row.add(0, legs.shown());
        }
        table.row(row);
      }
    }
    return table;
  }

  private TextTable links() {
    TextTable table = new TextTable(List.of("from", "to", "frames", "bytes"));
    explanation.cost().links().forEach(link -> table.row(List.of(
        explanation.party(link.from()),
        explanation.party(link.to()),
        String.valueOf(link.frames()),
        String.valueOf(link.bytes()))));
    return table;
  }

  private void time() {
    Wire wire = explanation.wire();
    PredictedCost cost = explanation.cost();
    double latency = wire.latencySeconds(cost);
    double transfer = wire.transferSeconds(cost);
    heading(String.format(
        Locale.ROOT,
        "Time: %d rounds x %s round trip = %s (a round is one way: half of it at least), %s bytes one after another at %s = %s",
        cost.rounds(), millis(wire.roundTrip().toNanos() / 1e9), millis(latency),
        grouped(cost.serialBytes()), rate(wire.bitsPerSecond()), millis(transfer)));
    wrapped(INDENT, explanation.computeSeconds()
        .map(compute -> millis(compute) + " of computing on a machine like this, once warm; " + millis(latency + transfer + compute) + " in all")
        .orElse(millis(latency + transfer) + " in all without computing, which 'jointly profile calibrate' would let me estimate")
        + "; besides, each site's own database");
  }

  private static String millis(double seconds) {
    return seconds >= 10
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, seconds >= 0.01 ? "%.0f ms" : "%.2f ms", seconds * 1e3);
  }

  private static String rate(long bitsPerSecond) {
    return bitsPerSecond % 1_000_000 == 0 ? bitsPerSecond / 1_000_000 + " Mbit/s" : bitsPerSecond + " bit/s";
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
  }
}
