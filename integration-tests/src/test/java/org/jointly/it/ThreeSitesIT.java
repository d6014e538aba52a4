package org.jointly.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One consortium of three nodes, asked all that succeeds, is suppressed or is refused. */
final class ThreeSitesIT {
  private static Consortium consortium;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    consortium = new Consortium(List.of("north", "south", "west"));
    Map<String, Map<String, Integer>> patients = Map.of(
        "north", Map.of("A", 4, "B", 4, "C", 0, "E", 11),
        "south", Map.of("A", 4, "B", 4, "C", 0, "E", 0),
        "west", Map.of("A", 4, "B", 2, "C", 12, "E", 0));
    for (String site : consortium.sites()) {
      Path diagnoses = consortium.site(site).resolve("diagnoses.csv");
      Diagnoses.write(diagnoses, site, patients.get(site));
      consortium.tables(site, Map.of(
          "diagnoses", diagnoses,
          "lung", Jointly.data("lung/" + site + ".csv"),
          "sleep", Jointly.data("sleep/" + site + ".csv"),
          "birthwt", Jointly.data("birthwt/" + site + ".csv"),
          "conditions", Jointly.data("synthea/" + site + ".csv")));
    }
    consortium.policy("south", """
        analysts: [anna]
        statistics: [cohort-count, counts-by-code, at-least, mean]
        tables: {diagnoses: [code], lung: [age, wt_loss], sleep: all, birthwt: all, conditions: all}
        smallest_minimum_count: 5
        maximum_codes: 100000
        """);
    consortium.start();
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    consortium.close();
  }

  @Test
  void counts_belowTheMinimumAtEverySite_arePublishedJointlyOrNotAtAll() throws Exception {
    Jointly.Run run = consortium.ask(Queries.counts("diagnoses", List.of("A", "B", "C", "D", "E"), 11), "--output", "csv");

    assertThat(run.exit()).as(run.toString()).isZero();
    assertThat(run.out().lines().toList()).containsExactly("code,count", "A,12", "B,<11", "C,12", "D,<11", "E,11");
  }

  @Test
  void counts_ofEveryCode_areTheSumsOfTheSites() throws Exception {
    List<String[]> expected = Files.readAllLines(Jointly.data("synthea/expected.csv")).stream()
        .skip(1)
        .map(line -> line.split(","))
        .toList();

    Jointly.Run run = consortium.ask(
        Queries.counts("conditions", expected.stream().map(row -> row[0]).toList(), 11), "--output", "csv");

    assertThat(run.exit()).as(run.toString()).isZero();
    assertThat(run.out().lines().skip(1).toList()).containsExactlyElementsOf(expected.stream()
        .map(row -> row[0] + "," + (Integer.parseInt(row[4]) < 11 ? "<11" : row[4]))
        .toList());
  }

  /** What R prints for survival::lung. */
  @ParameterizedTest
  @CsvSource({
    "age, 0, 120, 228, 0, 62.4473684210526, 82.3276141896592, 9.07345657341562, 61.2633047369037, 63.6314321052016",
    "wt_loss, -100, 100, 214, 14, 9.83177570093458, 172.657013733491, 13.1399015876639, 8.06122666356238, 11.6023247383068"
  })
  void mean_isThatOfR(
      String column, int low, int high, int n, int missing, double mean, double variance, double sd, double from, double to)
      throws Exception {
    Jointly.Run run = consortium.ask(Queries.mean("lung", column, 0, low, high), "--output", "json");

    assertThat(run.exit()).as(run.toString()).isZero();
    assertThat(number(run, "n")).isEqualTo(n);
    assertThat(number(run, "missing")).isEqualTo(missing);
    assertThat(number(run, "mean")).isCloseTo(mean, within(1e-9));
    assertThat(number(run, "variance")).isCloseTo(variance, within(1e-9));
    assertThat(number(run, "sd")).isCloseTo(sd, within(1e-9));
    assertThat(number(run, "ci95_low")).isCloseTo(from, within(1e-9));
    assertThat(number(run, "ci95_high")).isCloseTo(to, within(1e-9));
  }

  /** Negative numbers with a digit after the point, and numbers in the thousands: against the pooled rows. */
  @ParameterizedTest
  @CsvSource({"sleep, extra, 1, -10, 10", "birthwt, bwt, 0, 0, 10000"})
  void mean_isThatOfThePooledRows(String table, String column, int decimals, int low, int high) throws Exception {
    List<Double> pooled = new ArrayList<>();
    for (String site : consortium.sites()) {
      List<String> lines = Files.readAllLines(Jointly.data(table + "/" + site + ".csv"));
      int index = List.of(lines.get(0).split(",")).indexOf(column);
      lines.stream().skip(1).forEach(line -> pooled.add(Double.valueOf(line.split(",")[index])));
    }
    double expected = pooled.stream().collect(Collectors.averagingDouble(Double::doubleValue));

    Jointly.Run run = consortium.ask(Queries.mean(table, column, decimals, low, high), "--output", "json");

    assertThat(run.exit()).as(run.toString()).isZero();
    assertThat(number(run, "n")).isEqualTo(pooled.size());
    assertThat(number(run, "mean")).isCloseTo(expected, within(1e-9));
  }

  @Test
  void json_hasTheDocumentedFields_andNothingElseIsOnStandardOutput() throws Exception {
    Jointly.Run run = consortium.ask(Queries.counts("diagnoses", List.of("A", "B"), 11), "--output", "json");

    assertThat(run.exit()).as(run.toString()).isZero();
    assertThat(run.out().strip()).startsWith("{").endsWith("}");
    assertThat(run.out().replaceAll("\\s", ""))
        .contains("\"status\":\"ok\"", "\"cells\":[{\"code\":\"A\",\"count\":12},{\"code\":\"B\",\"suppressed\":true}]")
        .contains("\"suite\":\"shamir\"", "\"adversary\":\"semi-honest\"", "\"threshold\":1", "\"parties\":3")
        .contains("\"minimumCount\":11", "\"minimumSites\":1", "\"rounds\":10", "\"bytesSentByParty\":{\"north\":");
    assertThat(run.out()).contains("\"reports\"", "\"digest\"", "\"millis\"", "\"messages\"");
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "statistic: cohort-count\ncohort: {table: diagnoses}\nrelease: {minimum_count: 11, minimum_sites: 2}",
    "statistic: counts-by-code\ncohort: {table: diagnoses}\ncolumn: code\ncodes: [A, B, C]\nrelease: {minimum_count: 11}",
    "statistic: at-least\ncohort: {table: lung}\nthreshold: 100\nrelease: {minimum_count: 11}",
    "statistic: mean\ncohort: {table: lung}\ncolumn: age\nlow: 0\nhigh: 120\nrelease: {minimum_count: 11}"
  })
  void costOfARun_isTheOneExplainedBeforehand(String query) throws Exception {
    ExplainedCost.assertIsThatOfARun(consortium, "name: cost\n" + query + "\n");
  }

  @Test
  void policyThatDoesNotAllowTheStatistic_isNamedWithItsParty() throws Exception {
    Jointly.Run run = consortium.ask("""
        name: ages
        statistic: histogram
        cohort: {table: lung}
        column: age
        edges: [0, 50, 100]
        release: {minimum_count: 11, noise: none}
        """);

    refused(run, 7, "south", "statistics", "histogram");
  }

  @Test
  void policyThatDoesNotAllowTheColumn_isNamedWithItsParty() throws Exception {
    refused(consortium.ask(Queries.mean("lung", "meal_cal", 0, 0, 10_000)), 7, "south", "meal_cal");
  }

  @Test
  void policyWithALargerMinimum_isNamedWithItsParty() throws Exception {
    refused(consortium.ask(Queries.counts("diagnoses", List.of("A"), 4)), 7, "south", "smallest_minimum_count");
  }

  @Test
  void refusalAsJson_isADocumentToo() throws Exception {
    Jointly.Run run = consortium.ask(Queries.counts("diagnoses", List.of("A"), 4), "--output", "json");

    assertThat(run.exit()).isEqualTo(7);
    assertThat(run.out().replaceAll("\\s", ""))
        .startsWith("{\"status\":\"failed\"")
        .contains("\"kind\":\"refused\"", "\"party\":\"south\"", "\"exitCode\":7");
  }

  @Test
  void unknownColumn_isNamed() throws Exception {
    Jointly.Run run = consortium.ask(Queries.mean("birthwt", "weight", 0, 0, 10_000));

    assertThat(run.exit()).as(run.toString()).isIn(7, 8);
    assertThat(run.err()).contains("weight");
    assertThat(run.hasStackTrace()).isFalse();
  }

  @Test
  void valueOutOfItsPublicBounds_endsTheQuery_withoutTellingTheValue() throws Exception {
    Jointly.Run run = consortium.ask(Queries.mean("lung", "age", 0, 50, 120));

    assertThat(run.exit()).as(run.toString()).isEqualTo(8);
    assertThat(run.err()).contains("age").doesNotContain("39").doesNotContain("40");
    assertThat(run.hasStackTrace()).isFalse();
  }

  @Test
  void malformedQuery_tellsAllProblemsWithTheirLines() throws Exception {
    Jointly.Run run = consortium.ask("""
        name: broken
        statistic: cohort-count
        cohort:
          table: lung
          where:
            - {column: age, over: 5}
            - {column: sex, in: []}
        release: {minimum_count: -1, noise: none, colour: red}
        """);

    assertThat(run.exit()).as(run.toString()).isEqualTo(3);
    assertThat(run.err()).contains("4 problems").containsPattern(":6: .*over").containsPattern(":7: ").containsPattern(":8: .*minimum_count")
        .containsPattern(":8: .*colour");
    assertThat(run.hasStackTrace()).isFalse();
  }

  @Test
  void wrongParameters_areAllToldWithTheirLines() throws Exception {
    Jointly.Run run = consortium.ask("""
        name: broken
        statistic: mean
        cohort: {table: lung}
        column: age
        low: many
        colour: red
        release: {minimum_count: 11, noise: none}
        """);

    assertThat(run.exit()).as(run.toString()).isEqualTo(3);
    assertThat(run.err()).contains("3 problems").containsPattern(":5: .*low").containsPattern(":6: .*colour").contains("high");
    assertThat(run.hasStackTrace()).isFalse();
  }

  @Test
  void analystWhomTheRosterDoesNotKnow_isRefusedByTheNode() throws Exception {
    Path stranger = consortium.folder().resolve("stranger");
    Consortium.identity("anna", stranger, Clock.systemUTC());

    Jointly.Run run = Jointly.await(
        consortium.asking(stranger, "north", Queries.counts("diagnoses", List.of("A"), 11)));

    refused(run, 5, "roster");
  }

  @Test
  void analystWhoseCertificateHasExpired_isToldWhen() throws Exception {
    Path expired = consortium.folder().resolve("expired");
    Consortium.identity("anna", expired, Clock.offset(Clock.systemUTC(), Duration.ofDays(-10)));

    Jointly.Run run = Jointly.await(
        consortium.asking(expired, "north", Queries.counts("diagnoses", List.of("A"), 11)));

    refused(run, 5, "expired");
  }

  @Test
  void twoQueriesAtOnce_getTheirOwnAnswers() throws Exception {
    Jointly.Running first = consortium.asking(Queries.counts("diagnoses", List.of("A"), 11), "--output", "csv");
    Jointly.Running second = consortium.asking(Queries.counts("diagnoses", List.of("C", "B"), 11), "--output", "csv");

    assertThat(Jointly.await(first).out().lines().toList()).containsExactly("code,count", "A,12");
    assertThat(Jointly.await(second).out().lines().toList()).containsExactly("code,count", "C,12", "B,<11");
  }

  private static void refused(Jointly.Run run, int exit, String... words) {
    assertThat(run.exit()).as(run.toString()).isEqualTo(exit);
    assertThat(run.err()).contains(words);
    assertThat(run.out()).isEmpty();
    assertThat(run.hasStackTrace()).isFalse();
  }

  private static double number(Jointly.Run run, String field) {
    Matcher matcher = Pattern.compile("\"" + field + "\"\\s*:\\s*(-?[0-9.E-]+)").matcher(run.out());
    assertThat(matcher.find()).as(field + " in " + run.out()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }
}
