package org.jointly.cli.command;

import picocli.CommandLine.Command;

/** {@code jointly query}. */
@Command(
    name = "query",
    synopsisSubcommandLabel = "COMMAND",
    header = "Questions to a consortium.",
    subcommands = {
      QueryListCommand.class,
      QueryNewCommand.class,
      QueryValidateCommand.class,
      QueryExplainCommand.class,
      QueryRunCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  jointly query list",
      "  jointly query new counts-by-code > rare.yaml",
      "  jointly query validate rare.yaml --roster roster.yaml",
      "  jointly query explain rare.yaml --roster roster.yaml",
      "  jointly query run rare.yaml --roster roster.yaml --identity me/ --via north",
      ""
    })
final class QueryCommand extends CommandGroup {}
