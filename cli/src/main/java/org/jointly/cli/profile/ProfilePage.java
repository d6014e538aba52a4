package org.jointly.cli.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jointly.cli.render.TextTable;

/** A profile for people: where rounds, bytes and time went. */
public final class ProfilePage {
  private ProfilePage() {}

  public static List<String> lines(Profile profile) {
    List<String> lines = new ArrayList<>();
    Profile.Subject subject = profile.subject();
    ProfiledRun first = profile.first();
    lines.add(TextTable.printable(subject.what()));
    lines.add(subject.parties() + " parties, " + subject.suite() + ", " + subject.adversary() + ", field " + subject.field()
        + "; network: " + subject.network());
    lines.add(first.roundCount() + " rounds, " + first.messages() + " messages, " + first.bytes() + " bytes between all parties");
    lines.add("time of a session: " + spread(profile.time()) + " ms" + runs(profile.count()));
    lines.add("");
    lines.addAll(steps(profile).lines());
    lines.add("");
    lines.addAll(parties(profile).lines());
    return lines;
  }

  private static String runs(int count) {
    return count == 1
        ? ", of one run of fresh nodes"
        : ": median (least - most) of " + (count - 1) + " runs after a first one of fresh nodes";
  }

  private static TextTable steps(Profile profile) {
    TextTable table = new TextTable(List.of("step", "gate", "rounds", "messages", "bytes", "computing, ms", "waiting, ms"));
    profile.steps().forEach(step -> table.row(List.of(
        step.cause().step(),
        step.cause().gate(),
        String.valueOf(step.rounds()),
        String.valueOf(step.messages()),
        String.valueOf(step.bytes()),
        millis(step.computed().median()),
        millis(step.waited().median()))));
    return table;
  }

  private static TextTable parties(Profile profile) {
    TextTable table = new TextTable(List.of("party", "rounds", "messages", "bytes", "computing, ms", "waiting, ms"));
    profile.parties().forEach(party -> table.row(List.of(
        party.name(),
        String.valueOf(party.rounds()),
        String.valueOf(party.messages()),
        String.valueOf(party.bytes()),
        millis(party.computed().median()),
        millis(party.waited().median()))));
    return table;
  }

  static String spread(Spread spread) {
    return spread.least() == spread.most()
        ? millis(spread.median())
        : millis(spread.median()) + " (" + millis(spread.least()) + " - " + millis(spread.most()) + ")";
  }

  static String millis(double millis) {
    return String.format(Locale.ROOT, "%.2f", millis);
  }
}
