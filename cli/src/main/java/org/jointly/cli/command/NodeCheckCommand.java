package org.jointly.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.Rendering;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.node.NodeFinding;
import org.jointly.runtime.node.NodeFinding.Severity;
import org.jointly.runtime.node.PartyNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jointly node check}. */
@Command(
    name = "check",
    header = "Looks at everything a node's file names, without starting the node.",
    description = {
      "Roster, identity, policy, ledger, and every table and column of the records. Exits with 3 if the node would not start."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  jointly node check --config north/node.yaml",
      "  Also try to reach the other nodes:",
      "    jointly node check --config north/node.yaml --peers",
      ""
    })
final class NodeCheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--config", required = true, paramLabel = "FILE", description = "The site's node file.")
  private Path file;

  @Option(names = "--peers", description = "Also try to reach the other nodes.")
  private boolean peers;

  @Mixin private OutputOption output;

  NodeCheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    NodeConfig config = NodeConfig.readThoroughly(file);
    List<NodeFinding> findings = PartyNode.check(config, surroundings.clock(), surroundings.random(), peers);
    List<Value> rows = findings.stream().map(NodeCheckCommand::row).toList();
    Document document = new Document().with("findings", new Items(rows));
    surroundings.terminal().out().println(Rendering.of(document.fields(), output.format));
    return (findings.stream().anyMatch(finding -> finding.severity() == Severity.PROBLEM) ? ExitCode.CONFIGURATION : ExitCode.OK).code();
  }

  private static Value row(NodeFinding finding) {
    return new Document()
        .with("finding", finding.severity().name().toLowerCase(Locale.ROOT))
        .with("what", finding.text())
        .fields();
  }
}
