package org.jointly.cli.command;

import picocli.CommandLine.Command;

/** {@code jointly identity}. */
@Command(
    name = "identity",
    synopsisSubcommandLabel = "COMMAND",
    header = "Keys and certificates: who a node or an analyst is.",
    subcommands = {IdentityCreateCommand.class, IdentityShowCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  jointly identity create north --to north/identity",
      "  jointly identity show north/identity",
      ""
    })
final class IdentityCommand extends CommandGroup {}
