package org.jointly.cli.command;

import picocli.CommandLine.Command;

/** {@code jointly ledger}. */
@Command(
    name = "ledger",
    synopsisSubcommandLabel = "COMMAND",
    header = "What a node was asked, decided and opened: a chain that shows when it was altered.",
    subcommands = {LedgerShowCommand.class, LedgerVerifyCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  jointly ledger show ledger.jsonl",
      "  jointly ledger verify ledger.jsonl",
      ""
    })
final class LedgerCommand extends CommandGroup {}
