package org.jointly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole queries over real node processes: what the command line does in production, on small files. */
@Timeout(120)
class RehearsalTest {
  private static final String COUNTS =
      """
      name: Test
      statistic: counts-by-code
      cohort: {table: diagnoses}
      column: code
      codes: [A, B, C, D]
      release: {minimum_count: 11}
      """;

  @TempDir private Path folder;

  @Test
  void counts_thatReachTheThresholdJointly_areOpened_othersAreNot() throws IOException {
    site("north", codes("A", 4) + codes("B", 4));
    site("south", codes("A", 4) + codes("B", 4));
    site("west", codes("A", 4) + codes("B", 2) + codes("C", 12) + codes("C", 12));

    Cli result = rehearse(COUNTS, "--output", "json", "north", "south", "west");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("\"status\": \"ok\"")
        .contains("{\"code\": \"A\", \"count\": 12}")
        .contains("{\"code\": \"B\", \"suppressed\": true}")
        .contains("{\"code\": \"C\", \"count\": 12}")
        .contains("{\"code\": \"D\", \"suppressed\": true}")
        .contains("\"agrees\": true")
        .contains("\"parties\": 3")
        .doesNotContain("\"count\": 10");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void histogram_ofFiveSites_withARuleOnSites_agreesAndIsATable() throws IOException {
    for (String name : List.of("a", "b", "c", "d")) {
      site(name, ages(30, 5));
    }
    site("e", ages(70, 20));
    String query =
        """
        name: Ages
        statistic: histogram
        cohort: {table: diagnoses}
        column: age
        edges: [0, 50, 100]
        release: {minimum_count: 11, minimum_sites: 2}
        """;

    Cli result = rehearse(query, "--output", "table", "a", "b", "c", "d", "e");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .containsPattern("0 +50 +20 +20\\R")
        .containsPattern("50 +100 +<11 or <2 sites +<11 or <2 sites\\R")
        .contains("Agrees")
        .contains("no 2 of the 5 parties together learn more");
  }

  @Test
  void column_thatIsNotNumeric_failsAsADataFailureOfTheSite() throws IOException {
    site("north", ages(30, 12));
    site("south", ages(30, 12));
    site("west", "P1,A,unknown\n");
    String query =
        """
        name: Age
        statistic: mean
        cohort: {table: diagnoses}
        column: age
        low: 0
        high: 120
        release: {minimum_count: 11}
        """;

    Cli result = rehearse(query, "--output", "json", "north", "south", "west");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(8);
    assertThat(result.err()).contains("party west").contains("age").doesNotContain("unknown");
    assertThat(result.out()).contains("\"status\": \"failed\"").contains("\"party\": \"west\"").contains("\"exitCode\": 8");
  }

  @Test
  void values_withDigitsAfterThePoint_areNotRoundedInSilence() throws IOException {
    for (String name : List.of("north", "south", "west")) {
      site(name, rows(12, "A,0.5"));
    }
    String query =
        """
        name: Bilirubin
        statistic: mean
        cohort: {table: diagnoses}
        column: age
        low: 0
        high: 30
        release: {minimum_count: 11}
        """;

    Cli silent = rehearse(query, "--output", "table", "north", "south", "west");
    Cli asked = rehearse(query + "decimals: 1\n", "--output", "json", "north", "south", "west");

    assertThat(silent.exitCode()).isEqualTo(8);
    assertThat(silent.err()).contains("column age", "write for example decimals: 2");
    assertThat(asked.out()).contains("\"mean\": 0.5,");
  }

  @Test
  void cohort_thatHasNobody_isAHint() throws IOException {
    for (String name : List.of("north", "south", "west")) {
      site(name, codes("A", 5));
    }
    String query =
        """
        name: Nobody
        statistic: cohort-count
        cohort: {table: diagnoses, where: [{column: code, equals: a}]}
        release: {minimum_count: 11, largest_count_per_site: 1000}
        """;

    Cli result = rehearse(query, "--output", "json", "north", "south", "west");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEqualTo(
        "jointly: no patient of these files is in the query's cohort; look at its 'where'\n"
            + "jointly: no row of these files has code a; there are A\n");
  }

  @Test
  void site_thatIsAFile_isToldItsFolder() throws IOException {
    for (String name : List.of("north", "south", "west")) {
      site(name, codes("A", 5));
    }
    Path file = Files.writeString(folder.resolve("query.yaml"), COUNTS);
    String north = "north=" + folder.resolve("north").resolve("diagnoses.csv");

    Cli result =
        Cli.run(
            "rehearse", file.toString(), "--site", north, "--site", "south=" + folder.resolve("south"), "--site",
            "west=" + folder.resolve("west"));

    assertThat(result.exitCode()).isEqualTo(8);
    assertThat(result.err()).contains("is a file; name the folder it is in: --site north=" + folder.resolve("north"));
  }

  @Test
  void query_withSlipsOfEveryKind_isToldAllAtOnce() throws IOException {
    site("north", codes("A", 1));
    String query =
        """
        name: Test
        statistic: counts-by-code
        cohort: {tabel: diagnoses}
        colum: code
        codes: [A, A]
        release: {minimum_count: eleven}
        """;

    Cli result = rehearse(query, "--output", "table", "north", "north", "west");

    assertThat(result.err()).contains("--site north is given twice");
    Cli validated = Cli.run("query", "validate", folder.resolve("query.yaml").toString());
    assertThat(validated.exitCode()).isEqualTo(3);
    assertThat(validated.err())
        .contains("4 problems")
        .contains(":3: tabel: there is no such key here; did you mean table?")
        .contains(":4: colum: counts-by-code has no such parameter; did you mean column?")
        .contains(":5: codes: got \"A\" twice")
        .contains(":6: minimum_count: got \"eleven\"; write a whole number that is 0 or more");
  }

  @Test
  void option_thatIsMisspelt_isNotCalledMissing() {
    Cli result = Cli.run("rehearse", "query.yaml", "--sites", "north=data");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("jointly: there is no option '--sites' here; did you mean --site?");
  }

  @Test
  void table_thatASiteDoesNotHave_isSaidBeforeAnythingStarts() throws IOException {
    site("north", codes("A", 1));
    site("south", codes("A", 1));
    Files.writeString(Files.createDirectories(folder.resolve("west")).resolve("patients.csv"), "patient_id\n");

    Cli result = rehearse(COUNTS, "--output", "table", "north", "south", "west");

    assertThat(result.exitCode()).isEqualTo(8);
    assertThat(result.err()).contains("party west").contains("diagnoses.csv").contains("the folder has patients.csv");
  }

  @Test
  void column_thatTellsPatientsApart_isAskedForBeforeAnythingStarts() throws IOException {
    site("north", codes("A", 1));
    site("south", codes("A", 1));
    Files.writeString(Files.createDirectories(folder.resolve("west")).resolve("diagnoses.csv"), "patnr,code,age\n1,A,40\n");

    Cli result = rehearse(COUNTS, "--output", "table", "north", "south", "west");

    assertThat(result.exitCode()).isEqualTo(8);
    assertThat(result.err()).contains("party west", "no column patient_id", "with --patient-id: patnr,code,age");
  }

  @Test
  void sites_tooFewOrTwice_areAUsageError() throws IOException {
    site("north", codes("A", 1));

    assertThat(rehearse(COUNTS, "--output", "table", "north").exitCode()).isEqualTo(2);
    assertThat(rehearse(COUNTS, "--output", "table", "north", "north", "north").err()).contains("--site north is given twice");
  }

  private void site(String name, String rows) throws IOException {
    Path site = Files.createDirectories(folder.resolve(name));
    Files.writeString(site.resolve("diagnoses.csv"), "patient_id,code,age\n" + rows);
  }

  private static String codes(String code, int patients) {
    return rows(patients, code + ",40");
  }

  private static String ages(int age, int patients) {
    return rows(patients, "A," + age);
  }

  private static String rows(int patients, String rest) {
    StringBuilder rows = new StringBuilder();
    IntStream.rangeClosed(1, patients).forEach(patient -> rows.append('P').append(patient).append(',').append(rest).append('\n'));
    return rows.toString();
  }

  private Cli rehearse(String query, String option, String value, String... sites) throws IOException {
    Path file = Files.writeString(folder.resolve("query.yaml"), query);
    List<String> arguments = new ArrayList<>(List.of("rehearse", file.toString(), option, value));
    for (String site : sites) {
      arguments.add("--site");
      arguments.add(site + "=" + folder.resolve(site));
    }
    return Cli.run(arguments.toArray(String[]::new));
  }
}
