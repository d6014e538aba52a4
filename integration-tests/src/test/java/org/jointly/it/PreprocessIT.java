package org.jointly.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Operators make material between three nodes; a query uses it up. */
final class PreprocessIT {
  private static final int TRIPLES_FOR_A_CODE = 7;

  @Test
  void material_madeBeforehand_isUsedByTheQueryItWasMadeFor() throws Exception {
    try (Consortium consortium = new Consortium(List.of("north", "south", "west")).on("spdz", "malicious")) {
      for (String site : consortium.sites()) {
        Path diagnoses = consortium.site(site).resolve("diagnoses.csv");
        Diagnoses.write(diagnoses, site, Map.of("A", 4, "B", 3));
        consortium.tables(site, Map.of("diagnoses", diagnoses));
      }
      consortium.start();
      String text = Queries.counts("diagnoses", List.of("A", "B"), 11);
      Path query = Files.writeString(consortium.folder().resolve("counts.yaml"), text);

      String lost = loseALotAtWest(consortium);

      Jointly.Run made = preprocess(consortium, "run", "south", "--for", query, "--repeat", "2", "--output", "json");
      assertThat(preprocess(consortium, "discard", "south", "--incomplete").out()).contains(lost);
      assertThat(preprocess(consortium, "stop", "south", "--output", "json").out()).contains("\"stopped\": false");
      Jointly.Run before = preprocess(consortium, "status", "south", "--output", "csv");

      assertThat(made.exit()).as(made.toString()).isZero();
      assertThat(made.err()).isEmpty();
      assertThat(made.out()).contains("\"triples\"", "3 sites");
      assertThat(before.exit()).as(before.toString()).isZero();
      List<String> triples = before.out().lines().filter(line -> line.contains(",triples,")).toList();
      assertThat(triples).singleElement().asString().contains(",ready,");
      long all = left(before);
      Jointly.Run north = preprocess(consortium, "status", "north", "--output", "csv");
      assertThat(lots(north)).containsExactly(lost, lots(before).get(0));
      assertThat(north.out()).contains(lost + ",incomplete,").contains(",south west");

      Jointly.Run first = consortium.ask(text, "--output", "json");
      assertThat(first.exit()).as(first.toString()).isZero();
      assertThat(first.err()).contains("material: needs ", "nothing is made").contains(" triples");
      assertThat(first.out()).contains("\"toMake\": 0");
      assertThat(consortium.log("north")).contains("1 of the 2 lots of material that are ready here are not at every party");
      assertThat(preprocess(consortium, "discard", "north", "--incomplete").out()).contains(lost);
      long afterOne = left(preprocess(consortium, "status", "west", "--output", "csv"));
      assertThat(all - afterOne).isEqualTo(2 * TRIPLES_FOR_A_CODE);

      consortium.kill("west");
      consortium.launch("west");
      consortium.awaitReady("west");
      assertThat(left(preprocess(consortium, "status", "west", "--output", "csv"))).isEqualTo(afterOne);

      Jointly.Run second = consortium.ask(text, "--output", "csv");
      assertThat(second.exit()).as(second.toString()).isZero();
      assertThat(second.out().lines().toList()).containsExactly("code,count", "A,12", "B,<11");
      assertThat(second.err()).contains("nothing is made");

      assertThat(left(preprocess(consortium, "status", "west", "--output", "csv"))).isEqualTo(all - 4 * TRIPLES_FOR_A_CODE);

      List<String> codes = IntStream.range(0, 20).mapToObj(i -> "C" + i).toList();
      Jointly.Run more = consortium.ask(Queries.counts("diagnoses", codes, 11), "--output", "csv");
      assertThat(more.exit()).as(more.toString()).isZero();
      assertThat(more.err()).contains("are made first, in about");
      assertThat(left(preprocess(consortium, "status", "north", "--output", "csv"))).isZero();
    }
  }

  /** As when its node is killed while it uses that lot; says so at every site. */
  private static String loseALotAtWest(Consortium consortium) throws Exception {
    assertThat(preprocess(consortium, "run", "north", "--triples", TRIPLES_FOR_A_CODE, "--masks", 3).exit()).isZero();
    String lost = lots(preprocess(consortium, "status", "west", "--output", "csv")).get(0);
    deleteLot(consortium.site("west").resolve("material").resolve(lost));
    assertThat(preprocess(consortium, "status", "west", "--output", "csv").out()).contains(lost + ",not here,");
    return lost;
  }

  private static List<String> lots(Jointly.Run status) {
    return status.out().lines().skip(1).map(line -> line.split(",")[0]).distinct().toList();
  }

  private static void deleteLot(Path lot) throws IOException {
    try (Stream<Path> files = Files.list(lot)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(lot);
  }

  @Test
  void preprocess_thatCannotBe_saysWhy() throws Exception {
    try (Consortium consortium = new Consortium(List.of("north", "south", "west"))) {
      for (String site : consortium.sites()) {
        consortium.tables(site, Map.of("lung", Jointly.data("lung/" + site + ".csv")));
      }
      Jointly.Run onShamir = preprocess(consortium, "run", "north", "--triples", 5);
      consortium.on("spdz", "malicious");
      Jointly.Run nobodyThere = preprocess(consortium, "run", "north", "--triples", 5);
      Jointly.Run nothing = preprocess(consortium, "run", "north");
      Jointly.Run status = preprocess(consortium, "status", "north", "--output", "json");

      assertThat(onShamir.exit()).isEqualTo(3);
      assertThat(onShamir.err()).contains("suite shamir needs nothing made beforehand");
      assertThat(nobodyThere.exit()).isEqualTo(4);
      assertThat(nobodyThere.err()).contains("is its node running?");
      assertThat(nothing.exit()).isEqualTo(2);
      assertThat(nothing.err()).contains("--triples", "--for");
      assertThat(status.out()).contains("\"lots\": []");
    }
  }

  /** Triples that a status tells of. */
  private static long left(Jointly.Run status) {
    List<String> header = List.of(status.out().lines().findFirst().orElseThrow().split(","));
    return status.out().lines()
        .filter(line -> line.contains(",triples,"))
        .mapToLong(line -> Long.parseLong(line.split(",")[header.indexOf("left")]))
        .sum();
  }

  private static Jointly.Run preprocess(Consortium consortium, String command, String site, Object... options) throws Exception {
    List<Object> words = new ArrayList<>(
        List.of("preprocess", command, "--config", consortium.site(site).resolve("node.yaml")));
    words.addAll(List.of(options));
    return Jointly.run(words.toArray());
  }
}
