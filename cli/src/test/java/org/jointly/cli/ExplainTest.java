package org.jointly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
  private static final Path SAMPLES = Path.of("..", "party-configs", "three-hospitals");
  private static final Path RARE = SAMPLES.resolve("queries").resolve("rare-diseases.yaml");

  @TempDir private Path folder;

  @Test
  void page_hasTheSqlTheOpeningsAndTheCost_byPartyNames() {
    Cli result = Cli.run("query", "explain", RARE.toString(), "--roster", SAMPLES.resolve("roster.yaml").toString());

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("FROM \"diagnoses\" AS r")
        .contains("the list of 11 codes: ORPHA:324, ORPHA:355")
        .contains("Opened to all parties and the analyst: \"patients\" (11 numbers)")
        .contains("Security: shamir, semi-honest, 3 parties of which 1 may be corrupted")
        .contains("Cost, exactly: 10 rounds")
        .containsPattern("(?m)^ +setup +1 +6 +[0-9]+$")
        .containsPattern("(?m)^ +north +south +[0-9]+ +[0-9]+$")
        .contains("10 rounds x 20 ms round trip = 200 ms");
    assertThat(result.out()).doesNotContain("party 1");
  }

  @Test
  void parametersOfTheStatement_standApart() throws IOException {
    Path query = query("""
        name: Women's age
        statistic: mean
        cohort:
          table: patients
          where: [{column: sex, equals: 'f''; DROP TABLE x'}]
        column: age
        low: 0
        high: 120
        release: {minimum_count: 11}
        """);

    Cli result = Cli.run("query", "explain", query.toString(), "--output", "json");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("\"parameters\": [\"f'; DROP TABLE x\"]");
    assertThat(dense(result)).contains("r.\\\"sex\\\"=?");
  }

  @Test
  void json_hasPhasesAndLinksThatAddUp() {
    Cli result = Cli.run("query", "explain", RARE.toString(), "--parties", "5", "--adversary", "malicious", "-o", "json");

    assertThat(result.exitCode()).as(result.err()).isZero();
    String json = dense(result);
    assertThat(json)
        .contains("\"parties\":5", "\"adversary\":\"malicious\"", "\"legs\":{\"fewest\":1,\"most\":1,\"explained\":1}")
        .contains("\"recipients\":\"allpartiesandtheanalyst\"", "\"from\":\"party1\",\"to\":\"party2\"")
        .contains("\"preprocessing\":[]");
    String cost = json.substring(json.indexOf("\"cost\":"));
    long total = number(cost, "\"bytes\":([0-9]+),\"phases\"");
    assertThat(sum(cost, "\"step\":\"[a-z]+\",\"rounds\":[0-9]+,\"frames\":[0-9]+,\"messages\":[0-9]+,\"bytes\":([0-9]+)")).isEqualTo(total);
    assertThat(sum(cost, "\"to\":\"party[0-9]\",\"frames\":[0-9]+,\"bytes\":([0-9]+)")).isEqualTo(total);
    assertThat(sum(cost, "\"step\":\"[a-z]+\",\"rounds\":([0-9]+)")).isEqualTo(number(cost, "\"rounds\":([0-9]+)"));
  }

  @Test
  void time_isRoundsTimesRoundTripAndBytesByBandwidth() {
    Cli result = Cli.run(
        "query", "explain", RARE.toString(), "--rtt", "100ms", "--bandwidth", "500kbit", "--output", "json");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(dense(result)).contains("\"roundTripMillis\":100.0,\"bitsPerSecond\":500000,\"latencySeconds\":1.0");
  }

  @Test
  void time_withACalibration_hasComputing() throws IOException {
    Path calibration = Files.writeString(
        folder.resolve("calibration"), "shamir.semi-honest.nanos_per_round=1e9\nshamir.semi-honest.nanos_per_byte=0\n");

    Cli with = Cli.run("query", "explain", RARE.toString(), "--calibration", calibration.toString());
    Cli without = Cli.run("query", "explain", RARE.toString(), "--calibration", folder.resolve("absent").toString());

    assertThat(with.out()).contains("10.0 s of computing on a machine like this, once warm; 10.2 s in all");
    assertThat(without.out()).contains("200 ms in all without computing, which 'jointly profile calibrate' would let me estimate");
  }

  @Test
  void legsOfAModel_areSaidOnce() throws IOException {
    Path query = query(Cli.run("query", "new", "logistic-regression").out());

    Cli most = Cli.run("query", "explain", query.toString(), "--output", "csv");
    Cli one = Cli.run("query", "explain", query.toString(), "--output", "csv", "--legs", "1");

    assertThat(most.exitCode()).as(most.err()).isZero();
    assertThat(one.out().lines().toList()).hasSize(5).allMatch(line -> line.startsWith("1,1,") || line.startsWith("firstLeg,"));
    assertThat(most.out()).startsWith(one.out().stripTrailing()).contains("\n2,26,input,", "\n2,26,open,").doesNotContain("\n3,");
  }

  @Test
  void wrongNumbers_areUsageErrors_thatSayWhatIsRight() {
    assertUsage("--legs", "2", "got 2; this query has 1 to 1");
    assertUsage("--bandwidth", "fast", "100Mbit");
    assertUsage("--adversary", "nice", "write one of semi-honest, malicious");
    assertUsage("--adversary", "maliciuos", "did you mean malicious?");
    assertUsage("--suite", "foo", "write one of shamir, spdz");
    assertUsage("--suite", "spdz", "--parties 3 --suite spdz --adversary semi-honest: suite spdz is against malicious parties");
  }

  @Test
  void fewerParties_thanASuiteServes_areAUsageError() {
    Cli result = Cli.run("query", "explain", RARE.toString(), "--parties", "2");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("3 to 15 parties, not 2");
  }

  private static void assertUsage(String option, String value, String hint) {
    Cli result = Cli.run("query", "explain", RARE.toString(), option, value);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(option).contains(hint);
    assertThat(result.out()).isEmpty();
  }

  private Path query(String text) throws IOException {
    return Files.writeString(folder.resolve("query.yaml"), text);
  }

  private static String dense(Cli result) {
    return result.out().replaceAll("\\s", "");
  }

  private static long number(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  private static long sum(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().mapToLong(match -> Long.parseLong(match.group(1))).sum();
  }
}
