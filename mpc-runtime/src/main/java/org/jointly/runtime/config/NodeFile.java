package org.jointly.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jointly.runtime.config.NodeConfig.Limits;
import org.jointly.runtime.config.NodeConfig.Listen;
import org.jointly.runtime.config.NodeConfig.LogLevel;
import org.jointly.runtime.data.DataSettings;
import org.jointly.runtime.data.RecordSource;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.transport.Emulation;

/**
 * Reads the settings of one site's node.
 *
 * <pre>
 * party: north
 * identity: identity                   # folder with identity.key and identity.crt
 * roster: ../roster.yaml
 * policy: policy.yaml
 * ledger: ledger.jsonl
 * material: material                   # folder for what 'jointly preprocess' makes; may be left out
 * listen: {host: 0.0.0.0, port: 7101}
 * data: …                              # see DataSection
 * limits:                              # may be left out
 *   session_deadline_seconds: 30
 *   parallel_sessions: 4
 *   material_pieces: 50000000          # of all kinds, that a peer may have made at a time; 0 for none
 * log_level: info                      # may be left out
 * emulate:                             # only ever makes a node slower; for measurements on one machine
 *   rtt_micros: 20000
 *   jitter_micros: 0                   # may be left out
 *   bandwidth_kbit: 100000
 *   loss_per_million: 0                # may be left out
 * </pre>
 */
final class NodeFile {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_PORT = 65_535;
  private static final long MAX_DEADLINE_SECONDS = 3600;
  private static final long MAX_SESSIONS = 1000;
  private static final long MAX_PIECES = 1_000_000_000_000L;
  private static final long MAX_MICROS = 10_000_000;
  private static final long MAX_KILOBITS = 1_000_000_000;
  private static final long KILO = 1000;
  private static final long MILLION = 1_000_000;

  private NodeFile() {}

  /**
   * @param thoroughly whether to look at the files and records that it names, if it is wrong
   * @throws InvalidConfiguration with every problem of the file, and of what was looked at
   */
  static NodeConfig read(Path file, boolean thoroughly) {
    Problems problems = new Problems(file.toString());
    Path folder = file.toAbsolutePath().getParent();
    Optional<NodeConfig> config =
        Yaml.read(file, MAX_BYTES, problems).flatMap(node -> config(Section.of(node, "node", problems), folder, thoroughly));
    problems.throwIfAny();
    return config.orElseThrow();
  }

  private static Optional<NodeConfig> config(Section root, Path folder, boolean thoroughly) {
    Optional<PartyId> party = root.made("party", "north", PartyId::new);
    Optional<Path> identity = root.path("identity", folder, "identity");
    Optional<Path> roster = root.path("roster", folder, "../roster.yaml");
    Optional<Path> policy = root.path("policy", folder, "policy.yaml");
    Optional<Path> ledger = root.path("ledger", folder, "ledger.jsonl");
    Optional<Path> material = root.optional("material")
        .map(node -> root.path("material", node, folder, "material"))
        .orElse(Optional.of(folder.resolve("material")));
    Optional<Listen> listen = root.section("listen", "{host: 0.0.0.0, port: 7101}").flatMap(NodeFile::listen);
    Limits limits = root.optionalSection("limits").map(NodeFile::limits).orElse(Limits.DEFAULT);
    Optional<DataSettings> data =
        root.section("data", "{kind: duckdb, tables: …}").flatMap(section -> DataSection.read(section, folder));
    LogLevel logLevel = root.choice("log_level", levels(), Optional.of(LogLevel.INFO)).orElse(LogLevel.INFO);
    Optional<Emulation> emulation = root.optionalSection("emulate").map(NodeFile::emulation);
    root.done();
    if (thoroughly && root.problems().any()) {
      Problems problems = root.problems();
      roster.ifPresent(named -> problems.lookAt(() -> RosterFile.read(named)));
      policy.ifPresent(named -> problems.lookAt(() -> PolicyFile.read(named)));
      data.ifPresent(settings -> problems.lookAt(() -> requireReadable(settings)));
    }
    return root.problems().any()
        ? Optional.empty()
        : Optional.of(
            new NodeConfig(
                party.orElseThrow(),
                identity.orElseThrow(),
                roster.orElseThrow(),
                policy.orElseThrow(),
                ledger.orElseThrow(),
                material.orElseThrow(),
                listen.orElseThrow(),
                data.orElseThrow(),
                limits,
                logLevel,
                emulation));
  }

  private static void requireReadable(DataSettings settings) {
    try (RecordSource source = RecordSource.open(settings)) {
      source.requireReadable();
    }
  }

  private static Optional<Listen> listen(Section section) {
    Optional<String> host = section.text("host", "0.0.0.0");
    int port = (int) section.number("port", 0, MAX_PORT, Optional.empty());
    section.done();
    return host.map(name -> new Listen(name, port));
  }

  private static Limits limits(Section section) {
    long deadline =
        section.number(
            "session_deadline_seconds", 1, MAX_DEADLINE_SECONDS, Optional.of(Limits.DEFAULT.sessionDeadline().toSeconds()));
    long sessions =
        section.number("parallel_sessions", 1, MAX_SESSIONS, Optional.of((long) Limits.DEFAULT.parallelSessions()));
    long pieces =
        section.number("material_pieces", 0, MAX_PIECES, Optional.of(Limits.DEFAULT.materialPieces()));
    section.done();
    return new Limits(Duration.ofSeconds(deadline), (int) sessions, pieces);
  }

  private static Emulation emulation(Section section) {
    long roundTrip = section.number("rtt_micros", 0, MAX_MICROS, Optional.empty());
    long jitter = section.number("jitter_micros", 0, MAX_MICROS, Optional.of(0L));
    long kilobits = section.number("bandwidth_kbit", 1, MAX_KILOBITS, Optional.empty());
    long loss = section.number("loss_per_million", 0, MILLION - 1, Optional.of(0L));
    section.done();
    return new Emulation(
        Duration.of(roundTrip, ChronoUnit.MICROS), Duration.of(jitter, ChronoUnit.MICROS), kilobits * KILO, (double) loss / MILLION);
  }

  private static Map<String, LogLevel> levels() {
    Map<String, LogLevel> levels = new LinkedHashMap<>();
    for (LogLevel level : LogLevel.values()) {
      levels.put(Words.plain(level), level);
    }
    return levels;
  }
}
