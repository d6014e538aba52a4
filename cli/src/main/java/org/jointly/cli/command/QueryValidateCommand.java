package org.jointly.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.query.Question;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.OutputFormat;
import org.jointly.cli.render.Paragraph;
import org.jointly.cli.render.Rendering;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.release.Opening;
import org.jointly.runtime.config.RosterFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jointly query validate}. */
@Command(
    name = "validate",
    header = "Checks a query file and shows what would happen, and be opened, if it were run. Asks nobody.",
    footerHeading = "%nExamples:%n",
    footer = {"  jointly query validate rare.yaml", "  jointly query validate rare.yaml --roster roster.yaml --output json", ""})
final class QueryValidateCommand implements Callable<Integer> {
  private static final int USUAL_PARTIES = 3;

  private final Surroundings surroundings;

  @Parameters(paramLabel = "QUERY", description = "The query file.")
  private Path file;

  @Option(
      names = "--roster",
      paramLabel = "FILE",
      description = "The consortium to plan it for; without, three parties with secret sharing.")
  private Optional<Path> rosterFile = Optional.empty();

  @Mixin private OutputOption output;

  QueryValidateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Question question =
        rosterFile
            .map(roster -> Question.read(file, RosterFile.read(roster)))
            .orElseGet(() -> Question.read(file, USUAL_PARTIES));
    surroundings.terminal().out().println(text(question));
    return ExitCode.OK.code();
  }

  private String text(Question question) {
    if (output.format != OutputFormat.table) {
      return Rendering.of(document(question).fields(), output.format);
    }
    StringBuilder text = new StringBuilder(question.spec().name()).append(" (").append(question.spec().statistic()).append(")\n");
    Paragraph.numbered(question.plan().steps()).forEach(line -> text.append(line).append('\n'));
    return text.append("Plan ").append(question.plan().digestHex()).toString();
  }

  private static Document document(Question question) {
    QueryPlan plan = question.plan();
    return new Document()
        .with("status", "ok")
        .with(
            "query",
            new Document()
                .with("id", question.spec().id().hex())
                .with("name", question.spec().name())
                .with("statistic", question.spec().statistic()))
        .withTexts("steps", plan.steps())
        .withTexts("columns", List.copyOf(plan.columns()))
        .with("opened", new Items(plan.openings().stream().map(QueryValidateCommand::row).toList()))
        .with("plan", new Document().with("digest", plan.digestHex()));
  }

  private static Value row(Opening opening) {
    return new Document()
        .with("label", opening.label())
        .with("elements", opening.length())
        .with("reason", opening.reason())
        .fields();
  }
}
