package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.release.Opening;
import org.jointly.protocols.simulation.PredictedCost;
import org.jointly.protocols.statistic.Statistic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of statistics in PROTOCOLS.md: name, what each site computes, what is computed on shares, what is opened, rounds. */
final class StatisticsTableTest {
  private static final Hospitals HOSPITALS = Hospitals.natives(3);

  static List<Statistic> statistics() {
    return Catalog.standard().statistics();
  }

  @Test
  void table_hasEveryStatisticInTheOrderOfTheCatalogue() throws IOException {
    assertThat(lines().stream().map(line -> line.get(0)).toList())
        .isEqualTo(statistics().stream().map(statistic -> "`" + statistic.name() + "`").toList());
  }

  @ParameterizedTest
  @MethodSource("statistics")
  void line_saysWhatThePlanOpens_andInHowManyRounds(Statistic statistic) throws IOException {
    QueryPlan plan = HOSPITALS.plan(ExampleQuestions.asWritten(statistic, Questions.rule(11, 1)));

    List<String> line = lines().stream().filter(cells -> cells.get(0).equals("`" + statistic.name() + "`")).findFirst().orElseThrow();

    assertThat(line).hasSize(5);
    assertThat(line.subList(1, 3)).as("what sites compute, what is computed on shares").allMatch(cell -> !cell.isEmpty());
    assertThat(line.get(3)).as("opened").isEqualTo(opened(plan));
    assertThat(line.get(4)).as("rounds").isEqualTo(rounds(plan));
  }

  /** The values; a bit for each that says whether the rule holds is opened with them, unless there are but bits. */
  private static String opened(QueryPlan plan) {
    List<Opening> values = plan.openings().stream().filter(opening -> opening.kind() == Opening.Kind.VALUE).toList();
    return (values.isEmpty() ? plan.openings() : plan.openings().stream().filter(opening -> !opening.label().startsWith("keep ")).toList())
        .stream().map(Opening::label).collect(Collectors.joining(", "));
  }

  private static String rounds(QueryPlan plan) {
    long first = PredictedCost.of(plan, HOSPITALS.suite(), 1).rounds();
    if (plan.maximumLegs() == 1) {
      return String.valueOf(first);
    }
    long two = PredictedCost.of(plan, HOSPITALS.suite(), 2).rounds();
    return first + " + " + (two - first) + " per further leg, " + plan.maximumLegs() + " legs at most";
  }

  private static List<List<String>> lines() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Path file = Files.exists(here.resolve("PROTOCOLS.md")) ? here.resolve("PROTOCOLS.md") : here.resolveSibling("PROTOCOLS.md");
    return Files.readAllLines(file).stream()
        .dropWhile(line -> !line.startsWith("| Statistic |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
        .toList();
  }
}
