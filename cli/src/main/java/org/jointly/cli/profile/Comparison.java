package org.jointly.cli.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.TextTable;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.runtime.config.JsonText;
import org.jointly.runtime.fault.InvalidConfiguration;

/** Two profiles side by side. */
public final class Comparison {
  private static final List<String> COUNTS = List.of("rounds", "messages", "bytes");

  private final Side before;
  private final Side after;

  private Comparison(Side before, Side after) {
    this.before = before;
    this.after = after;
  }

  /** Rounds, messages and bytes, in this order. */
  private record Counts(List<Long> values) {
    private static final Counts NONE = new Counts(List.of(0L, 0L, 0L));
  }

  /** What is compared of a profile. */
  private record Side(String subject, Counts total, Map<String, Counts> steps, Spread millis) {}

  /** @throws InvalidConfiguration if a file is not the JSON of a profile */
  public static Comparison read(Path before, Path after) {
    return new Comparison(side(before), side(after));
  }

  private static Side side(Path file) {
    try {
      Map<?, ?> document = map(JsonText.read(Files.readString(file)));
      Map<String, Counts> steps = new LinkedHashMap<>();
      for (Object step : (List<?>) document.get("steps")) {
        steps.put(map(step).get("step") + ": " + map(step).get("gate"), counts(map(step)));
      }
      Map<?, ?> millis = map(document.get("millis"));
      return new Side(
          subject(map(document.get("subject"))),
          counts(map(document.get("cost"))),
          steps,
          new Spread(number(millis, "median"), number(millis, "least"), number(millis, "most")));
    } catch (NoSuchFileException missing) {
      throw new InvalidConfiguration(file + " does not exist; write a profile with: jointly profile … --output json > " + file);
    } catch (IOException unreadable) {
      throw new InvalidConfiguration(file + " cannot be read: " + unreadable.getMessage());
    } catch (IllegalArgumentException | ClassCastException | NullPointerException wrong) {
      throw new InvalidConfiguration(file + " is not the JSON of a profile; write it with: jointly profile … --output json");
    }
  }

  private static String subject(Map<?, ?> subject) {
    return subject.get("what") + ", " + subject.get("suite") + ", " + subject.get("adversary") + ", "
        + whole(subject, "parties") + " parties, network: " + subject.get("network");
  }

  private static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }

  private static double number(Map<?, ?> of, String name) {
    return ((Number) of.get(name)).doubleValue();
  }

  private static long whole(Map<?, ?> of, String name) {
    return ((Number) of.get(name)).longValue();
  }

  private static Counts counts(Map<?, ?> of) {
    return new Counts(COUNTS.stream().map(name -> whole(of, name)).toList());
  }

  /** Whether there are more rounds, or more bytes. */
  public boolean grew() {
    return change(before.total(), after.total(), 0) > 0 || change(before.total(), after.total(), 2) > 0;
  }

  private static long change(Counts before, Counts after, int which) {
    return after.values().get(which) - before.values().get(which);
  }

  /** For people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!before.subject().equals(after.subject())) {
      lines.add("These are profiles of different things:");
      lines.add("  " + TextTable.printable(before.subject()));
      lines.add("  " + TextTable.printable(after.subject()));
    }
    TextTable table = new TextTable(List.of("step", "what", "before", "after", "change"));
    steps().forEach(step -> rows(step, of(before, step), of(after, step), table));
    rows("all", before.total(), after.total(), table);
    lines.addAll(table.lines());
    lines.add("time, ms: " + ProfilePage.spread(before.millis()) + " before, " + ProfilePage.spread(after.millis()) + " after");
    lines.add(grew() ? "Rounds or bytes grew." : "Neither rounds nor bytes grew.");
    return lines;
  }

  private Set<String> steps() {
    Set<String> steps = new LinkedHashSet<>(before.steps().keySet());
    steps.addAll(after.steps().keySet());
    return steps;
  }

  private static Counts of(Side side, String step) {
    return side.steps().getOrDefault(step, Counts.NONE);
  }

  /** What is the same is said of the whole only. */
  private static void rows(String step, Counts before, Counts after, TextTable table) {
    for (int i = 0; i < COUNTS.size(); i++) {
      long change = change(before, after, i);
      if (change != 0 || step.equals("all")) {
        table.row(List.of(
            step, COUNTS.get(i), String.valueOf(before.values().get(i)), String.valueOf(after.values().get(i)),
            change == 0 ? "same" : String.format(Locale.ROOT, "%+d", change)));
      }
    }
  }

  /** {@code grew, subjects {before, after}, changes [{step, what, before, after}], millis {before {…}, after {…}}}. */
  public Document document() {
    List<Value> changes = new ArrayList<>();
    steps().forEach(step -> changes(step, of(before, step), of(after, step), changes));
    changes("all", before.total(), after.total(), changes);
    return new Document()
        .with("status", "ok")
        .with("grew", grew())
        .with("subjects", new Document().with("before", before.subject()).with("after", after.subject()))
        .with("changes", new Items(changes))
        .with("millis", new Document().with("before", before.millis().document()).with("after", after.millis().document()));
  }

  private static void changes(String step, Counts before, Counts after, List<Value> changes) {
    for (int i = 0; i < COUNTS.size(); i++) {
      if (change(before, after, i) != 0) {
        changes.add(new Document()
            .with("step", step)
            .with("what", COUNTS.get(i))
            .with("before", before.values().get(i))
            .with("after", after.values().get(i))
            .fields());
      }
    }
  }
}
