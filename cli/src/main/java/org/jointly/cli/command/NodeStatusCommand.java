package org.jointly.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.operator.OwnNode;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.Rendering;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.config.RosterFile;
import org.jointly.runtime.fault.FaultFamily;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.transport.NodeClient;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.Condition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jointly node status}. */
@Command(
    name = "status",
    header = "Asks a running node how it is.",
    description = {
      "To whom it is connected and since when, what it is busy with, and what its operator should see to. Talks to the node with the"
          + " node's own key, so run it where that key is, as the node's user.",
      "For monitoring: exits with 0 if all is well, and otherwise with the code of the first trouble: 4 a peer is not connected, or the"
          + " node itself does not answer, 5 a certificate ends within 30 days or is refused, 3 the ledger cannot be written, or the roster"
          + " file is not the one that the node was started with."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  jointly node status --config north/node.yaml",
      "  jointly node status --config north/node.yaml --output json",
      ""
    })
final class NodeStatusCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Surroundings surroundings;

  @Option(names = "--config", required = true, paramLabel = "FILE", description = "The site's node file.")
  private Path file;

  @Mixin private OutputOption output;

  NodeStatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    NodeConfig config = NodeConfig.read(file);
    Condition condition;
    try (NodeClient node = new OwnNode(config, surroundings).connect(PATIENCE)) {
      condition = node.condition(PATIENCE);
    }
    List<FaultReport> troubles = new ArrayList<>(condition.troubles());
    staleRoster(config, condition).ifPresent(stale -> troubles.add(0, stale));
    surroundings.terminal().out().println(Rendering.of(document(config, condition, troubles).fields(), output.format));
    return (troubles.isEmpty() ? ExitCode.OK : ExitCode.of(troubles.get(0).family())).code();
  }

  /** A node reads its files when it starts, and never again. */
  private static Optional<FaultReport> staleRoster(NodeConfig config, Condition condition) {
    try {
      Bytes32 digest = Bytes32.of(RosterFile.read(config.roster()).digest());
      return digest.equals(condition.rosterDigest())
          ? Optional.empty()
          : Optional.of(new FaultReport(FaultFamily.INVALID_CONFIGURATION, Optional.of(config.party()), config.roster()
              + ": is not the roster that the node was started with; restart it, or put the old one back", 0));
    } catch (JointlyException unreadable) {
      return Optional.of(FaultReport.of(unreadable, config.party()));
    }
  }

  private static Value row(FaultReport trouble) {
    return new Document()
        .with("party", trouble.party().map(PartyId::name).orElse(""))
        .with("trouble", trouble.detail())
        .fields();
  }

  private static Document document(NodeConfig config, Condition condition, List<FaultReport> troubles) {
    List<Value> peers = condition.peers().stream().<Value>map(peer -> new Document()
        .with("peer", peer.peer().name())
        .with("connected", peer.connected())
        .with("since", peer.since().toString())
        .fields()).toList();
    return new Document()
        .with("party", config.party().name())
        .with("version", condition.version())
        .with("started", condition.startedAt().toString())
        .with("roster", condition.rosterDigest().hex())
        .with("certificateUntil", condition.certificateExpiry().toString())
        .with("queries", condition.load().queries())
        .with("mostQueries", condition.load().mostQueries())
        .with("makesMaterial", condition.load().making())
        .with("peers", new Items(peers))
        .with("troubles", new Items(troubles.stream().map(NodeStatusCommand::row).toList()));
  }
}
