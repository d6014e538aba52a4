package org.jointly.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.OutputFormat;
import org.jointly.cli.render.Rendering;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.config.RosterFile;
import org.jointly.runtime.material.MaterialFolder;
import org.jointly.runtime.material.StoredMaterialStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jointly preprocess status}. */
@Command(
    name = "status",
    header = "Tells what material a node has in store; the node may be running or not.",
    description = {
      "Every lot with how many pieces of each kind are left of those made. A lot is 'ready', 'in use' by a query, of an 'other roster'"
          + " (nobody can use it any more: make new, and discard it), or 'damaged'. 'masks 2' serve the inputs of the roster's second"
          + " party."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  jointly preprocess status --config north/node.yaml",
      "  jointly preprocess status --config north/node.yaml --output csv",
      ""
    })
final class PreprocessStatusCommand implements Callable<Integer> {
  private static final int DIGEST_SHOWN = 12;

  private final Surroundings surroundings;

  @Option(names = "--config", required = true, paramLabel = "FILE", description = "The site's node file.")
  private Path file;

  @Mixin private OutputOption output;

  PreprocessStatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    List<StoredMaterialStatus> lots = MaterialFolder.status(place(file));
    surroundings.terminal().out().println(shown(lots));
    return ExitCode.OK.code();
  }

  /** Where the material of a node is. */
  static MaterialFolder.Place place(Path file) {
    NodeConfig config = NodeConfig.read(file);
    return config.material(RosterFile.read(config.roster()));
  }

  private String shown(List<StoredMaterialStatus> lots) {
    if (output.format == OutputFormat.json) {
      return Rendering.of(new Document().with("lots", items(lots.stream().map(PreprocessStatusCommand::lot))).fields(), output.format);
    }
    if (lots.isEmpty() && output.format == OutputFormat.table) {
      return "nothing in store; make some with: jointly preprocess run --config " + file + " --for QUERY";
    }
    return Rendering.of(new Document().with("lots", items(lots.stream().flatMap(PreprocessStatusCommand::rows))).fields(), output.format);
  }

  private static Items items(Stream<Document> documents) {
    return new Items(documents.<Value>map(Document::fields).toList());
  }

  private static Document lot(StoredMaterialStatus lot) {
    return described(lot)
        .with("suite", lot.suite())
        .with("roster", lot.roster().hex())
        .with("bytes", lot.bytes())
        .with("pieces", items(lot.made().entrySet().stream().map(kind -> pieces(new Document(), lot, kind))));
  }

  private static Document described(StoredMaterialStatus lot) {
    return new Document()
        .with("lot", lot.name())
        .with("state", lot.state().name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .with("madeAt", lot.state() == StoredMaterialStatus.State.DAMAGED ? "" : lot.madeAt().toString())
        .with("field", lot.field());
  }

  private static Document pieces(Document before, StoredMaterialStatus lot, Map.Entry<String, Long> kind) {
    return before
        .with("kind", kind.getKey())
        .with("left", lot.left().getOrDefault(kind.getKey(), 0L))
        .with("made", kind.getValue());
  }

  /** One for each kind, or a single one of a lot that cannot be read. */
  private static Stream<Document> rows(StoredMaterialStatus lot) {
    if (lot.made().isEmpty()) {
      return Stream.of(ended(pieces(described(lot), lot, Map.entry("", 0L)), lot));
    }
    return lot.made().entrySet().stream().map(kind -> ended(pieces(described(lot), lot, kind), lot));
  }

  private static Document ended(Document row, StoredMaterialStatus lot) {
    return row.with("roster", lot.roster().hex().substring(0, DIGEST_SHOWN)).with("lotBytes", lot.bytes());
  }
}
