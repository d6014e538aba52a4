package org.jointly.cli.command;

import java.util.concurrent.Callable;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jointly completion}. */
@Command(
    name = "completion",
    header = "Prints a script that lets bash and zsh complete commands and options.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  For this shell:",
      "    source <(jointly completion)",
      "  For every bash of yours:",
      "    jointly completion > ~/.local/share/bash-completion/completions/jointly",
      ""
    })
final class CompletionCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  CompletionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    surroundings.terminal().out().print(AutoComplete.bash("jointly", spec.root().commandLine()));
    return ExitCode.OK.code();
  }
}
