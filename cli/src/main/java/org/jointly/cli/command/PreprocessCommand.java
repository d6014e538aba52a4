package org.jointly.cli.command;

import picocli.CommandLine.Command;

/** {@code jointly preprocess}. */
@Command(
    name = "preprocess",
    synopsisSubcommandLabel = "COMMAND",
    header = "Material for queries to come: made between the nodes at night, used up by day.",
    description = {
      "Suites that trust nobody, such as spdz, use up random triples, bits and masks that all nodes make together, and that takes far"
          + " longer than the query itself. What is made beforehand waits at each node, encrypted, is bound to the roster, and each"
          + " piece is used once. What a query needs and does not find, it makes first."
    },
    subcommands = {
      PreprocessRunCommand.class, PreprocessStatusCommand.class, PreprocessStopCommand.class, PreprocessDiscardCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  jointly preprocess run --config north/node.yaml --for rare.yaml --repeat 20",
      "  jointly preprocess status --config north/node.yaml",
      ""
    })
final class PreprocessCommand extends CommandGroup {}
