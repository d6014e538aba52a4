package org.jointly.cli.command;

import picocli.CommandLine.Command;

/** {@code jointly roster}. */
@Command(
    name = "roster",
    synopsisSubcommandLabel = "COMMAND",
    header = "The file that says who takes part: addresses, fingerprints, analysts.",
    subcommands = {RosterCreateCommand.class, RosterCheckCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  jointly roster check roster.yaml",
      ""
    })
final class RosterCommand extends CommandGroup {}
