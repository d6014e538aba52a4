package org.jointly.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that cannot start says why, in words its operator can act on, and with the right exit code. */
final class ConfigurationIT {
  private Consortium consortium;
  private Path node;

  @BeforeEach
  void prepare() throws IOException {
    consortium = new Consortium(List.of("north", "south", "west"));
    Path diagnoses = consortium.site("north").resolve("diagnoses.csv");
    Diagnoses.write(diagnoses, "north", Map.of("A", 4));
    consortium.tables("north", Map.of("diagnoses", diagnoses));
    node = consortium.site("north").resolve("node.yaml");
  }

  @AfterEach
  void clean() throws IOException, InterruptedException {
    consortium.close();
  }

  @Test
  void expiredCertificate_isToldWithItsDate() throws Exception {
    Path identity = consortium.site("north").resolve("identity");
    Files.delete(identity.resolve("identity.key"));
    Files.delete(identity.resolve("identity.crt"));
    Consortium.identity("north", identity, Clock.offset(Clock.systemUTC(), Duration.ofDays(-10)));

    fails(5, "expired");
  }

  @Test
  void keyThatIsNotTheRosters_isToldWithBothFingerprints() throws Exception {
    Path identity = consortium.site("north").resolve("identity");
    Files.delete(identity.resolve("identity.key"));
    Files.delete(identity.resolve("identity.crt"));
    String other = Consortium.identity("north", identity, Clock.systemUTC()).toString();

    Jointly.Run run = Jointly.run("node", "start", "--config", node);

    assertThat(run.exit()).as(run.toString()).isIn(3, 5);
    assertThat(run.err()).contains("roster", other);
    assertThat(run.hasStackTrace()).isFalse();
  }

  @Test
  void malformedNodeFile_tellsAllProblemsWithTheirLines() throws Exception {
    Files.writeString(node, """
        party: north
        identity: identity
        roster: ../roster.yaml
        policy: policy.yaml
        ledger: ledger.jsonl
        listen: {host: 127.0.0.1, port: many}
        data:
          kind: oracle
        limits: {session_deadline_seconds: -3}
        colour: red
        """);

    Jointly.Run run = Jointly.run("node", "start", "--config", node);

    assertThat(run.exit()).as(run.toString()).isEqualTo(3);
    assertThat(run.err()).contains("node.yaml:6", "node.yaml:8", "node.yaml:9", "node.yaml:10");
    assertThat(run.hasStackTrace()).isFalse();
  }

  @Test
  void textThatIsNoYaml_isToldWithItsLine() throws Exception {
    Files.writeString(node, "party: north\nlisten: {host: [\n");

    fails(3, "node.yaml:");
  }

  @Test
  void missingDataFile_isNamed() throws Exception {
    consortium.tables("north", Map.of("diagnoses", consortium.site("north").resolve("nothing.csv")));

    Jointly.Run run = Jointly.run("node", "start", "--config", node);

    assertThat(run.exit()).as(run.toString()).isIn(3, 8);
    assertThat(run.err()).contains("nothing.csv");
    assertThat(run.hasStackTrace()).isFalse();
  }

  @Test
  void missingNodeFile_isNamed() throws Exception {
    Files.delete(node);

    fails(3, "node.yaml");
  }

  @Test
  void partyTwiceInTheRoster_isToldWithItsLine() throws Exception {
    Files.writeString(consortium.roster(), consortium.rosterText("it").replace("name: south", "name: north"));

    fails(3, "roster.yaml:", "north");
  }

  @Test
  void portInUse_isNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(consortium.port("north"), 1, InetAddress.getLoopbackAddress())) {
      fails(3, String.valueOf(taken.getLocalPort()), "in use");
    }
  }

  private void fails(int exit, String... words) throws IOException, InterruptedException {
    Jointly.Run run = Jointly.run("node", "start", "--config", node);

    assertThat(run.exit()).as(run.toString()).isEqualTo(exit);
    assertThat(run.err()).contains(words);
    assertThat(run.out()).isEmpty();
    assertThat(run.hasStackTrace()).isFalse();
  }
}
