package org.jointly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.config.PolicyFile;
import org.jointly.runtime.config.RosterFile;
import org.jointly.runtime.data.RecordSource;
import org.jointly.runtime.identity.Roster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that operators copy are right as they stand. */
class PartyConfigsTest {
  private static final Path SAMPLES = Path.of("..", "party-configs", "three-hospitals");

  static Stream<Path> queries() throws java.io.IOException {
    try (Stream<Path> files = Files.list(SAMPLES.resolve("queries"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @Test
  void roster_namesTheThreeSites() {
    Roster roster = RosterFile.read(SAMPLES.resolve("roster.yaml"));

    assertThat(roster.parties()).extracting(party -> party.id().name()).containsExactly("north", "south", "west");
  }

  @ParameterizedTest
  @ValueSource(strings = {"north", "south", "west"})
  void site_isDescribedRight_andItsRecordsAreReadable(String site) {
    NodeConfig node = NodeConfig.read(SAMPLES.resolve(site).resolve("node.yaml"));

    assertThat(node.party().name()).isEqualTo(site);
    assertThat(PolicyFile.read(node.policy()).smallestMinimumCount()).isPositive();
    try (RecordSource records = RecordSource.open(node.data())) {
      assertThat(records.check()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("queries")
  void query_isValid(Path query) {
    Cli result = Cli.run("query", "validate", query.toString(), "--roster", SAMPLES.resolve("roster.yaml").toString());

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("Opened to all parties");
  }
}
