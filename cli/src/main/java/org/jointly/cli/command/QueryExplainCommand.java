package org.jointly.cli.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.profile.Calibration;
import org.jointly.cli.query.Explanation;
import org.jointly.cli.query.ExplanationDocument;
import org.jointly.cli.query.ExplanationPage;
import org.jointly.cli.query.Question;
import org.jointly.cli.query.Wire;
import org.jointly.cli.render.Json;
import org.jointly.cli.render.Rendering;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.Setting;
import org.jointly.protocols.suite.Adversary;
import org.jointly.runtime.config.RosterFile;
import org.jointly.runtime.identity.Roster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jointly query explain}. */
@Command(
    name = "explain",
    header = "Tells what a query would compute, open and cost, to the byte. Asks nobody and reads no data.",
    description = {
      "Rounds, messages and bytes are counted by running the query among as many parties in this process, on zeros: what parties send"
          + " does not depend on their data, so a real run sends exactly the same. TLS and the messages by which nodes agree come on"
          + " top. What a suite makes beforehand, as spdz does, is counted and not made."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  jointly query explain rare.yaml --roster roster.yaml",
      "  Among five parties over a slow line:",
      "    jointly query explain rare.yaml --parties 5 --rtt 80ms --bandwidth 20Mbit --output json",
      ""
    })
final class QueryExplainCommand implements Callable<Integer> {
  private static final Setting USUAL = new Setting(3, "shamir", Adversary.SEMI_HONEST);

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "QUERY", description = "The query file.")
  private Path file;

  @Option(
      names = "--roster",
      paramLabel = "FILE",
      description = "The consortium to explain it for; without, three parties with secret sharing.")
  private Optional<Path> rosterFile = Optional.empty();

  @Option(names = "--parties", paramLabel = "N", description = "As if the consortium had that many parties.")
  private Optional<Integer> parties = Optional.empty();

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      converter = SuiteConverter.class,
      description = "As if the roster said that suite.")
  private Optional<String> suite = Optional.empty();

  @Option(
      names = "--adversary",
      paramLabel = "KIND",
      converter = AdversaryConverter.class,
      description = "As if the roster said semi-honest or malicious.")
  private Optional<Adversary> adversary = Optional.empty();

  @Option(
      names = "--legs",
      paramLabel = "N",
      description = "As if an iterative model took that many; without, the most that the plan allows.")
  private Optional<Integer> legs = Optional.empty();

  @Option(
      names = "--rtt",
      paramLabel = "TIME",
      defaultValue = "20ms",
      converter = DurationConverter.class,
      description = "The round trip between any two parties (default: ${DEFAULT-VALUE}).")
  private Duration roundTrip;

  @Option(
      names = "--bandwidth",
      paramLabel = "RATE",
      defaultValue = "100Mbit",
      converter = BandwidthConverter.class,
      description = "Of each link per second, such as 500kbit, 100Mbit or 1Gbit (default: ${DEFAULT-VALUE}).")
  private long bitsPerSecond;

  @Option(
      names = "--calibration",
      paramLabel = "FILE",
      description = "How fast parties compute; without, what 'profile calibrate' found on this machine, if it ever ran.")
  private Optional<Path> calibration = Optional.empty();

  @Mixin private OutputOption output;

  QueryExplainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Optional<Roster> roster = rosterFile.map(RosterFile::read);
    Setting setting = setting(roster);
    if (parties.isPresent() || suite.isPresent() || adversary.isPresent()) {
      requireServed(setting);
    }
    Question question = Question.read(file, setting);
    Explanation.Assumptions assumptions = new Explanation.Assumptions(
        new Wire(roundTrip, bitsPerSecond), Calibration.read(calibration.orElseGet(Calibration::usualFile)));
    Explanation explanation =
        Explanation.of(question, legs(question), assumptions, names(roster, setting.parties()));
    print(explanation, surroundings.terminal().out());
    return ExitCode.OK.code();
  }

  /** For a spreadsheet, the phases. */
  private void print(Explanation explanation, PrintStream out) {
    switch (output.format) {
      case table -> ExplanationPage.lines(explanation).forEach(out::println);
      case json -> out.println(Json.of(ExplanationDocument.of(explanation).fields()));
      case csv -> Rendering.csv(ExplanationDocument.phases(explanation).fields()).forEach(out::println);
    }
  }

  private Setting setting(Optional<Roster> roster) {
    Setting given = roster
        .map(Roster::setting)
        .orElse(USUAL);
    return new Setting(
        parties.orElse(given.parties()), suite.orElse(given.suite()), adversary.orElse(given.adversary()));
  }

  /** What options say is no problem of a roster. */
  private void requireServed(Setting setting) {
    setting.problem(Catalog.standard()).ifPresent(problem -> {
      throw new ParameterException(
          spec.commandLine(),
          "--parties " + setting.parties() + " --suite " + setting.suite() + " --adversary " + setting.adversary().label() + ": "
              + problem);
    });
  }

  private int legs(Question question) {
    int most = question.plan().maximumLegs();
    int asked = legs.orElse(most);
    if (asked < 1 || asked > most) {
      throw new ParameterException(spec.commandLine(), "--legs: got " + asked + "; this query has 1 to " + most);
    }
    return asked;
  }

  /** Those of the roster, if it has as many. */
  private static List<String> names(Optional<Roster> roster, int parties) {
    return roster
        .filter(known -> known.parties().size() == parties)
        .map(known -> known.parties().stream().map(party -> party.id().name()).toList())
        .orElseGet(() -> IntStream.rangeClosed(1, parties).mapToObj(i -> "party " + i).toList());
  }
}
