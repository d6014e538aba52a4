package org.jointly.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code jointly rehearse} over the folders of files that an analyst has. */
final class RehearseIT {

  @ParameterizedTest
  @CsvSource({"shamir, semi-honest", "shamir, malicious", "spdz, malicious"})
  void rehearsal_agreesWithThePooledRows(String suite, String adversary, @TempDir Path folder) throws Exception {
    for (String site : List.of("north", "south", "west")) {
      Files.createDirectories(folder.resolve(site));
      // Files as R (write.csv2) and spreadsheets write them in half of Europe; one site's with NA where there is no value, and blanks.
      String rows = Files.readString(Jointly.data("lung/" + site + ".csv")).replace(',', ';').replaceAll("([0-9])\n", "$1,0\n");
      Files.writeString(folder.resolve(site).resolve("lung.csv"), site.equals("south") ? rows.replaceAll(";(?=[;\n])", ";NA ") : rows);
    }
    Path query = folder.resolve("query.yaml");
    Files.writeString(query, Queries.mean("lung", "wt_loss", 0, -100, 100));

    Jointly.Run run = Jointly.run(
        "rehearse", query, "--site", "north=" + folder.resolve("north"), "--site", "south=" + folder.resolve("south"),
        "--site", "west=" + folder.resolve("west"), "--missing", "NA", "--delimiter", ";", "--decimal", ",",
        "--suite", suite, "--adversary", adversary, "--output", "json");

    assertThat(run.exit()).as(run.toString()).isZero();
    assertThat(run.out().replaceAll("\\s", ""))
        .contains("\"agrees\":true", "\"n\":214,\"missing\":14", "\"suite\":\"" + suite + "\"", "\"" + adversary + "\"");
    assertThat(run.err()).isEmpty();
  }

  /** 900 people, 90 of them at two sites; three nodes estimate them under a key of their own. */
  @Test
  void distinctPatients_areThoseOfTheirIdentifiers(@TempDir Path folder) throws Exception {
    List<String> sites = List.of("north", "south", "west");
    for (int site = 0; site < 3; site++) {
      List<String> rows = new ArrayList<>(List.of("patient_id,insurance_number"));
      for (int person = 300 * site; person < 300 * site + 330; person++) {
        rows.add((person - 300 * site) + "," + (site == 0 ? "A " + person % 900 : "a-" + person % 900));
      }
      Files.write(Files.createDirectories(folder.resolve(sites.get(site))).resolve("patients.csv"), rows);
    }
    Path query = folder.resolve("query.yaml");
    Files.writeString(query, """
        name: People of three hospitals
        statistic: distinct-patients
        cohort: {table: patients}
        identifier: insurance_number
        expected_patients: 1000
        release: {minimum_count: 11, minimum_sites: 3}
        """);

    Jointly.Run run = Jointly.run(
        "rehearse", query, "--site", "north=" + folder.resolve("north"), "--site", "south=" + folder.resolve("south"),
        "--site", "west=" + folder.resolve("west"), "--output", "csv");

    assertThat(run.exit()).as(run.toString()).isZero();
    Map<String, Double> joint = run.out().lines().skip(1).map(line -> line.split(","))
        .collect(Collectors.toMap(line -> line[0], line -> Double.valueOf(line[1])));
    assertThat(joint).containsEntry("sum", 990.0).containsEntry("missing", 0.0).containsEntry("buckets", 8192.0);
    assertThat(joint.get("sd")).isBetween(6.0, 8.0);
    assertThat(joint.get("n")).isCloseTo(900, within(5 * joint.get("sd")));
    assertThat(joint.get("overlap")).isCloseTo(990 - joint.get("n"), within(1e-9));
  }

  @Test
  void siteWithoutTheTable_isNamed(@TempDir Path folder) throws Exception {
    Path query = folder.resolve("query.yaml");
    Files.writeString(query, Queries.mean("lung", "wt_loss", 0, -100, 100));

    Jointly.Run run =
        Jointly.run("rehearse", query, "--site", "a=" + folder, "--site", "b=" + folder, "--site", "c=" + folder);

    assertThat(run.exit()).as(run.toString()).isIn(2, 3, 8);
    assertThat(run.err()).contains("lung");
    assertThat(run.hasStackTrace()).isFalse();
  }
}
