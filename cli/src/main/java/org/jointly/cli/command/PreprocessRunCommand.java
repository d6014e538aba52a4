package org.jointly.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.operator.MaterialMaking;
import org.jointly.cli.query.MaterialNeed;
import org.jointly.cli.query.Question;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.Rendering;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.Setting;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.suite.Suite;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.config.RosterFile;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.wire.MaterialOrder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jointly preprocess run}. */
@Command(
    name = "run",
    header = "Has all nodes make material together, and waits until each has stored its part.",
    description = {
      "Talks to your own running node, with the node's own key. Every other node must be up; each looks at its limits (limits:"
          + " material_pieces in its node file) and its disk. Queries may be answered meanwhile. Ctrl-C ends it at all nodes, and what"
          + " was made until then is destroyed everywhere, as after any failure."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  Enough for twenty runs of a query:",
      "    jointly preprocess run --config north/node.yaml --for rare.yaml --repeat 20",
      "  At night, however long the others take to be ready:",
      "    jointly preprocess run --config north/node.yaml --triples 5000000 --wait",
      ""
    })
final class PreprocessRunCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Option(names = "--config", required = true, paramLabel = "FILE", description = "The site's node file.")
  private Path file;

  @Option(names = "--triples", paramLabel = "N", description = "Products; a count above a threshold takes seven.")
  private Optional<Long> triples = Optional.empty();

  @Option(names = "--bits", paramLabel = "N", description = "Random bits; comparisons take some.")
  private Optional<Long> bits = Optional.empty();

  @Option(names = "--masks", paramLabel = "N", description = "Masks of inputs, of all sites together.")
  private Optional<Long> masks = Optional.empty();

  @Option(names = "--for", paramLabel = "QUERY", description = "What this query file uses up, instead of amounts.")
  private Optional<Path> query = Optional.empty();

  @Option(
      names = "--repeat",
      paramLabel = "M",
      defaultValue = "1",
      description = "So many times as much (default: ${DEFAULT-VALUE}).")
  private long repeat;

  @Option(
      names = "--field",
      paramLabel = "FIELD",
      description = "With amounts: 2^61-1 for narrow counts (as without), 2^127-1 for wider numbers; 'query explain' tells which.")
  private Optional<String> field = Optional.empty();

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      defaultValue = "480m",
      converter = DurationConverter.class,
      description = "How long it may take, at most 1440m (default: ${DEFAULT-VALUE}).")
  private Duration deadline;

  @Option(names = "--wait", description = "If another making goes on, or a node is not there, try again until the deadline.")
  private boolean wait;

  @Mixin private OutputOption output;

  PreprocessRunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    NodeConfig config = NodeConfig.read(file);
    Roster roster = RosterFile.read(config.roster());
    Setting setting = roster.setting();
    MaterialOrder order = order(setting, suite(config, setting));
    surroundings.terminal().progress("asking " + roster.parties().size() + " nodes for " + MaterialNeed.shown(order.pieces()));
    double seconds = new MaterialMaking(config, surroundings).run(order, wait);
    surroundings.terminal().progressDone();
    surroundings.terminal().out().println(Rendering.of(made(order, roster, seconds).fields(), output.format));
    return ExitCode.OK.code();
  }

  private static Suite suite(NodeConfig config, Setting setting) {
    return Catalog.standard().suite(setting.suite())
        .filter(Suite::preprocesses)
        .orElseThrow(() -> new InvalidConfiguration(config.roster() + ": suite " + setting.suite()
            + " needs nothing made beforehand; only material of suite spdz can be"));
  }

  private MaterialOrder order(Setting setting, Suite suite) {
    boolean amounts = triples.isPresent() || bits.isPresent() || masks.isPresent();
    if (amounts == query.isPresent()) {
      throw usage("say how much, with --triples, --bits and --masks, or name a query with --for; one of the two");
    }
    if (query.isPresent() && field.isPresent()) {
      throw usage("--field: the query of --for has its own");
    }
    try {
      return query.isPresent() ? forQuery(Question.read(query.get(), setting)) : ofAmounts(setting, suite);
    } catch (IllegalArgumentException | ArithmeticException impossible) {
      throw usage(impossible.getMessage());
    }
  }

  private MaterialOrder forQuery(Question question) {
    MaterialNeed need = MaterialNeed.of(question.plan()).orElseThrow();
    return new MaterialOrder(need.security().field(), times(need.pieces()), deadline);
  }

  private MaterialOrder ofAmounts(Setting setting, Suite suite) {
    SortedMap<String, Long> pieces = new TreeMap<>();
    triples.ifPresent(count -> pieces.put("triples", count));
    bits.ifPresent(count -> pieces.put("bits", count));
    masks.ifPresent(count -> pieces.put("masks", count));
    String chosen = field.orElseGet(() -> suite.model(setting.parties(), setting.adversary(), 1, 0).field());
    return new MaterialOrder(chosen, times(pieces), deadline);
  }

  private SortedMap<String, Long> times(SortedMap<String, Long> once) {
    SortedMap<String, Long> all = new TreeMap<>();
    once.forEach((kind, count) -> all.put(kind, Math.multiplyExact(count, repeat)));
    return all;
  }

  private ParameterException usage(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private static Document made(MaterialOrder order, Roster roster, double seconds) {
    Items pieces = new Items(order.pieces().entrySet().stream()
        .<Value>map(kind -> new Document().with("kind", kind.getKey()).with("made", kind.getValue()).fields())
        .toList());
    return new Document()
        .with("pieces", pieces)
        .with("field", order.field())
        .with("storedAt", roster.parties().size() + " sites")
        .with("took", MaterialNeed.shown(seconds));
  }
}
