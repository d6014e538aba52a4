package org.jointly.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Three nodes that trust nobody: everything is made and checked between processes. */
final class SpdzIT {

  @Test
  void queries_onSpdz_answerAsOnShamir() throws Exception {
    Map<String, Map<String, Integer>> patients = Map.of(
        "north", Map.of("A", 4, "B", 4, "C", 0, "E", 11),
        "south", Map.of("A", 4, "B", 4, "C", 0, "E", 0),
        "west", Map.of("A", 4, "B", 2, "C", 12, "E", 0));
    try (Consortium consortium = new Consortium(List.of("north", "south", "west")).on("spdz", "malicious")) {
      for (String site : consortium.sites()) {
        Path diagnoses = consortium.site(site).resolve("diagnoses.csv");
        Diagnoses.write(diagnoses, site, patients.get(site));
        consortium.tables(site, Map.of("diagnoses", diagnoses, "lung", Jointly.data("lung/" + site + ".csv")));
      }
      consortium.start();

      Jointly.Run counts = consortium.ask(Queries.counts("diagnoses", List.of("A", "B", "C", "D", "E"), 11), "--output", "csv");
      Jointly.Run mean = consortium.ask(Queries.mean("lung", "age", 0, 0, 120), "--output", "json");

      assertThat(counts.exit()).as(counts.toString()).isZero();
      assertThat(counts.out().lines().toList()).containsExactly("code,count", "A,12", "B,<11", "C,12", "D,<11", "E,11");
      assertThat(mean.exit()).as(mean.toString()).isZero();
      assertThat(mean.out()).contains("62.447368421052", "\"spdz\"");
    }
  }
}
