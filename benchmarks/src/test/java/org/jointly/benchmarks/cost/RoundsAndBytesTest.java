package org.jointly.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.statistic.Statistic;
import org.junit.jupiter.api.Test;

final class RoundsAndBytesTest {

  @Test
  void table_isTheOneCheckedIn() throws IOException {
    Path table = Path.of("rounds-and-bytes.csv");

    List<String> measured = RoundsAndBytes.lines(Catalog.standard());

    assertThat(measured)
        .as("protocol costs changed; if they should, run benchmarks/run.sh table and commit benchmarks/rounds-and-bytes.csv")
        .containsExactlyElementsOf(Files.readAllLines(table));
  }

  @Test
  void sampleQuestions_areOfEveryStatistic() {
    Set<String> asked =
        SampleQuestions.all().stream().map(sample -> sample.spec().statistic()).collect(Collectors.toSet());

    assertThat(asked).containsExactlyInAnyOrderElementsOf(
        Catalog.standard().statistics().stream().map(Statistic::name).toList());
  }
}
