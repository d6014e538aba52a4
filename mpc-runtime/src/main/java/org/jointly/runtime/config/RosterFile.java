package org.jointly.runtime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.Setting;
import org.jointly.protocols.suite.Adversary;
import org.jointly.runtime.identity.Fingerprint;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.identity.RosterProblem;
import org.jointly.runtime.party.AnalystId;
import org.jointly.runtime.party.PartyId;

/**
 * Reads and writes a consortium's roster.
 *
 * <pre>
 * consortium: three-hospitals
 * suite: shamir                        # may be left out
 * adversary: semi-honest               # or malicious; may be left out
 * parties:
 *   - name: north
 *     host: mpc.north.example
 *     port: 7101
 *     fingerprint: aaaa-bbbb-…
 *     display_name: North Hospital     # may be left out
 * analysts:
 *   - name: maria
 *     fingerprint: cccc-dddd-…
 * </pre>
 */
public final class RosterFile {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_PORT = 65_535;
  private static final String FINGERPRINT_EXAMPLE = "what jointly identity show prints";
  private static final Pattern FIELD = Pattern.compile("(\\w+)(?:\\[(\\d+)\\](?:\\.(\\w+))?)?");
  private static final Map<String, String> KEYS = Map.of("id", "name", "displayName", "display_name");

  private RosterFile() {}

  /** @throws org.jointly.runtime.fault.InvalidConfiguration with every problem of the file */
  public static Roster read(Path file) {
    Problems problems = new Problems(file.toString());
    Optional<Roster> roster =
        Yaml.read(file, MAX_BYTES, problems).flatMap(node -> roster(Section.of(node, "roster", problems)));
    problems.throwIfAny();
    return roster.orElseThrow();
  }

  private static Optional<Roster> roster(Section root) {
    Optional<String> consortium = root.text("consortium", "three-hospitals");
    String suite = root.optionalText("suite", "shamir").orElse("shamir");
    Map<String, Adversary> adversaries = new LinkedHashMap<>();
    for (Adversary adversary : Adversary.values()) {
      adversaries.put(adversary.label(), adversary);
    }
    Optional<Adversary> adversary = root.choice("adversary", adversaries, Optional.of(Adversary.SEMI_HONEST));
    List<Read<Roster.Party>> parties = all(root, "parties", "north", RosterFile::party);
    List<Read<Roster.Analyst>> analysts = all(root, "analysts", "maria", RosterFile::analyst);
    root.done();
    boolean complete = !root.problems().any();
    for (RosterProblem problem :
        Roster.problems(consortium.orElse("?"), values(parties), values(analysts), suite)) {
      if (complete || !problem.field().equals("parties")) {
        root.problems().add(line(problem.field(), root, parties, analysts), inWords(problem));
      }
    }
    if (!root.problems().any()) {
      new Setting(parties.size(), suite, adversary.orElseThrow()).problem(Catalog.standard())
          .ifPresent(problem -> root.problem("suite", problem));
    }
    return root.problems().any()
        ? Optional.empty()
        : Optional.of(
            new Roster(consortium.orElseThrow(), values(parties), values(analysts), suite, adversary.orElseThrow()));
  }

  /** One of the roster's entries, and where it stands. */
  private record Read<T>(Section section, T value) {}

  private static <T> List<T> values(List<Read<T>> entries) {
    return entries.stream().map(Read::value).toList();
  }

  private static <T> List<Read<T>> all(
      Section root, String key, String name, Function<Section, Optional<T>> reader) {
    String example = "[{name: " + name + ", …}]";
    List<Read<T>> read = new ArrayList<>();
    root.required(key, example).ifPresent(node -> {
      if (!(node instanceof YamlNode.Items items)) {
        root.problem(key, "got " + node.inWords() + "; write a list, each entry beginning with \"- name: " + name + "\"");
        return;
      }
      for (YamlNode item : items.nodes()) {
        Section section = Section.of(item, key, root.problems());
        reader.apply(section).ifPresent(value -> read.add(new Read<>(section, value)));
      }
    });
    return read;
  }

