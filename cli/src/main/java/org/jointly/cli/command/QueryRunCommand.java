package org.jointly.cli.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.query.MaterialNeed;
import org.jointly.cli.query.OutcomeDocument;
import org.jointly.cli.query.OutcomeHtml;
import org.jointly.cli.query.OutcomePage;
import org.jointly.cli.query.Question;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.Json;
import org.jointly.cli.render.Layout;
import org.jointly.runtime.analyst.QueryClient;
import org.jointly.runtime.analyst.VerifiedOutcome;
import org.jointly.runtime.config.RosterFile;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.ControlMessage.Stored;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jointly query run}. */
@Command(
    name = "run",
    header = "Asks a consortium, verifies that every party signed the same answer, and prints it.",
    description = {
      "The query is signed with your identity and sent to one node, which you need not trust. Every node judges it by its own policy;"
          + " no record is read before all have agreed. If the suite uses up material, it is said first how much is needed, is in"
          + " store at that node, and has to be made."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  A table for people:",
      "    jointly query run rare.yaml --roster roster.yaml --identity me/ --via north",
      "  A program reads the result:",
      "    jointly query run rare.yaml --roster roster.yaml --identity me/ --via north --output json",
      "  A page with pictures, beside the table:",
      "    jointly query run ages.yaml --roster roster.yaml --identity me/ --via north --html ages.html",
      ""
    })
final class QueryRunCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "QUERY", description = "The query file.")
  private Path file;

  @Option(names = "--roster", required = true, paramLabel = "FILE", description = "The consortium's roster.")
  private Path rosterFile;

  @Option(names = "--identity", required = true, paramLabel = "DIR", description = "The folder with your key and certificate.")
  private Path identityFolder;

  @Option(
      names = "--via",
      required = true,
      paramLabel = "PARTY",
      converter = PartyConverter.class,
      description = "The node to send it to.")
  private PartyId home;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description = "How long to wait for the answer, such as 30s or 2m (default: ${DEFAULT-VALUE}).")
  private Duration deadline;

  @Mixin private PageOption page;

  @Mixin private OutputOption output;

  QueryRunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    page.requireWritable();
    Roster roster = RosterFile.read(rosterFile);
    requireKnown(roster);
    Question question = Question.read(file, roster);
    Identity analyst = Identity.load(identityFolder, surroundings.clock(), surroundings.random());
    Optional<Material> material = MaterialNeed.of(question.plan()).map(need -> material(need, roster, analyst));
    VerifiedOutcome outcome = question.ask(roster, analyst, home, deadline, surroundings);
    surroundings.terminal().progressDone();
    print(question, outcome, material, surroundings.terminal().out());
    page.write(() -> new OutcomeHtml(question.spec().name()).with(question.plan(), outcome).done());
    return ExitCode.OK.code();
  }

  /** What the query uses up, and what its home node has of it. */
  private record Material(MaterialNeed need, Stored stored) {}

  /** Says before the query starts what it needs, and what must be made. */
  private Material material(MaterialNeed need, Roster roster, Identity analyst) {
    Stored stored = new QueryClient(surroundings.clock(), surroundings.random())
        .stored(roster, analyst, home, need.security().field(), deadline);
    surroundings.terminal().err().println(need.line(home.name(), stored));
    return new Material(need, stored);
  }

  private void requireKnown(Roster roster) {
    if (roster.party(home).isEmpty()) {
      String known = roster.parties().stream().map(party -> party.id().name()).collect(Collectors.joining(", "));
      throw new ParameterException(
          spec.commandLine(), "--via: no party " + home + " in " + rosterFile + "; it has " + known);
    }
  }

  private void print(Question question, VerifiedOutcome outcome, Optional<Material> material, PrintStream out) {
    switch (output.format) {
      case table -> OutcomePage.lines(question.plan(), outcome).forEach(out::println);
      case json -> {
        Document document = OutcomeDocument.of(question.spec(), outcome);
        material.ifPresent(said -> document.with("material", said.need.document(said.stored)));
        out.println(Json.of(document.fields()));
      }
      case csv -> CsvOutcome.print(Layout.forPrograms(outcome.answer().fields(), question.plan().exhibits()), surroundings.terminal());
    }
  }
}
