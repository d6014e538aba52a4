package org.jointly.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.Rendering;
import org.jointly.runtime.material.MaterialFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jointly preprocess discard}. */
@Command(
    name = "discard",
    header = "Deletes a node's material that cannot be used any more.",
    description = {"Lots made with another roster, and damaged ones. Others stay. The node may be running or not."},
    footerHeading = "%nExamples:%n",
    footer = {"  jointly preprocess discard --config north/node.yaml", ""})
final class PreprocessDiscardCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--config", required = true, paramLabel = "FILE", description = "The site's node file.")
  private Path file;

  @Mixin private OutputOption output;

  PreprocessDiscardCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Document document =
        new Document().withTexts("discarded", MaterialFolder.discardUnusable(PreprocessStatusCommand.place(file)));
    surroundings.terminal().out().println(Rendering.of(document.fields(), output.format));
    return ExitCode.OK.code();
  }
}
