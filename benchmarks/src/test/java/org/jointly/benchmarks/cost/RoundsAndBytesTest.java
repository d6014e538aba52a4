package org.jointly.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jointly.protocols.plan.Catalog;
import org.junit.jupiter.api.Test;

final class RoundsAndBytesTest {

  @Test
  void table_isTheOneCheckedIn() throws IOException {
    Path table = Path.of("rounds-and-bytes.csv");

    List<String> measured = RoundsAndBytes.lines(Catalog.standard());

    assertThat(measured)
        .as("costs or statistics changed; if they should have, run benchmarks/run.sh table and commit benchmarks/rounds-and-bytes.csv")
        .containsExactlyElementsOf(Files.readAllLines(table));
  }
}
