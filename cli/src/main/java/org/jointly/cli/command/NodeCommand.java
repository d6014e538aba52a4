package org.jointly.cli.command;

import picocli.CommandLine.Command;

/** {@code jointly node}. */
@Command(
    name = "node",
    synopsisSubcommandLabel = "COMMAND",
    header = "A site's node: answers queries about the site's own data, together with the others.",
    subcommands = {NodeCheckCommand.class, NodeStartCommand.class, NodeStatusCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  jointly node check --config node.yaml",
      "  jointly node start --config node.yaml",
      "  jointly node status --config node.yaml",
      ""
    })
final class NodeCommand extends CommandGroup {}
