package org.jointly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Profiles of real node processes. */
@Timeout(120)
class ProfileCommandTest {
  @TempDir private Path folder;

  @Test
  void profileOfAQuery_hasTheRoundsAndBytesThatAreExplained_andTakesTheRoundTripsOfTheNetwork() throws IOException {
    Path query = Files.writeString(folder.resolve("query.yaml"), """
        name: Women
        statistic: counts-by-code
        cohort: {table: diagnoses, where: [{column: sex, equals: f}]}
        column: code
        codes: [A, B, C]
        release: {minimum_count: 11}
        """);
    Path trace = folder.resolve("trace.json");
    Path page = folder.resolve("page.html");

    Cli profiled = Cli.run(
        "profile", query.toString(), "--runs", "2", "--rtt", "40ms", "--output", "json", "--trace", trace.toString(), "--html",
        page.toString());
    Cli explained = Cli.run("query", "explain", query.toString(), "--output", "json");

    assertThat(profiled.exitCode()).as(profiled.err()).isZero();
    long rounds = number(profiled, "\"cost\":\\{\"rounds\":([0-9]+)");
    assertThat(rounds).isEqualTo(number(explained, "\"cost\":\\{\"rounds\":([0-9]+)"));
    assertThat(number(profiled, "\"cost\":.*?\"messages\":([0-9]+)")).isEqualTo(number(explained, "\"cost\":.*?\"messages\":([0-9]+)"));
    assertThat(number(profiled, "\"cost\":.*?\"bytes\":([0-9]+)")).isEqualTo(number(explained, "\"cost\":.*?\"bytes\":([0-9]+)"));
    assertThat(number(profiled, "\"millis\":\\{\"median\":([0-9]+)"))
        .as("half a round trip for every round but the first, whose beginnings differ")
        .isGreaterThanOrEqualTo((rounds - 1) * 20);
    assertThat(profiled.out()).contains("\"gate\": \"comparison\"");
    assertThat(trace).content().contains("traceEvents");
    assertThat(page).content().startsWith("<!DOCTYPE html>");
  }

  @Test
  void profileOfAnOperation_countsItInTheJointStep() {
    Cli result = Cli.run("profile", "multiply", "--length", "100", "--runs", "1", "--adversary", "malicious");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("multiply of 100 elements, 16 bits")
        .containsPattern("(?m)^joint +multiply +1 ")
        .containsPattern("(?m)^check ");
  }

  @Test
  void nothingToProfile_orAWordThatIsNeither_isSaid() {
    assertThat(Cli.run("profile").exitCode()).isEqualTo(2);
    assertThat(Cli.run("profile", "multiply", "--runs", "0").exitCode()).isEqualTo(2);
    assertThat(Cli.run("profile", "multiply", "--loss", "1").exitCode()).isEqualTo(2);
    assertThat(Cli.run("profile", "multiply", "--length", "0").err()).contains("length");
    assertThat(Cli.run("profile", "query.yaml").exitCode()).isEqualTo(3);
    Cli misspelt = Cli.run("profile", "sotr");
    assertThat(misspelt.exitCode()).isEqualTo(2);
    assertThat(misspelt.err()).contains("did you mean sort?");
    assertThat(Cli.run("profile", "divide").err()).contains("write one of open, multiply");
    assertThat(Cli.run("profile", "multiply", "--suite", "spdz", "--adversary", "semi-honest").err())
        .contains("suite spdz is against malicious parties");
    assertThat(Cli.run("profile", "multiply", "--suite", "shamri").err()).contains("--suite", "did you mean shamir?");
    assertThat(Cli.run("profile", "compare", "nope.json", "nope.json").err()).contains("nope.json does not exist; write a profile with");
  }

  private static long number(Cli result, String pattern) {
    String dense = result.out().replaceAll("\\s", "");
    Matcher matcher = Pattern.compile(pattern).matcher(dense);
    assertThat(matcher.find()).as(pattern + " in " + dense).isTrue();
    return Long.parseLong(matcher.group(1));
  }
}
