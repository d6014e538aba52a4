package org.jointly.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jointly.runtime.identity.Fingerprint;
import org.jointly.runtime.identity.Identity;

/**
 * Sites with files as their operators have them, each node a process of its own that a test may stop, kill or start again.
 *
 * <p>The analyst's name is anna.
 */
final class Consortium implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path folder;
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final Map<String, Fingerprint> fingerprints = new HashMap<>();
  private final Map<String, Process> nodes = new HashMap<>();
  private int sessionSeconds = 20;
  private boolean goodCode;

  /** Makes keys, roster and, for every site, node file and a policy that allows everything. No tables yet. */
  Consortium(List<String> sites) throws IOException {
    folder = Files.createTempDirectory("jointly-it");
    freePorts(sites);
    for (String site : sites) {
      fingerprints.put(site, identity(site, site(site).resolve("identity"), Clock.systemUTC()));
      policy(site, "analysts: all\nstatistics: all\ntables: {diagnoses: all, lung: all, conditions: all, sleep: all, birthwt: all}\n"
          + "smallest_minimum_count: 0\nmaximum_codes: 100000\n");
      node(site, ports.get(site), "");
    }
    fingerprints.put("anna", identity("anna", analyst(), Clock.systemUTC()));
    Files.writeString(roster(), rosterText("it"));
  }

  /** Another suite, and time for its preprocessing; to be called first. */
  Consortium on(String suite, String adversary) throws IOException {
    sessionSeconds = 120;
    goodCode = true;
    Files.writeString(roster(), Files.readString(roster())
        .replace("suite: shamir\nadversary: semi-honest", "suite: " + suite + "\nadversary: " + adversary));
    return this;
  }

  private void freePorts(List<String> sites) throws IOException {
    List<ServerSocket> open = new ArrayList<>();
    for (String site : sites) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      open.add(socket);
      ports.put(site, socket.getLocalPort());
    }
    for (ServerSocket socket : open) {
      socket.close();
    }
  }

  /** Makes a key; the clock says when its two days begin. */
  static Fingerprint identity(String name, Path where, Clock clock) throws IOException {
    Files.createDirectories(where);
    Identity identity = Identity.create(name, Duration.ofDays(2), clock, RANDOM);
    identity.save(where);
    return identity.fingerprint();
  }

  String rosterText(String consortium) {
    String parties = ports.entrySet().stream()
        .map(site -> "  - {name: %s, host: 127.0.0.1, port: %d, fingerprint: %s}\n"
            .formatted(site.getKey(), site.getValue(), fingerprints.get(site.getKey())))
        .collect(Collectors.joining());
    return "consortium: " + consortium + "\nsuite: shamir\nadversary: semi-honest\nparties:\n" + parties
        + "analysts:\n  - {name: anna, fingerprint: " + fingerprints.get("anna") + "}\n";
  }

  void policy(String site, String text) throws IOException {
    Jointly.write(site(site).resolve("policy.yaml"), text);
  }

  /** @param tables the lines under {@code tables:}, indented by four */
  void node(String site, int port, String tables) throws IOException {
    Jointly.write(site(site).resolve("node.yaml"), """
        party: %s
        identity: identity
        roster: ../roster.yaml
        policy: policy.yaml
        ledger: ledger.jsonl
        listen: {host: 127.0.0.1, port: %d}
        data:
          kind: duckdb
          tables:
        %s
        limits: {session_deadline_seconds: %d}
        """.formatted(site, port, tables, sessionSeconds));
  }

  /** Gives a site's node its tables: common name to CSV file. */
  void tables(String site, Map<String, Path> files) throws IOException {
    String lines = files.entrySet().stream()
        .map(table -> "    %s: {path: '%s', patient_id: patient_id}".formatted(table.getKey(), table.getValue()))
        .collect(Collectors.joining("\n"));
    node(site, port(site), lines);
  }

  int port(String site) {
    return ports.get(site);
  }

  List<String> sites() {
    return List.copyOf(ports.keySet());
  }

  Path folder() {
    return folder;
  }

  Path site(String site) {
    return folder.resolve(site);
  }

  Path roster() {
    return folder.resolve("roster.yaml");
  }

  Path analyst() {
    return folder.resolve("anna");
  }

  Path ledger(String site) {
    return site(site).resolve("ledger.jsonl");
  }

  String log(String site) throws IOException {
    return Files.readString(site(site).resolve("log"));
  }

  /** Starts all nodes; returns when each is connected to every other. */
  void start() throws IOException, InterruptedException {
    for (String site : ports.keySet()) {
      launch(site);
    }
    for (String site : ports.keySet()) {
      awaitReady(site);
    }
  }

  void launch(String site) throws IOException {
    List<String> command =
        Jointly.command(List.of("node", "start", "--config", site(site).resolve("node.yaml").toString(), "--exit-with-parent"));
    if (goodCode) {
      command.remove("-XX:TieredStopAtLevel=1");
    }
    nodes.put(site, new ProcessBuilder(command)
        .redirectOutput(site(site).resolve("out").toFile())
        .redirectError(site(site).resolve("log").toFile())
        .start());
  }

  void awaitReady(String site) throws IOException, InterruptedException {
    Path out = site(site).resolve("out");
    await(site + " is ready", () -> read(out).contains("ready") || !nodes.get(site).isAlive());
    if (!nodes.get(site).isAlive()) {
      throw new AssertionError(site + " ended: " + log(site));
    }
  }

  /** Polls: nothing in another process can wake us. */
  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("waited in vain until " + what);
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException beingWritten) {
      return "";
    }
  }

  /** SIGKILL. */
  void kill(String site) throws InterruptedException {
    nodes.get(site).destroyForcibly().waitFor();
  }

  /** {@code jointly query run}, with more options if need be. */
  Jointly.Run ask(String query, Object... options) throws IOException, InterruptedException {
    return Jointly.await(asking(query, options));
  }

  Jointly.Running asking(String query, Object... options) throws IOException {
    return asking(analyst(), sites().get(0), query, options);
  }

  Jointly.Running asking(Path identity, String home, String query, Object... options) throws IOException {
    Path file = Files.createTempFile(folder, "query", ".yaml");
    Files.writeString(file, query);
    List<Object> words = new ArrayList<>(List.of(
        "query", "run", file, "--roster", roster(), "--identity", identity, "--via", home, "--deadline", sessionSeconds + 5 + "s"));
    words.addAll(List.of(options));
    return Jointly.start(words.toArray());
  }

  /** Stops the nodes and deletes everything. */
  @Override
  public void close() throws IOException, InterruptedException {
    for (Process node : nodes.values()) {
      node.destroy();
    }
    for (Process node : nodes.values()) {
      if (!node.waitFor(10, TimeUnit.SECONDS)) {
        node.destroyForcibly().waitFor();
      }
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
