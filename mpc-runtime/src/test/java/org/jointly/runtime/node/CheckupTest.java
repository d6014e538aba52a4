package org.jointly.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jointly.runtime.fault.FaultFamily;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.transport.NodeClient;
import org.jointly.runtime.transport.TlsEngine;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.Condition;
import org.jointly.runtime.wire.ControlMessage.Condition.PeerCondition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What operators hear of their own node. */
@Timeout(60)
class CheckupTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private TestMesh mesh;

  @BeforeEach
  void prepare() {
    mesh = new TestMesh(3, folder);
  }

  @AfterEach
  void close() {
    mesh.close();
  }

  @Test
  void condition_ofANodeThatIsWell_tellsOfNoTrouble() {
    mesh.start();

    Condition condition = condition(0);

    assertThat(condition.troubles()).isEmpty();
    assertThat(condition.peers()).extracting(PeerCondition::peer).containsExactly(mesh.party(1), mesh.party(2));
    assertThat(condition.peers()).allMatch(PeerCondition::connected);
    assertThat(condition.load()).isEqualTo(new Condition.Load(0, 4, false));
    assertThat(condition.rosterDigest()).isEqualTo(Bytes32.of(mesh.consortium.roster.digest()));
    assertThat(condition.startedAt()).isBetween(Clock.systemUTC().instant().minusSeconds(60), Clock.systemUTC().instant());
  }

  @Test
  void condition_withoutAPeer_saysWhyAndSinceWhen() {
    mesh.start(mesh.party(0));
    mesh.start(mesh.party(1));

    Condition condition = condition(0);
    while (!condition.peers().get(0).connected()) {
      condition = condition(0);
    }

    assertThat(condition.peers()).extracting(PeerCondition::connected).containsExactly(true, false);
    assertThat(condition.troubles()).singleElement().satisfies(trouble -> {
      assertThat(trouble.family()).isEqualTo(FaultFamily.PEER_UNAVAILABLE);
      assertThat(trouble.party()).contains(mesh.party(2));
    });
  }

  @Test
  void condition_withALedgerThatCannotBeWritten_tellsThatFirst() {
    mesh.start();
    mesh.node(0).ledger.close();
    mesh.stop(mesh.party(2));

    assertThat(condition(0).troubles().get(0)).satisfies(trouble -> {
      assertThat(trouble.family()).isEqualTo(FaultFamily.INVALID_CONFIGURATION);
      assertThat(trouble.detail()).startsWith("the ledger could not be written");
    });
  }

  private Condition condition(int index) {
    PartyId party = mesh.party(index);
    try (NodeClient node =
        NodeClient.connect(
            mesh.consortium.roster.party(party).orElseThrow(), mesh.consortium.identity(party), TlsEngine.best(), Clock.systemUTC(), LONG)) {
      return node.condition(LONG);
    }
  }
}
