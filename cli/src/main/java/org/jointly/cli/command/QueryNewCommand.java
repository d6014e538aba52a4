package org.jointly.cli.command;

import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.render.Paragraph;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jointly query new}. */
@Command(
    name = "new",
    header = "Prints a query file to start from, with every key explained.",
    footerHeading = "%nExamples:%n",
    footer = {"  jointly query new counts-by-code > rare.yaml", "  jointly query validate rare.yaml", ""})
final class QueryNewCommand implements Callable<Integer> {
  /** What goes without saying, or needs another file. */
  private static final Set<Parameter.Kind> SETTINGS =
      EnumSet.of(Parameter.Kind.NUMBER, Parameter.Kind.WHOLE, Parameter.Kind.CHOICE, Parameter.Kind.HIERARCHY);

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "STATISTIC",
      completionCandidates = StatisticNames.class,
      description = "Which statistic: ${COMPLETION-CANDIDATES}.")
  private String name;

  QueryNewCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Statistic statistic = StatisticNames.require(name, spec);
    print(statistic, surroundings.terminal().out());
    return ExitCode.OK.code();
  }

  private static void print(Statistic statistic, PrintStream out) {
    comment(statistic.summary(), out);
    comment("Becomes public besides the result: " + statistic.leakage(), out);
    out.println("name: What this question is about");
    out.println("statistic: " + statistic.name());
    out.println();
    out.println("# Of whom: the rows of one table of the consortium's vocabulary. Without 'where', all of them.");
    out.println("cohort:");
    out.println("  table: diagnoses");
    out.println("  where:                                # all of these hold");
    out.println("    - {column: diagnosed_on, between: [2015-01-01, 2025-12-31]}");
    out.println("    # - {column: age, at_least: 18}     # also equals, not_equals, less_than, at_most, greater_than");
    out.println("    # - {column: code, starts_with: E7} # also in: [a, b], missing: true, any: [...], not: {...}");
    out.println();
    printParameters(statistic.parameters(), out);
    out.println();
    out.println("# What must hold before a number leaves the sharing, judged on the joint count.");
    out.println("release:");
    out.println("  minimum_count: 11   # a count below is not opened, to anyone");
    out.println("  minimum_sites: 1    # how many sites must contribute a patient");
    out.println("  noise: none");
  }

  private static void comment(String text, PrintStream out) {
    Paragraph.lines("# ", "# ", text, Paragraph.WIDTH).forEach(out::println);
  }

  /** What is optional is commented out, but for the first unless that is a mere setting: a statistic may need one of several. */
  private static void printParameters(List<Parameter> parameters, PrintStream out) {
    Optional<Parameter> firstOptional =
        parameters.stream().filter(parameter -> !parameter.required()).findFirst().filter(parameter -> !SETTINGS.contains(parameter.kind()));
    for (Parameter parameter : parameters) {
      boolean written = parameter.required() || firstOptional.equals(Optional.of(parameter));
      comment(parameter.doc() + (parameter.required() ? "" : " (optional)"), out);
      out.println((written ? "" : "# ") + parameter.name() + ": " + parameter.example());
    }
  }
}
