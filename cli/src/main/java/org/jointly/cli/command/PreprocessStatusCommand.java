package org.jointly.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.operator.LotsElsewhere;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.OutputFormat;
import org.jointly.cli.render.Rendering;
import org.jointly.cli.render.TextTable;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.config.RosterFile;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.material.MaterialInventory;
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
          + " party.",
      "A running node also asks the others which lots they have. One that is 'incomplete' or 'not here' is of no use to anybody, because"
          + " of the sites that lack it: discard --incomplete deletes it. What could not be found out is said on standard error."
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
    NodeConfig config = NodeConfig.read(file);
    Roster roster = RosterFile.read(config.roster());
    List<StoredMaterialStatus> lots = MaterialInventory.status(config.material(roster));
    LotsElsewhere elsewhere = LotsElsewhere.seenFrom(config, roster, surroundings);
    elsewhere.doubt().map(TextTable::printable).ifPresent(surroundings.terminal().err()::println);
    surroundings.terminal().out().println(shown(new Stock(lots, elsewhere)));
    return ExitCode.OK.code();
  }

  private String shown(Stock stock) {
    if (output.format == OutputFormat.json) {
      return Rendering.of(new Document().with("lots", items(stock.lots())).fields(), output.format);
    }
    List<Document> rows = stock.rows().toList();
    if (rows.isEmpty() && output.format == OutputFormat.table) {
      return "nothing in store; make some with: jointly preprocess run --config " + file + " --for QUERY";
    }
    return Rendering.of(new Document().with("lots", items(rows.stream())).fields(), output.format);
  }

  /** What is here, and how that goes with what is elsewhere. */
  private record Stock(List<StoredMaterialStatus> here, LotsElsewhere elsewhere) {
    private static final String LACKED_BY = "lackedBy";

    Stream<Document> lots() {
      Stream<Document> others = notHere().map(lot -> described(lot.getKey(), "not here", "", "").withTexts(LACKED_BY, lot.getValue()));
      return Stream.concat(here.stream().map(this::lot), others);
    }

    private Document lot(StoredMaterialStatus lot) {
      return described(lot)
          .withTexts(LACKED_BY, elsewhere.lacking(lot))
          .with("suite", lot.suite())
          .with("roster", lot.roster().hex())
          .with("bytes", lot.bytes())
          .with("pieces", items(lot.made().keySet().stream().map(kind -> pieces(new Document(), lot, kind))));
    }

    /** One for each kind, or a single one of a lot that is not known. */
    Stream<Document> rows() {
      Stream<Document> others = notHere().map(lot -> row(pieces(described(lot.getKey(), "not here", "", ""), "", 0, 0), "", 0, lot.getValue()));
      return Stream.concat(here.stream().flatMap(this::rows), others);
    }

    private Stream<Document> rows(StoredMaterialStatus lot) {
      List<String> kinds = lot.made().isEmpty() ? List.of("") : List.copyOf(lot.made().keySet());
      String roster = lot.roster().hex().substring(0, DIGEST_SHOWN);
      return kinds.stream().map(kind -> row(pieces(described(lot), lot, kind), roster, lot.bytes(), elsewhere.lacking(lot)));
    }

    private Stream<Map.Entry<String, List<String>>> notHere() {
      return elsewhere.notHere(here).entrySet().stream();
    }

    private Document described(StoredMaterialStatus lot) {
      return described(
          lot.name(),
          elsewhere.isIncomplete(lot) ? "incomplete" : lot.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          lot.state() == StoredMaterialStatus.State.DAMAGED ? "" : lot.madeAt().toString(),
          lot.field());
    }

    private static Document described(String name, String state, String madeAt, String field) {
      return new Document().with("lot", name).with("state", state).with("madeAt", madeAt).with("field", field);
    }

    private static Document pieces(Document before, StoredMaterialStatus lot, String kind) {
      return pieces(before, kind, lot.left().getOrDefault(kind, 0L), lot.made().getOrDefault(kind, 0L));
    }

    private static Document pieces(Document before, String kind, long left, long made) {
      return before.with("kind", kind).with("left", left).with("made", made);
    }

    private static Document row(Document before, String roster, long bytes, List<String> lackedBy) {
      return before.with("roster", roster).with("lotBytes", bytes).with(LACKED_BY, String.join(" ", lackedBy));
    }
  }

  private static Items items(Stream<Document> documents) {
    return new Items(documents.<Value>map(Document::fields).toList());
  }
}
