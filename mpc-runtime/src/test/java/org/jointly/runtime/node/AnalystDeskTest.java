package org.jointly.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jointly.runtime.consent.LedgerEntry.Kind.ABORTED;
import static org.jointly.runtime.consent.LedgerEntry.Kind.OPENED;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.runtime.TestConsortium;
import org.jointly.runtime.analyst.ProgressListener;
import org.jointly.runtime.analyst.QueryClient;
import org.jointly.runtime.fault.FaultFamily;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.InvalidQuery;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.QueryRequest;
import org.jointly.runtime.transport.NodeClient;
import org.jointly.runtime.transport.TlsEngine;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.Outcome;
import org.jointly.runtime.wire.ControlMessage.SubmitQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What analysts may and may not do at the door of three real nodes. */
@Timeout(60)
class AnalystDeskTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private TestMesh mesh;
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  @BeforeEach
  void start() {
    mesh = new TestMesh(3, folder).start();
  }

  @AfterEach
  void close() {
    gate.countDown();
    mesh.close();
  }

  @Test
  void run_tellsHowFarTheQueryIs() {
    List<String> stages = new ArrayList<>();

    run(mesh.consortium.analyst, mesh.party(1), TestConsortium.cohortCount(), stages::add);

    assertThat(stages)
        .containsExactly("connecting to south", "asking 3 sites for consent", "all 3 sites consent and compute");
  }

  @Test
  void run_ofSomebodyWhoIsNoAnalyst_isRefusedHere() {
    Identity stranger = Identity.create("mallory", Duration.ofDays(1), Clock.systemUTC(), mesh.random);

    assertThatThrownBy(() -> run(stranger, mesh.party(0), TestConsortium.cohortCount(), ProgressListener.SILENT))
        .isInstanceOf(IdentityFailure.class)
        .hasMessageContaining(stranger.fingerprint().toString());
  }

  @Test
  void connect_ofSomebodyWhoIsNoAnalyst_isRefusedThere() {
    Identity stranger = Identity.create("mallory", Duration.ofDays(1), Clock.systemUTC(), mesh.random);

    assertThatThrownBy(() -> connect(stranger)).isInstanceOf(IdentityFailure.class);
  }

  @Test
  void run_ofAQueryThatCannotBeAsked_tellsTheProblemsWithoutAskingAnybody() {
    QuerySpec good = TestConsortium.cohortCount();
    QuerySpec unknown = new QuerySpec("a question", "cohort-cuont", good.cohort(), good.parameters(), good.release());

    assertThatThrownBy(() -> run(mesh.consortium.analyst, mesh.party(0), unknown, ProgressListener.SILENT))
        .isInstanceOf(InvalidQuery.class)
        .hasMessageContaining("cohort-count");
    assertThat(mesh.ledgerEntries(0)).isEmpty();
  }

  @Test
  void run_overAPartyTheRosterDoesNotName_listsThoseItDoes() {
    assertThatThrownBy(
            () -> run(mesh.consortium.analyst, new PartyId("nroth"), TestConsortium.cohortCount(), ProgressListener.SILENT))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("north, south, west");
  }

  @Test
  void submit_ofTheSameSignedQueryTwice_isRefusedTheSecondTime() {
    SubmitQuery query = signedBy(mesh.consortium.analyst);
    try (NodeClient client = connect(mesh.consortium.analyst)) {
      assertThat(client.submit(query, stage -> {}, PATIENCE).outcome()).isInstanceOf(Outcome.Reports.class);

      Outcome.Failed again = (Outcome.Failed) client.submit(query, stage -> {}, PATIENCE).outcome();

      assertThat(again.fault().family()).isEqualTo(FaultFamily.REFUSED);
      assertThat(again.fault().detail()).contains("was asked before");
    }
  }

  @Test
  void submit_ofAQuerySignedByAParty_isRefused() {
    SubmitQuery query = signedBy(mesh.consortium.identity(mesh.party(2)));
    try (NodeClient client = connect(mesh.consortium.analyst)) {
      Outcome.Failed failed = (Outcome.Failed) client.submit(query, stage -> {}, PATIENCE).outcome();

      assertThat(failed.fault().family()).isEqualTo(FaultFamily.IDENTITY);
    }
  }

  @Test
  void close_ofTheAnalystsConnection_endsTheQueryEverywhere() throws Exception {
    mesh.source(2).answer = TestSource.heldBy(entered, gate);
    NodeClient client = connect(mesh.consortium.analyst);
    CompletableFuture<Void> asking =
        CompletableFuture.runAsync(
            () -> client.submit(signedBy(mesh.consortium.analyst), stage -> {}, PATIENCE),
            command -> new Thread(command).start());
    assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();

    client.close();

    gate.countDown();
    mesh.awaitIdle();
    for (int i = 0; i < 3; i++) {
      assertThat(mesh.ledgerKinds(i)).endsWith(ABORTED).doesNotContain(OPENED);
    }
    assertThat(mesh.ledgerEntries(1).get(3).fields().get("reason")).contains("analyst alice left");
    assertThat(asking).failsWithin(Duration.ofSeconds(60));
  }

  @Test
  void status_tellsWhoIsConnected() {
    try (NodeClient client = connect(mesh.consortium.analyst)) {
      assertThat(client.status(PATIENCE).linksUp()).containsExactly(mesh.party(1), mesh.party(2));
    }
  }

  private void run(Identity analyst, PartyId home, QuerySpec query, ProgressListener progress) {
    new QueryClient(Clock.systemUTC(), mesh.random)
        .run(mesh.consortium.roster, analyst, home, query, Duration.ofSeconds(20), progress);
  }

  private NodeClient connect(Identity analyst) {
    return NodeClient.connect(
        mesh.consortium.roster.parties().get(0), analyst, TlsEngine.best(), Clock.systemUTC(), PATIENCE);
  }

  private SubmitQuery signedBy(Identity analyst) {
    Instant now = Instant.now();
    QueryRequest request =
        new QueryRequest(
            TestConsortium.cohortCount(),
            Bytes32.random(mesh.random),
            now,
            now.plusSeconds(20),
            Bytes32.of(mesh.consortium.roster.digest()));
    return new SubmitQuery(SignedBytes.sign(analyst, QueryRequest.LABEL, request.toBytes()));
  }
}
