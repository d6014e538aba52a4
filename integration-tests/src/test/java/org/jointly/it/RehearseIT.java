package org.jointly.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jointly rehearse} over the folders of files that an analyst has. */
final class RehearseIT {

  @Test
  void rehearsal_agreesWithThePooledRows(@TempDir Path folder) throws Exception {
    for (String site : List.of("north", "south", "west")) {
      Files.createDirectories(folder.resolve(site));
      Files.copy(Jointly.data("lung/" + site + ".csv"), folder.resolve(site).resolve("lung.csv"));
    }
    Path query = folder.resolve("query.yaml");
    Files.writeString(query, Queries.mean("lung", "wt_loss", 0, -100, 100));

    Jointly.Run run = Jointly.run(
        "rehearse", query, "--site", "north=" + folder.resolve("north"), "--site", "south=" + folder.resolve("south"),
        "--site", "west=" + folder.resolve("west"), "--output", "json");

    assertThat(run.exit()).as(run.toString()).isZero();
    assertThat(run.out().replaceAll("\\s", "")).contains("\"agrees\":true", "\"n\":214,\"missing\":14");
    assertThat(run.err()).isEmpty();
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
