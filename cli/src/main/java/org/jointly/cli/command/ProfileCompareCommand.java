package org.jointly.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.profile.Comparison;
import org.jointly.cli.render.OutputFormat;
import org.jointly.cli.render.Rendering;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jointly profile compare}. */
@Command(
    name = "compare",
    header = "Tells what changed between two profiles; ends with 1 if rounds or bytes grew.",
    description = {"Rounds, messages and bytes are exact. Times are medians with the least and the most, and change no exit code."},
    footerHeading = "%nExamples:%n",
    footer = {"  jointly profile compare before.json after.json", ""})
final class ProfileCompareCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "BEFORE", description = "The JSON of a profile.")
  private Path before;

  @Parameters(index = "1", paramLabel = "AFTER", description = "The JSON of another.")
  private Path after;

  @Mixin private OutputOption output;

  ProfileCompareCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Comparison comparison = Comparison.read(before, after);
    if (output.format == OutputFormat.table) {
      comparison.lines().forEach(surroundings.terminal().out()::println);
    } else {
      surroundings.terminal().out().println(Rendering.of(comparison.document().fields(), output.format));
    }
    return (comparison.grew() ? ExitCode.GREW : ExitCode.OK).code();
  }
}
