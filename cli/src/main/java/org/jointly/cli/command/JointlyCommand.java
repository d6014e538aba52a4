package org.jointly.cli.command;

import java.util.List;
import java.util.stream.Stream;
import org.jointly.cli.console.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code jointly}: the tree of commands. */
@Command(
    name = "jointly",
    synopsisSubcommandLabel = "COMMAND",
    header = "Statistics and rare-disease counts over the patients of several hospitals, without pooling them.",
    subcommands = {
      DemoCommand.class,
      RehearseCommand.class,
      ProfileCommand.class,
      QueryCommand.class,
      NodeCommand.class,
      PreprocessCommand.class,
      IdentityCommand.class,
      RosterCommand.class,
      LedgerCommand.class,
      CompletionCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  See three hospitals count together on this machine:",
      "    jointly demo",
      "  Ask a consortium:",
      "    jointly query run rare.yaml --roster roster.yaml --identity me/ --via north",
      "  Try a query on files before you send it:",
      "    jointly rehearse rare.yaml --site north=a/ --site south=b/ --site west=c/",
      "  Run a site's node:",
      "    jointly node start --config node.yaml",
      "",
      "'jointly COMMAND --help' says more about each.",
      ""
    })
public final class JointlyCommand extends CommandGroup {

  @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces and more of the log.")
  private boolean debug;

  /** Gives every command of the tree what all of them have: {@code --help}, {@code --version} and the exit codes. */
  public static void complete(CommandLine root) {
    finish(root, ExitCode.described());
    root.getSubcommands().values().forEach(JointlyCommand::completeSubcommand);
  }

  private static void completeSubcommand(CommandLine line) {
    finish(line, ExitCode.named());
    line.getSubcommands().values().forEach(JointlyCommand::completeSubcommand);
  }

  private static void finish(CommandLine line, List<String> exitCodes) {
    var spec = line.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version());
    var usage = spec.usageMessage();
    usage.footer(Stream.concat(Stream.of(usage.footer()), exitCodes.stream()).toArray(String[]::new));
    usage.parameterListHeading("%n").optionListHeading(spec.positionalParameters().isEmpty() ? "%n" : "");
    usage.commandListHeading("%nCommands:%n");
  }
}
