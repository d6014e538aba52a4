package org.jointly.cli.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.query.Question;
import org.jointly.cli.render.TextTable;
import org.jointly.runtime.analyst.VerifiedOutcome;
import org.jointly.runtime.config.RosterFile;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.fault.FaultFamily;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.fault.InternalFailure;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.PartyId;

/**
 * A running consortium on this machine, as real as one on three: identities, a roster, node files, a process per node.
 *
 * <p>Everything is in a temporary folder that {@link #close} deletes after the nodes have ended. It also closes when this process is
 * told to end; and should this process be killed, the nodes notice.
 */
public final class LocalConsortium implements AutoCloseable {
  private static final Duration VALIDITY = Duration.ofDays(2);
  private static final Duration START = Duration.ofSeconds(60);
  private static final int ATTEMPTS = 5;

  /** A refusal or a data failure says all there is to say. */
  private static final Set<FaultFamily> MYSTERIES =
      EnumSet.of(
          FaultFamily.PEER_UNAVAILABLE,
          FaultFamily.DEADLINE_EXCEEDED,
          FaultFamily.ABORTED,
          FaultFamily.PROTOCOL_VIOLATION,
          FaultFamily.INTERNAL);

  private final Sites sites;
  private final Surroundings surroundings;
  private final TemporaryFolder folder;
  private final Thread atExit = new Thread(this::end, "end of the local consortium");
  private final Map<PartyId, Identity> identities = new LinkedHashMap<>();
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final Identity analyst;
  private Roster roster;
  private boolean ended;

  private LocalConsortium(Sites sites, Surroundings surroundings) {
    this.sites = sites;
    this.surroundings = surroundings;
    this.folder = TemporaryFolder.create();
    AbandonedFolders.deleteBeside(folder);
    Runtime.getRuntime().addShutdownHook(atExit);
    for (PartyId party : sites.parties()) {
      identities.put(party, identity(party.name(), siteFolder(party).resolve("identity")));
    }
    this.analyst = identity(sites.analyst().name(), folder.path().resolve("analyst"));
  }

  /**
   * Makes and starts one; returns when every node is connected to every other.
   *
   * @param stage told what is going on, in a few words
   * @throws JointlyException of the family of the first node's failure if it does not come up, or if nodes here could not connect
   */
  public static LocalConsortium start(Sites sites, Surroundings surroundings, Consumer<String> stage) throws InterruptedException {
    Loopback.require(Loopback.ADDRESS);
    LocalConsortium consortium = new LocalConsortium(sites, surroundings);
    try {
      consortium.startNodes(stage);
      return consortium;
    } catch (InterruptedException | RuntimeException failed) {
      consortium.close();
      throw failed;
    }
  }

  private Identity identity(String name, Path where) {
    Identity identity = Identity.create(name, VALIDITY, surroundings.clock(), surroundings.random());
    Text.makeFolder(where);
    identity.save(where);
    return identity;
  }

  private Path siteFolder(PartyId party) {
    return folder.path().resolve(party.name());
  }

