package org.jointly.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.operator.LotsElsewhere;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.Rendering;
import org.jointly.cli.render.TextTable;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.config.RosterFile;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.material.MaterialInventory;
import org.jointly.runtime.material.StoredMaterialStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jointly preprocess discard}. */
@Command(
    name = "discard",
    header = "Deletes a node's material that cannot be used any more.",
    description = {"Lots made with another roster, and damaged ones. Others stay. The node may be running or not."},
    footerHeading = "%nExamples:%n",
    footer = {
      "  jointly preprocess discard --config north/node.yaml",
      "  jointly preprocess discard --config north/node.yaml --incomplete",
      ""
    })
final class PreprocessDiscardCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--config", required = true, paramLabel = "FILE", description = "The site's node file.")
  private Path file;

  @Option(
      names = "--incomplete",
      description = "Also lots that another site says it does not have: nobody can use them any more. Asks through the running node.")
  private boolean incomplete;

  @Mixin private OutputOption output;

  PreprocessDiscardCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    NodeConfig config = NodeConfig.read(file);
    Roster roster = RosterFile.read(config.roster());
    List<String> discarded = MaterialInventory.discardUnusable(config.material(roster), incompleteOnes(config, roster));
    Document document = new Document().withTexts("discarded", discarded);
    surroundings.terminal().out().println(Rendering.of(document.fields(), output.format));
    return ExitCode.OK.code();
  }

  private Predicate<StoredMaterialStatus> incompleteOnes(NodeConfig config, Roster roster) {
    if (!incomplete) {
      return lot -> false;
    }
    LotsElsewhere elsewhere = LotsElsewhere.seenFrom(config, roster, surroundings);
    elsewhere.doubt().map(TextTable::printable).ifPresent(surroundings.terminal().err()::println);
    return elsewhere::isIncomplete;
  }
}
