package org.jointly.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.operator.OwnNode;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.Rendering;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.transport.NodeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jointly preprocess stop}. */
@Command(
    name = "stop",
    header = "Ends the making of material that a node takes part in, whoever began it.",
    description = {
      "Nodes make one lot at a time. This frees yours, and so all others, without a restart: what was made until then is destroyed"
          + " everywhere, and whoever began it is told who stopped it. Queries go on."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  jointly preprocess stop --config north/node.yaml", ""})
final class PreprocessStopCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Surroundings surroundings;

  @Option(names = "--config", required = true, paramLabel = "FILE", description = "The site's node file.")
  private Path file;

  @Mixin private OutputOption output;

  PreprocessStopCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (NodeClient node = new OwnNode(NodeConfig.read(file), surroundings).connect(PATIENCE)) {
      Document document = new Document().with("stopped", node.stopMaking(PATIENCE));
      surroundings.terminal().out().println(Rendering.of(document.fields(), output.format));
      return ExitCode.OK.code();
    }
  }
}
