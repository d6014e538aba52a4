package org.jointly.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.Rendering;
import org.jointly.runtime.consent.DisclosureLedger;
import org.jointly.runtime.consent.LedgerChain;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.InvalidConfiguration.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jointly ledger verify}. */
@Command(
    name = "verify",
    header = "Checks that no line of a ledger was changed, removed or inserted.",
    description = {
      "Note the head it prints, somewhere else: that lines were cut off at the end shows only against an earlier head. Bytes"
          + " after the last whole line are told as unfinished: a node is writing them, or was stopped while it did."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  jointly ledger verify north/ledger.jsonl", ""})
final class LedgerVerifyCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "FILE", description = "The ledger, as the site's node file names it.")
  private Path file;

  @Mixin private OutputOption output;

  LedgerVerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    LedgerChain chain = DisclosureLedger.read(file, entry -> {});
    requireSound(file, chain);
    Document document =
        new Document().with("ledger", file.toString()).with("sound", true).with("entries", chain.entries()).with("head", chain.head());
    if (chain.tornBytes() > 0) {
      document = document.with("unfinished", chain.tornBytes());
    }
    surroundings.terminal().out().println(Rendering.of(document.fields(), output.format));
    return ExitCode.OK.code();
  }

  static void requireSound(Path file, LedgerChain chain) {
    chain.broken().ifPresent(broken -> {
      throw new InvalidConfiguration(List.of(new Problem(file.toString(), (int) broken.line(), broken.reason())));
    });
  }
}
