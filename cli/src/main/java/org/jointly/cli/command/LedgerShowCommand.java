package org.jointly.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.OutputFormat;
import org.jointly.cli.render.Rendering;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.runtime.consent.DisclosureLedger;
import org.jointly.runtime.consent.LedgerEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jointly ledger show}. */
@Command(
    name = "show",
    header = "Shows what this site was asked, what it decided and what was opened.",
    footerHeading = "%nExamples:%n",
    footer = {"  jointly ledger show north/ledger.jsonl", "  jointly ledger show north/ledger.jsonl --last 20 --output json", ""})
final class LedgerShowCommand implements Callable<Integer> {
  private static final int DIGEST = 64;
  private static final int SHORT_DIGEST = 12;

  private final Surroundings surroundings;

  @Parameters(paramLabel = "FILE", description = "The ledger, as the site's node file names it.")
  private Path file;

  @Option(names = "--last", paramLabel = "N", defaultValue = "0", description = "Only the last N entries.")
  private int last;

  @Mixin private OutputOption output;

  LedgerShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    List<LedgerEntry> entries = new ArrayList<>();
    LedgerVerifyCommand.requireSound(file, DisclosureLedger.read(file, entries::add));
    List<LedgerEntry> shown = last > 0 ? entries.subList(Math.max(0, entries.size() - last), entries.size()) : entries;
    Document document = new Document().with("entries", new Items(shown.stream().map(this::row).toList()));
    String text = shown.isEmpty() && output.format == OutputFormat.table ? "nothing yet" : Rendering.of(document.fields(), output.format);
    surroundings.terminal().out().println(text);
    return ExitCode.OK.code();
  }

  private Value row(LedgerEntry entry) {
    Document row =
        new Document()
            .with("number", entry.number())
            .with("time", entry.time().toString())
            .with("kind", entry.kind().label());
    if (output.format == OutputFormat.json) {
      Document fields = new Document();
      entry.fields().forEach(fields::with);
      return row.with("fields", fields).with("hash", entry.hash()).fields();
    }
    return row.with("what", entry.fields().entrySet().stream().map(LedgerShowCommand::shown).collect(Collectors.joining("; ")))
        .fields();
  }

  private static String shown(Map.Entry<String, String> field) {
    String value = field.getValue();
    boolean digest = value.length() == DIGEST && value.matches("[0-9a-f]+");
    return field.getKey() + " " + (digest ? value.substring(0, SHORT_DIGEST) + "…" : value);
  }
}
