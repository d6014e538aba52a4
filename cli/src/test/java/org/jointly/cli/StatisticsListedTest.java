package org.jointly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.statistic.Statistic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wherever statistics are listed, all are, and with each what it opens. */
class StatisticsListedTest {
  private static final Path TOP = Path.of("..");

  static Stream<Statistic> statistics() {
    return Catalog.standard().statistics().stream();
  }

  private static List<String> names() {
    return statistics().map(Statistic::name).toList();
  }

  @ParameterizedTest
  @MethodSource("statistics")
  void template_ofEveryStatistic_isAValidQuery(Statistic statistic, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("query.yaml"), Cli.run("query", "new", statistic.name()).out());

    Cli result = Cli.run("query", "validate", file.toString());

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("(" + statistic.name() + ")");
    assertThat(result.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    assertThat(Files.readString(file).lines().filter(line -> line.startsWith("# ")))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
  }

  @Test
  void template_writesWhatAStatisticNeeds_andNoMereSettings() {
    assertThat(Cli.run("query", "new", "histogram").out()).containsPattern("(?m)^edges: ").containsPattern("(?m)^# width: ");
    assertThat(Cli.run("query", "new", "kaplan-meier").out()).containsPattern("(?m)^groups: ");
    assertThat(Cli.run("query", "new", "standardized-rate").out()).containsPattern("(?m)^# per: ").containsPattern("(?m)^# reference_rates: ");
    assertThat(Cli.run("query", "new", "t-test").out()).containsPattern("(?m)^# confidence: ");
    assertThat(Cli.run("query", "new", "counts-by-code").out()).containsPattern("(?m)^# hierarchy: ");
  }

  @ParameterizedTest
  @MethodSource("statistics")
  void list_ofOneStatistic_saysWhatBecomesPublic_andEveryKey(Statistic statistic) {
    Cli result = Cli.run("query", "list", statistic.name());

    assertThat(result.exitCode()).isZero();
    assertThat(result.out().replaceAll("\\s+", " ")).contains(statistic.name() + " " + statistic.summary(), statistic.leakage());
    assertThat(statistic.parameters()).allSatisfy(parameter ->
        assertThat(result.out()).containsPattern("(?m)^" + Pattern.quote(parameter.name()) + " +(required|optional)"));
  }

  @Test
  void list_hasEveryStatistic_inLinesThatFitATerminal_andWhatBecomesPublic() {
    String list = Cli.run("query", "list").out();

    List<String> groupsAndNames = statistics()
        .collect(Collectors.groupingBy(Statistic::group, TreeMap::new, Collectors.toList()))
        .entrySet().stream()
        .flatMap(group -> Stream.concat(
            Stream.of(group.getKey().label().toUpperCase(Locale.ROOT)), group.getValue().stream().map(Statistic::name)))
        .toList();
    assertThat(groupsAndNames).startsWith("COUNTS AND RATES", "cohort-count").containsSubsequence("META-ANALYSIS", "meta-analysis");
    assertThat(list.lines().filter(line -> !line.isEmpty() && !line.startsWith(" "))).containsExactlyElementsOf(groupsAndNames);
    assertThat(list.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60));
    String words = list.replaceAll("\\s+", " ");
    assertThat(statistics()).allSatisfy(statistic -> assertThat(words).contains(statistic.leakage()));
  }

  @Test
  void list_forPrograms_hasNameAnswerAndWhatBecomesPublic() {
    assertThat(Cli.run("query", "list", "--output", "csv").out()).startsWith("statistic,answers,public,group\ncohort-count,");
    assertThat(Cli.run("query", "list", "--output", "json", "quantile").out()).contains("\"parameters\": [").contains("\"required\": true");
  }

  @Test
  void list_ofAStatisticThatThereIsNot_saysWhereTheyAre() {
    Cli result = Cli.run("query", "list", "all");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("jointly: no statistic 'all'; 'jointly query list' tells what there is");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void new_ofABeginningOrASlip_saysWhatWasMeant() {
    assertThat(Cli.run("query", "new", "kaplan").err()).contains("no statistic 'kaplan'; did you mean kaplan-meier?");
    assertThat(Cli.run("query", "new", "histogarm").err()).contains("did you mean histogram?");
  }

  @Test
  void new_ofAWordForWhatIsSought_namesTheStatisticsAboutIt() {
    assertThat(Cli.run("query", "new", "survival").err())
        .contains("; did you mean log-rank-by-site, cox, kaplan-meier or log-rank-pooled? 'jointly query list' tells of all");
    assertThat(Cli.run("query", "new", "regression").err())
        .contains("; did you mean logistic-regression, linear-regression or poisson-regression?");
    assertThat(Cli.run("query", "new", "odds_ratio").err()).contains("mantel-haenszel", "logistic-regression");
    assertThat(Cli.run("query", "new", "median").err()).contains("did you mean quantile or kaplan-meier?");
  }

  @Test
  void readme_hasATableOfExactlyThese() throws IOException {
    String readme = Files.readString(TOP.resolve("README.md"));
    String section = readme.substring(readme.indexOf("## What you can ask"), readme.indexOf("## Read on"));

    assertThat(section.lines().filter(line -> line.startsWith("| `")).map(line -> line.split("`")[1]))
        .containsExactlyInAnyOrderElementsOf(names());
  }

  @Test
  void changelog_namesThemAll() throws IOException {
    assertThat(Files.readString(TOP.resolve("CHANGELOG.md"))).contains(names().stream().map(name -> "`" + name + "`").toList());
  }
}
