package org.jointly.cli.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jointly.cli.render.Layout;
import org.jointly.cli.render.Paragraph;
import org.jointly.cli.render.Rendering;
import org.jointly.cli.render.TextTable;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Suppressed;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.release.Opening;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.runtime.analyst.VerifiedOutcome;

/** An outcome for people: the table one would print in a paper, and under it what to know about it. */
public final class OutcomePage {
  /** Who misspells a value gets a suppressed count and no error, for an error would tell that a count is 0. */
  static final String NOUGHT = "0 is suppressed, too: a value that no site has, or that sites spell otherwise, looks the same";

  private OutcomePage() {}

  /** The lines; the plan, which the analyst made itself, gives the reasons for what was opened. */
  public static List<String> lines(QueryPlan plan, VerifiedOutcome outcome) {
    return lines(plan, outcome, Layout.of(outcome.answer().fields(), plan.exhibits()));
  }

  /** The same around another table, such as one with a column more. */
  public static List<String> lines(QueryPlan plan, VerifiedOutcome outcome, Layout table) {
    List<String> lines = new ArrayList<>();
    lines.add(TextTable.printable(plan.spec().name()));
    lines.add("");
    lines.addAll(Rendering.lines(table));
    lines.add("");
    lines.addAll(notes(plan, outcome));
    return lines;
  }

  /** What to know about the table. */
  static List<String> notes(QueryPlan plan, VerifiedOutcome outcome) {
    List<String> lines = new ArrayList<>();
    suppressed(outcome).ifPresent(text -> {
      lines.add("Suppressed  " + text);
      lines.add("            " + NOUGHT);
    });
    lines.add("Security    " + security(outcome.security()));
    lines.add("Learned     every party and the analyst learned, besides the question:");
    openings(plan, count(outcome.answer().fields()) > 0)
        .forEach(opening -> lines.addAll(Paragraph.lines(" ".repeat(14), " ".repeat(16), opening, Paragraph.WIDTH)));
    if (plan.maximumLegs() > 1) {
      lines.add("            as often as it took, " + plan.maximumLegs() + " times at most,");
    }
    lines.add("            and nothing else of the patients");
    lines.add("Cost        " + cost(outcome));
    lines.add("Proof       plan " + plan.digestHex().substring(0, 16) + "…, the same answer signed by " + signers(outcome));
    return lines;
  }

  static Optional<String> suppressed(VerifiedOutcome outcome) {
    List<Suppressed> secret = suppressed(outcome.answer().fields()).toList();
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    String numbers = secret.size() == 1 ? "1 number rests on" : secret.size() + " numbers rest on";
    boolean allSmall = secret.stream().allMatch(Suppressed::alone);
    return Optional.of(numbers + (allSmall ? " " : ", or would tell of, ") + rule(secret) + " and stayed secret, to all parties");
  }

  /** A statistic may ask for more than the query does. */
  private static String rule(List<Suppressed> secret) {
    long count = secret.stream().mapToLong(Suppressed::minimumCount).max().orElseThrow();
    int sites = secret.stream().mapToInt(Suppressed::minimumSites).max().orElseThrow();
    String tooFew = "fewer than " + sites + " sites";
    if (sites == 1) {
      return "fewer than " + count + " patients";
    }
    return count == 0 ? tooFew : "fewer than " + count + " patients or " + tooFew;
  }

  static long count(Value value) {
    return suppressed(value).count();
  }

  private static Stream<Suppressed> suppressed(Value value) {
    if (value instanceof Suppressed suppressed) {
      return Stream.of(suppressed);
    }
    Stream<Value> parts =
        value instanceof Fields fields
            ? fields.values().values().stream()
            : value instanceof Items items ? items.values().stream() : Stream.empty();
    return parts.flatMap(OutcomePage::suppressed);
  }

  static String security(SecurityModel security) {
    int threshold = security.threshold();
    String who = threshold == 1 ? "no single one" : "no " + threshold;
    return security.suite() + ", " + security.adversary().label() + ": " + who + " of the " + security.parties() + " parties"
        + (threshold == 1 ? " learns" : " together learn") + " more; field " + security.field() + statistical(security);
  }

  /** Without any, a computation is exact and leaks nothing, not even rarely. */
  private static String statistical(SecurityModel security) {
    int bits = security.statisticalBits();
    return bits == 0 ? "" : ", " + bits + " bits of statistical security";
  }

  /** What was opened for the same reason stands together. Nothing of a suppressed number is learned: zero is opened in its place. */
  static List<String> openings(QueryPlan plan, boolean suppressed) {
    return alike(plan).stream().map(alike -> opening(alike, suppressed)).toList();
  }

  /** What is opened, by reason. */
  static List<List<Opening>> alike(QueryPlan plan) {
    Map<String, List<Opening>> byReason = new LinkedHashMap<>();
    plan.openings().forEach(opening -> byReason.computeIfAbsent(opening.kind() + opening.reason(), reason -> new ArrayList<>()).add(opening));
    return List.copyOf(byReason.values());
  }

  private static String opening(List<Opening> alike, boolean suppressed) {
    int length = alike.stream().mapToInt(Opening::length).sum();
    boolean bits = alike.get(0).kind() == Opening.Kind.BIT;
    String what = length + (bits ? " bit" : " number") + (length == 1 ? "" : "s") + ": " + alike.get(0).reason();
    return bits || !suppressed ? what : what + " (0 in place of each that stayed secret)";
  }

  private static String cost(VerifiedOutcome outcome) {
    String bytes =
        outcome.reports().stream()
            .map(report -> report.party() + " " + grouped(report.content().cost().bytesSent()))
            .collect(Collectors.joining(", "));
    return outcome.rounds() + " rounds; bytes sent: " + bytes + "; " + grouped(outcome.millis()) + " ms";
  }

  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
  }

  static String signers(VerifiedOutcome outcome) {
    return outcome.reports().stream().map(report -> report.party().name()).collect(Collectors.joining(", "));
  }
}
