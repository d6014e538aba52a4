package org.jointly.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.Rendering;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.statistic.Statistic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jointly query list}. */
@Command(
    name = "list",
    header = "Lists the statistics that can be asked for.",
    footerHeading = "%nExamples:%n",
    footer = {"  jointly query list", "  jointly query new histogram > ages.yaml", ""})
final class QueryListCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private OutputOption output;

  QueryListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    List<Value> rows = Catalog.standard().statistics().stream().<Value>map(QueryListCommand::row).toList();
    Document list = new Document().with("statistics", new Items(rows));
    surroundings.terminal().out().println(Rendering.of(list.fields(), output.format));
    return ExitCode.OK.code();
  }

  private static Value row(Statistic statistic) {
    return new Document().with("statistic", statistic.name()).with("answers", statistic.summary()).fields();
  }
}
