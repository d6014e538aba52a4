package org.jointly.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Five nodes, of which any two may put their heads together. */
final class FiveSitesIT {
  private static final int CODES = 40;

  @Test
  void counts_areThoseOfThePooledRows() throws Exception {
    List<String> sites = List.of("east", "north", "south", "west", "zenith");
    List<String> codes = IntStream.range(0, CODES).mapToObj(i -> "C" + i).toList();
    List<String> expected = IntStream.range(0, CODES)
        .mapToObj(i -> "C" + i + "," + (i < 11 ? "<11" : String.valueOf(i)))
        .collect(Collectors.toList());
    expected.add(0, "code,count");
    try (Consortium consortium = new Consortium(sites)) {
      for (int s = 0; s < sites.size(); s++) {
        int site = s;
        Path diagnoses = consortium.site(sites.get(s)).resolve("diagnoses.csv");
        Map<String, Integer> patients =
            IntStream.range(0, CODES).boxed().collect(Collectors.toMap(i -> "C" + i, i -> patients(site, i)));
        Diagnoses.write(diagnoses, sites.get(s), patients);
        consortium.tables(sites.get(s), Map.of("diagnoses", diagnoses));
      }
      consortium.start();

      Jointly.Run run = consortium.ask(Queries.counts("diagnoses", codes, 11), "--output", "csv");

      assertThat(run.exit()).as(run.toString()).isZero();
      assertThat(run.out().lines().toList()).containsExactlyElementsOf(expected);
      ExplainedCost.assertIsThatOfARun(consortium, Queries.counts("diagnoses", codes, 11));
    }
  }

  /** Over five sites these add up to the code's number (Hermite's identity), with fewer than eleven at each. */
  private static int patients(int site, int code) {
    return (code + site) / 5;
  }
}
