package org.jointly.cli.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jointly.cli.render.Html;

/**
 * A profile as one HTML page that needs nothing else: no script, no font, no address. A timeline of the last run's rounds, a line per
 * party, and flame graphs of rounds and of bytes: session, step, gate. Pointing at a bar tells its numbers.
 */
public final class ProfileHtml {
  private static final double WIDTH = 1160;
  private static final double LABEL = 90;
  private static final int LINE = 26;
  private static final int BAR = 20;
  private static final double NARROWEST_TEXT = 40;
  private static final double CHARACTER = 6.5;

  private static final Map<String, String> COLOURS = Map.of(
      "setup", "#8d99ae", "input", "#4a90d9", "joint", "#e8a33d", "gate", "#d9694a", "check", "#9b6bb3", "open", "#5aa469");
  private static final String OTHER = "#777777";

  private final Profile profile;
  private final StringBuilder page = new StringBuilder();

  private ProfileHtml(Profile profile) {
    this.profile = profile;
  }

  /** The page's text. */
  public static String of(Profile profile) {
    return new ProfileHtml(profile).page();
  }

  private String page() {
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(Html.escaped(profile.subject().what()))
        .append("""
            </title><style>
            body { font: 14px/1.4 sans-serif; margin: 2em auto; max-width: 1160px; color: #222 }
            svg { display: block; margin: .5em 0 1.5em } svg text { font: 11px sans-serif }
            table { border-collapse: collapse } th, td { padding: .2em .8em; border-bottom: 1px solid #ddd; text-align: right }
            th:nth-child(-n+2), td:nth-child(-n+2) { text-align: left }
            </style></head><body>
            """);
    head();
    timeline();
    flames("Rounds by step", "rounds", rounds -> rounds.stream().mapToInt(ProfiledRound::number).distinct().count());
    flames("Bytes by step, all parties together", "bytes", rounds -> rounds.stream().mapToLong(ProfiledRound::bytesSent).sum());
    table();
    return page.append("</body></html>\n").toString();
  }

  private void head() {
    Profile.Subject subject = profile.subject();
    ProfiledRun first = profile.first();
    element("h1", subject.what());
    element("p", subject.parties() + " parties, " + subject.suite() + ", " + subject.adversary() + ", field " + subject.field()
        + "; network: " + subject.network() + ". " + first.roundCount() + " rounds, " + first.messages() + " messages, "
        + first.bytes() + " bytes between all parties; " + ProfilePage.spread(profile.time()) + " ms over " + profile.count()
        + (profile.count() == 1 ? " run." : " runs, the first left out."));
  }

  private void timeline() {
    ProfiledRun run = profile.last();
    List<String> parties = run.parties();
    double scale = (WIDTH - LABEL) / Math.max(1, run.nanos());
    element("h2", "Timeline of one run, " + ProfilePage.millis(run.nanos() / 1e6) + " ms; pale: waiting for the others");
    svg(parties.size() * LINE);
    for (int i = 0; i < parties.size(); i++) {
      int top = i * LINE;
      text(0, top, parties.get(i));
      for (ProfiledRound round : run.of(parties.get(i))) {
        double x = LABEL + (round.startNanos() - run.startNanos()) * scale;
        double waiting = Math.min(round.waitedNanos(), round.durationNanos()) * scale;
        String told = "round " + round.number() + ", " + round.step() + ": " + round.cause().gate() + "; " + round.bytesSent()
            + " bytes to " + round.sentTo() + "; computing " + ProfilePage.millis(round.computedNanos() / 1e6) + " ms, waiting "
            + ProfilePage.millis(round.waitedNanos() / 1e6) + " ms";
        bar(new Box(x, top, waiting), colour(round.step()), 0.35, told, "");
        bar(new Box(x + waiting, top, round.durationNanos() * scale - waiting), colour(round.step()), 1, told, "");
      }
    }
    page.append("</svg>\n");
  }

  private record Box(double x, double y, double width) {}

  private void flames(String title, String unit, ToLongFunction<List<ProfiledRound>> size) {
    List<ProfiledRound> all = profile.first().rounds();
    long total = size.applyAsLong(all);
    double scale = WIDTH / Math.max(1, total);
    element("h2", title);
    svg(3 * LINE);
    bar(new Box(0, 0, WIDTH), "#444444", 1, total + " " + unit, total + " " + unit);
    double x = 0;
    for (Map.Entry<String, List<ProfiledRound>> step : by(all, ProfiledRound::step).entrySet()) {
      double width = size.applyAsLong(step.getValue()) * scale;
      label(new Box(x, LINE, width), step.getKey(), step.getKey(), size.applyAsLong(step.getValue()) + " " + unit);
      double inner = x;
      for (Map.Entry<String, List<ProfiledRound>> gate : by(step.getValue(), round -> round.cause().gate()).entrySet()) {
        double part = size.applyAsLong(gate.getValue()) * scale;
        label(new Box(inner, 2 * LINE, part), step.getKey(), gate.getKey(), size.applyAsLong(gate.getValue()) + " " + unit);
        inner += part;
      }
      x += width;
    }
    page.append("</svg>\n");
  }

  private static Map<String, List<ProfiledRound>> by(
      List<ProfiledRound> rounds, java.util.function.Function<ProfiledRound, String> key) {
    return rounds.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
  }

  private void label(Box box, String step, String name, String size) {
    bar(box, colour(step), 1, name + ": " + size, name);
  }

  private void table() {
    element("h2", "Where it went");
    page.append("<table><tr><th>step</th><th>gate</th><th>rounds</th><th>messages</th><th>bytes</th>"
        + "<th>computing, ms</th><th>waiting, ms</th></tr>\n");
    for (Profile.Step step : profile.steps()) {
      page.append("<tr>");
      List.of(
              step.cause().step(), step.cause().gate(), String.valueOf(step.rounds()), String.valueOf(step.messages()),
              String.valueOf(step.bytes()), ProfilePage.spread(step.computed()), ProfilePage.spread(step.waited()))
          .forEach(cell -> page.append("<td>").append(Html.escaped(cell)).append("</td>"));
      page.append("</tr>\n");
    }
    page.append("</table>\n");
  }

  private void element(String name, String text) {
    page.append('<').append(name).append('>').append(Html.escaped(text)).append("</").append(name).append(">\n");
  }

  private void svg(int height) {
    page.append(String.format(Locale.ROOT, "<svg width=\"%.0f\" height=\"%d\">%n", WIDTH, height));
  }

  private void text(double x, double top, String text) {
    page.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%s</text>%n", x, top + BAR - 6, Html.escaped(text)));
  }

  private void bar(Box box, String colour, double opacity, String told, String inside) {
    page.append(String.format(
        Locale.ROOT,
        "<g><title>%s</title><rect x=\"%.2f\" y=\"%.0f\" width=\"%.2f\" height=\"%d\" fill=\"%s\" fill-opacity=\"%.2f\" stroke=\"#fff\""
            + " stroke-width=\".4\"/>",
        Html.escaped(told), box.x(), box.y(), Math.max(0, box.width()), BAR, colour, opacity));
    if (!inside.isEmpty() && box.width() > NARROWEST_TEXT) {
      int room = (int) ((box.width() - 8) / CHARACTER);
      String shown = inside.length() <= room ? inside : inside.substring(0, Math.max(1, room - 1)) + "…";
      page.append(String.format(
          Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" fill=\"#fff\">%s</text>", box.x() + 4, box.y() + BAR - 6, Html.escaped(shown)));
    }
    page.append("</g>\n");
  }

  private static String colour(String step) {
    return COLOURS.getOrDefault(step, OTHER);
  }
}