  /** Ports can be taken between our looking and the node's listening; then all begin anew with others. */
  private void startNodes(Consumer<String> stage) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      writeFiles(FreePorts.pick(sites.parties().size(), surroundings.random()));
      stage.accept("starting " + sites.parties().size() + " nodes");
      launch();
      Optional<NodeProcess> failed = firstNotReady(stage);
      if (failed.isEmpty()) {
        return;
      }
      boolean portTaken = failed.get().lastLogLines().stream().anyMatch(line -> line.contains("in use"));
      if (!portTaken || attempt == ATTEMPTS) {
        throw failure(failed.get());
      }
      stopNodes();
    }
  }

  private void writeFiles(List<Integer> ports) {
    List<Roster.Party> parties = new ArrayList<>();
    for (PartyId party : sites.parties()) {
      int port = ports.get(parties.size());
      sites.write(party, siteFolder(party), port);
      parties.add(new Roster.Party(party, Loopback.ADDRESS, port, identities.get(party).fingerprint()));
    }
    List<Roster.Analyst> analysts = List.of(new Roster.Analyst(sites.analyst(), analyst.fingerprint()));
    roster = new Roster(sites.consortium(), parties, analysts, sites.setting().suite(), sites.setting().adversary());
    Text.write(rosterFile(), RosterFile.write(roster));
  }

  private synchronized void launch() {
    if (ended) {
      throw new IllegalStateException("closed");
    }
    for (PartyId party : sites.parties()) {
      Path site = siteFolder(party);
      nodes.add(NodeProcess.start(party, site, sites));
    }
  }

  private Optional<NodeProcess> firstNotReady(Consumer<String> stage) throws InterruptedException {
    long until = System.nanoTime() + START.toNanos();
    for (NodeProcess node : nodes) {
      if (!node.awaitReady(Duration.ofNanos(Math.max(0, until - System.nanoTime())))) {
        return Optional.of(firstEnded().orElse(node));
      }
      stage.accept("node " + node.party() + " is connected to the others");
    }
    return Optional.empty();
  }

  /** A node that ended is why another one waits. */
  private Optional<NodeProcess> firstEnded() throws InterruptedException {
    for (NodeProcess node : nodes) {
      if (node.exitCode().isPresent()) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  private static JointlyException failure(NodeProcess node) throws InterruptedException {
    OptionalInt exit = node.exitCode();
    String log = node.lastLogLines().stream().map(line -> line.replaceFirst("^jointly: ", "")).collect(Collectors.joining("\n"));
    String text = exit.isPresent() ? "its node ended with exit code " + exit.getAsInt() : "its node did not come up";
    String detail = log.isEmpty() ? text : text + "; the end of its log:\n" + log;
    int code = exit.orElse(ExitCode.BUG.code());
    if (code == ExitCode.CONFIGURATION.code()) {
      return new InvalidConfiguration("party " + node.party() + ": " + detail);
    }
    if (code == ExitCode.IDENTITY.code()) {
      return new IdentityFailure(node.party(), detail);
    }
    return code == ExitCode.DATA.code()
        ? new DataFailure(node.party(), detail)
        : new InternalFailure(node.party(), detail);
  }

  /**
   * Stops the nodes, gently, and leaves their files where they are until {@link #close}.
   *
   * @return per site its folder
   */
  public synchronized Map<PartyId, Path> stop() {
    stopNodes();
    Map<PartyId, Path> folders = new LinkedHashMap<>();
    sites.parties().forEach(party -> folders.put(party, siteFolder(party)));
    return folders;
  }

  public Roster roster() {
    return roster;
  }

  private Path rosterFile() {
    return folder.path().resolve("roster.yaml");
  }

  /**
   * Asks a question, by way of the first node.
   *
   * @throws JointlyException as the analyst's client does; where a node's own words may tell more, its last log lines are shown first
   */
  public VerifiedOutcome ask(Question question, Duration deadline) {
    try {
      return question.ask(roster, analyst, sites.parties().get(0), deadline, surroundings);
    } catch (JointlyException failure) {
      if (MYSTERIES.contains(failure.family())) {
        showLogs();
      }
      throw failure;
    }
  }

  private synchronized void showLogs() {
    surroundings.terminal().progressDone();
    for (NodeProcess node : nodes) {
      surroundings.terminal().err().println("The end of the log of node " + node.party() + ":");
      node.lastLogLines().forEach(line -> surroundings.terminal().err().println("  " + TextTable.printable(line)));
    }
  }

  /** Stops the nodes and deletes all files. Does nothing the second time. */
  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException exiting) {
      // the hook runs, or is about to: it finds nothing left to do
      return;
    }
  }

  private synchronized void end() {
    if (!ended) {
      ended = true;
      stopNodes();
      folder.close();
    }
  }

  private void stopNodes() {
    nodes.forEach(NodeProcess::stop);
    nodes.forEach(NodeProcess::close);
    nodes.clear();
  }
}