  private static Optional<Roster.Party> party(Section section) {
    Optional<PartyId> id = section.made("name", "north", PartyId::new);
    Optional<String> host = section.text("host", "mpc.north.example");
    int port = (int) section.number("port", 1, MAX_PORT, Optional.empty());
    Optional<Fingerprint> fingerprint = section.made("fingerprint", FINGERPRINT_EXAMPLE, Fingerprint::parse);
    Optional<String> displayName = section.optionalText("display_name", "North Hospital");
    section.done();
    return id.isEmpty() || host.isEmpty() || fingerprint.isEmpty()
        ? Optional.empty()
        : Optional.of(new Roster.Party(id.get(), host.get(), port, fingerprint.get(), displayName));
  }

  private static Optional<Roster.Analyst> analyst(Section section) {
    Optional<AnalystId> id = section.made("name", "maria", AnalystId::new);
    Optional<Fingerprint> fingerprint = section.made("fingerprint", FINGERPRINT_EXAMPLE, Fingerprint::parse);
    section.done();
    return id.isEmpty() || fingerprint.isEmpty()
        ? Optional.empty()
        : Optional.of(new Roster.Analyst(id.get(), fingerprint.get()));
  }

  /** The line that {@code parties[2].port} stands in. */
  private static int line(
      String field, Section root, List<Read<Roster.Party>> parties, List<Read<Roster.Analyst>> analysts) {
    Matcher path = FIELD.matcher(field);
    if (!path.matches() || path.group(2) == null) {
      return path.matches() ? root.line(path.group(1)) : root.line();
    }
    int index = Integer.parseInt(path.group(2));
    Section section = path.group(1).equals("parties") ? parties.get(index).section() : analysts.get(index).section();
    return path.group(3) == null ? section.line() : section.line(KEYS.getOrDefault(path.group(3), path.group(3)));
  }

  private static String inWords(RosterProblem problem) {
    Matcher path = FIELD.matcher(problem.field());
    String key = path.matches() && path.group(3) != null ? path.group(3) : problem.field();
    return KEYS.getOrDefault(key, key) + ": " + problem.message();
  }

  /** The roster as a file that people can read, check by phone and put under version control. */
  public static String write(Roster roster) {
    StringBuilder text =
        new StringBuilder(
            """
            # The roster of a consortium: who takes part, and how each one is recognised. It holds no secret.
            # Every site and every analyst needs this very file: its digest is part of every session.
            # Before it is used, each site reads its fingerprint to the others over the phone; they compare it with this file.
            """);
    text.append("consortium: ").append(quoted(roster.consortium())).append('\n');
    text.append("suite: ").append(quoted(roster.suite())).append('\n');
    text.append("adversary: ").append(roster.adversary().label()).append("\n\n");
    text.append("# The order gives each party its number in the protocol.\nparties:\n");
    for (Roster.Party party : roster.parties()) {
      text.append("  - name: ").append(party.id()).append('\n');
      text.append("    host: ").append(quoted(party.host())).append('\n');
      text.append("    port: ").append(party.port()).append('\n');
      text.append("    fingerprint: ").append(party.fingerprint()).append('\n');
      party.displayName().ifPresent(name -> text.append("    display_name: ").append(quoted(name)).append('\n'));
    }
    text.append(roster.analysts().isEmpty() ? "\nanalysts: []\n" : "\n# Who may ask.\nanalysts:\n");
    for (Roster.Analyst analyst : roster.analysts()) {
      text.append("  - name: ").append(analyst.id()).append('\n');
      text.append("    fingerprint: ").append(analyst.fingerprint()).append('\n');
    }
    return text.toString();
  }

  /** In double quotes as YAML reads them, so that any name stays text. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
