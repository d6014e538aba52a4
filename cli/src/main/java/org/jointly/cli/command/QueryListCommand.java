package org.jointly.cli.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.OutputFormat;
import org.jointly.cli.render.Paragraph;
import org.jointly.cli.render.Rendering;
import org.jointly.cli.render.TextTable;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jointly query list}. */
@Command(
    name = "list",
    header = "Lists the statistics that can be asked for, and what becomes public with each.",
    footerHeading = "%nExamples:%n",
    footer = {"  jointly query list", "  jointly query list quantile", "  jointly query new histogram > ages.yaml", ""})
final class QueryListCommand implements Callable<Integer> {
  /** As wide as half a screen. */
  private static final int WIDTH = 60;

  private static final String INDENT = "    ";

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "STATISTIC",
      arity = "0..1",
      completionCandidates = StatisticNames.class,
      description = "Only this one, with what a query says under its own keys.")
  private Optional<String> name = Optional.empty();

  @Mixin private OutputOption output;

  QueryListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    PrintStream out = surroundings.terminal().out();
    if (name.isPresent()) {
      one(StatisticNames.require(name.get(), spec), out);
    } else if (output.format == OutputFormat.table) {
      grouped(out);
    } else {
      List<Value> rows = Catalog.standard().statistics().stream().<Value>map(statistic -> row(statistic).fields()).toList();
      out.println(Rendering.of(new Document().with("statistics", new Items(rows)).fields(), output.format));
    }
    return ExitCode.OK.code();
  }

  /** Under headings, in the catalogue's order below each. */
  private static void grouped(PrintStream out) {
    Map<Statistic.Group, List<Statistic>> groups = new EnumMap<>(Statistic.Group.class);
    Catalog.standard().statistics()
        .forEach(statistic -> groups.computeIfAbsent(statistic.group(), group -> new ArrayList<>()).add(statistic));
    groups.forEach((group, statistics) -> {
      out.println(group.label().toUpperCase(Locale.ROOT));
      out.println();
      statistics.forEach(statistic -> describe(statistic, out));
      out.println();
    });
  }

  private static Document row(Statistic statistic) {
    return new Document()
        .with("statistic", statistic.name())
        .with("answers", statistic.summary())
        .with("public", statistic.leakage())
        .with("group", statistic.group().label());
  }

  private static void describe(Statistic statistic, PrintStream out) {
    out.println(statistic.name());
    wrapped(statistic.summary()).forEach(out::println);
    wrapped("Becomes public besides: " + statistic.leakage()).forEach(out::println);
  }

  private void one(Statistic statistic, PrintStream out) {
    if (output.format != OutputFormat.table) {
      Items parameters = new Items(statistic.parameters().stream().<Value>map(QueryListCommand::parameter).toList());
      out.println(Rendering.of(row(statistic).with("parameters", parameters).fields(), output.format));
      return;
    }
    describe(statistic, out);
    out.println();
    TextTable table = new TextTable(List.of("key", "", "for example"));
    statistic.parameters().forEach(parameter ->
        table.row(List.of(parameter.name(), parameter.required() ? "required" : "optional", firstLine(parameter.example()))));
    table.lines().forEach(out::println);
    out.println();
    out.println("Write one:   jointly query new " + statistic.name() + " > query.yaml");
    out.println("What it costs: jointly query explain query.yaml");
  }

  private static String firstLine(String example) {
    return example.strip().lines().findFirst().orElse("") + (example.strip().contains("\n") ? " …" : "");
  }

  private static Value parameter(Parameter parameter) {
    return new Document()
        .with("key", parameter.name())
        .with("required", parameter.required())
        .with("meaning", parameter.doc())
        .with("example", parameter.example())
        .fields();
  }

  private static List<String> wrapped(String text) {
    return Paragraph.lines(INDENT, INDENT, text, WIDTH);
  }
}
