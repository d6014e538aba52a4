package org.jointly.cli.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jointly.cli.render.Html;
import org.jointly.cli.render.Page;

/**
 * A profile as one HTML page that needs nothing else: no script, no font, no address. A timeline of the last run's rounds, a line per
 * party, and flame graphs of rounds and of bytes: session, step, gate. Pointing at a bar tells its numbers.
 */
public final class ProfileHtml {
  private static final double WIDTH = 960;
  private static final double LABEL = 90;
  private static final int LINE = 26;
  private static final int BAR = 20;
  private static final double NARROWEST_TEXT = 40;
  private static final double CHARACTER = 6.5;

  private static final Map<String, String> COLOURS = Map.of(
      "setup", "#8d99ae", "input", "#4a90d9", "joint", "#e8a33d", "gate", "#d9694a", "check", "#9b6bb3", "open", "#5aa469");
  private static final String OTHER = "#777777";

  private final Profile profile;
  private final Page page;

  private ProfileHtml(Profile profile) {
    this.profile = profile;
    this.page = new Page(profile.subject().what());
  }

  /** The page's text. */
  public static String of(Profile profile) {
    return new ProfileHtml(profile).page();
  }

  private String page() {
    head();
    timeline();
    flames("Rounds by step", "rounds", rounds -> rounds.stream().mapToInt(ProfiledRound::number).distinct().count());
    flames("Bytes by step, all parties together", "bytes", rounds -> rounds.stream().mapToLong(ProfiledRound::bytesSent).sum());
    table();
    return page.end().done();
  }

  private void head() {
    Profile.Subject subject = profile.subject();
    ProfiledRun first = profile.first();
    page.begin(subject.what(), subject.parties() + " parties, " + subject.suite() + ", " + subject.adversary() + ", field " + subject.field()
        + "; network: " + subject.network() + ". " + first.roundCount() + " rounds, " + first.messages() + " messages, "
        + first.bytes() + " bytes between all parties; " + ProfilePage.spread(profile.time()) + " ms over " + profile.count()
        + (profile.count() == 1 ? " run." : " runs, the first left out."));
  }

  private void timeline() {
    ProfiledRun run = profile.last();
    List<String> parties = run.parties();
    double scale = (WIDTH - LABEL) / Math.max(1, run.nanos());
    Drawing drawing = new Drawing(parties.size() * LINE);
    for (int i = 0; i < parties.size(); i++) {
      int top = i * LINE;
      drawing.text(0, top, parties.get(i));
      for (ProfiledRound round : run.of(parties.get(i))) {
        double x = LABEL + (round.startNanos() - run.startNanos()) * scale;
        double waiting = Math.min(round.waitedNanos(), round.durationNanos()) * scale;
        String told = "round " + round.number() + ", " + round.step() + ": " + round.cause().gate() + "; " + round.bytesSent()
            + " bytes to " + round.sentTo() + "; computing " + ProfilePage.millis(round.computedNanos() / 1e6) + " ms, waiting "
            + ProfilePage.millis(round.waitedNanos() / 1e6) + " ms";
        drawing.bar(new Box(x, top, waiting), Drawing.colour(round.step()), 0.35, told, "");
        drawing.bar(new Box(x + waiting, top, round.durationNanos() * scale - waiting), Drawing.colour(round.step()), 1, told, "");
      }
    }
    page.picture("Timeline of one run, " + ProfilePage.millis(run.nanos() / 1e6) + " ms; pale: waiting for the others", drawing.done());
  }

  private record Box(double x, double y, double width) {}

  private void flames(String title, String unit, ToLongFunction<List<ProfiledRound>> size) {
    List<ProfiledRound> all = profile.first().rounds();
    long total = size.applyAsLong(all);
    double scale = WIDTH / Math.max(1, total);
    Drawing drawing = new Drawing(3 * LINE);
    drawing.bar(new Box(0, 0, WIDTH), "#444444", 1, total + " " + unit, total + " " + unit);
    double x = 0;
    for (Map.Entry<String, List<ProfiledRound>> step : by(all, ProfiledRound::step).entrySet()) {
      double width = size.applyAsLong(step.getValue()) * scale;
      drawing.label(new Box(x, LINE, width), step.getKey(), step.getKey(), size.applyAsLong(step.getValue()) + " " + unit);
      double inner = x;
      for (Map.Entry<String, List<ProfiledRound>> gate : by(step.getValue(), round -> round.cause().gate()).entrySet()) {
        double part = size.applyAsLong(gate.getValue()) * scale;
        drawing.label(new Box(inner, 2 * LINE, part), step.getKey(), gate.getKey(), size.applyAsLong(gate.getValue()) + " " + unit);
        inner += part;
      }
      x += width;
    }
    page.picture(title, drawing.done());
  }

  private static Map<String, List<ProfiledRound>> by(
      List<ProfiledRound> rounds, java.util.function.Function<ProfiledRound, String> key) {
    return rounds.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
  }

  private void table() {
    page.heading("Where it went").table(
        List.of("step", "gate", "rounds", "messages", "bytes", "computing, ms", "waiting, ms"),
        profile.steps().stream()
            .map(step -> List.of(
                step.cause().step(), step.cause().gate(), String.valueOf(step.rounds()), String.valueOf(step.messages()),
                String.valueOf(step.bytes()), ProfilePage.spread(step.computed()), ProfilePage.spread(step.waited())))
            .toList());
  }

  /** As wide as the page, whatever that is. */
  private static final class Drawing {
    private final StringBuilder svg = new StringBuilder();

    Drawing(int height) {
      svg.append(String.format(Locale.ROOT, "<svg viewBox=\"0 0 %.0f %d\" width=\"100%%\" role=\"img\">%n", WIDTH, height));
    }

    void text(double x, double top, String text) {
      svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%s</text>%n", x, top + BAR - 6, Html.escaped(text)));
    }

    void label(Box box, String step, String name, String size) {
      bar(box, colour(step), 1, name + ": " + size, name);
    }

    /** @param inside stands in the bar where there is room */
    void bar(Box box, String colour, double opacity, String told, String inside) {
      svg.append(String.format(
          Locale.ROOT,
          "<g><title>%s</title><rect x=\"%.2f\" y=\"%.0f\" width=\"%.2f\" height=\"%d\" fill=\"%s\" fill-opacity=\"%.2f\" stroke=\"#fff\""
              + " stroke-width=\".4\"/>",
          Html.escaped(told), box.x(), box.y(), Math.max(0, box.width()), BAR, colour, opacity));
      if (!inside.isEmpty() && box.width() > NARROWEST_TEXT) {
        int room = (int) ((box.width() - 8) / CHARACTER);
        String shown = inside.length() <= room ? inside : inside.substring(0, Math.max(1, room - 1)) + "…";
        svg.append(String.format(
            Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" style=\"fill: #fff\">%s</text>", box.x() + 4, box.y() + BAR - 6,
            Html.escaped(shown)));
      }
      svg.append("</g>\n");
    }

    String done() {
      return svg + "</svg>";
    }

    private static String colour(String step) {
      return COLOURS.getOrDefault(step, OTHER);
    }
  }
}
