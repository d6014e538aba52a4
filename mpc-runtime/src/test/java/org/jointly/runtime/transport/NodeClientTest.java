package org.jointly.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.jointly.runtime.transport.Mesh.LONG;
import static org.jointly.runtime.transport.Mesh.WEST;
import static org.jointly.runtime.transport.RecordedEvents.next;

import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jointly.runtime.fault.Busy;
import org.jointly.runtime.fault.DeadlineExceeded;
import org.jointly.runtime.fault.FaultFamily;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.fault.PeerUnavailable;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.Outcome;
import org.jointly.runtime.wire.ControlMessage.QueryOutcome;
import org.jointly.runtime.wire.ControlMessage.QueryProgress;
import org.jointly.runtime.wire.ControlMessage.Status;
import org.jointly.runtime.wire.ControlMessage.StatusRequest;
import org.jointly.runtime.wire.ControlMessage.SubmitQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class NodeClientTest {
  private final Mesh mesh = new Mesh();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SubmitQuery query = new SubmitQuery(SignedBytes.sign(mesh.analyst, "query", new byte[] {1}));
  private final Outcome failed =
      new Outcome.Failed(new FaultReport(FaultFamily.REFUSED, Optional.of(WEST), "statistics: mean is not allowed", 0));

  @AfterEach
  void stop() {
    threads.shutdownNow();
    mesh.close();
  }

  private NodeClient connect(Roster.Party node, Identity analyst) {
    return NodeClient.connect(node, analyst, TlsEngine.best(), mesh.clock, LONG);
  }

  @ParameterizedTest
  @CsvSource({"JDK,JDK", "JDK,BORINGSSL", "BORINGSSL,JDK", "BORINGSSL,BORINGSSL"})
  void submit_reportsStagesAndTheOutcome(TlsEngine ours, TlsEngine theirs) throws Exception {
    assumeThat(ours.isAvailable() && theirs.isAvailable()).isTrue();
    mesh.start(WEST, Mesh.settings().withEngine(theirs));
    List<String> stages = new ArrayList<>();

    try (NodeClient client = NodeClient.connect(mesh.entry(WEST), mesh.analyst, ours, mesh.clock, LONG)) {
      Future<QueryOutcome> outcome = threads.submit(() -> client.submit(query, stages::add, LONG));
      RecordedEvents.Asked asked = next(mesh.events(WEST).asked);
      Bytes32 id = ((SubmitQuery) asked.request()).id();
      assertThat(asked.analyst().analyst()).isEqualTo(Mesh.ADA);
      assertThat(asked.request()).isEqualTo(query);
      asked.analyst().reply(new QueryProgress(id, "asking the others"));
      asked.analyst().reply(new QueryOutcome(Bytes32.of(new byte[32]), failed));
      asked.analyst().reply(new QueryProgress(id, "computing"));
      asked.analyst().reply(new QueryOutcome(id, failed));

      assertThat(outcome.get(20, TimeUnit.SECONDS)).isEqualTo(new QueryOutcome(id, failed));
      assertThat(stages).containsExactly("asking the others", "computing");
    }
    next(mesh.events(WEST).left);
  }

  @Test
  void status_isWhatTheNodeReplies() throws Exception {
    mesh.start(WEST, Mesh.settings());
    Status status = new Status(WEST, "0.1.0", List.of(), Bytes32.of(mesh.roster().digest()), Instant.ofEpochSecond(9));

    try (NodeClient client = connect(mesh.entry(WEST), mesh.analyst)) {
      Future<Status> reply = threads.submit(() -> client.status(LONG));
      RecordedEvents.Asked asked = next(mesh.events(WEST).asked);
      assertThat(asked.request()).isEqualTo(new StatusRequest());
      asked.analyst().reply(status);

      assertThat(reply.get(20, TimeUnit.SECONDS)).isEqualTo(status);
    }
  }

  @Test
  void submit_withoutAnAnswer_endsAtTheDeadline() {
    mesh.start(WEST, Mesh.settings());

    try (NodeClient client = connect(mesh.entry(WEST), mesh.analyst)) {
      assertThatThrownBy(() -> client.submit(query, stage -> {}, Duration.ofMillis(50)))
          .isInstanceOf(DeadlineExceeded.class)
          .hasMessageContaining("party west: sent no outcome within 50 ms");
    }
  }

  /** Ten heartbeats of the node: its pings are answered, and the answers are welcome. */
  @Test
  void submit_thatTakesLongerThanAHeartbeat_keepsTheConnection() {
    mesh.start(WEST, Mesh.settings().withHeartbeat(new TransportSettings.Heartbeat(Duration.ofMillis(50), LONG)));

    try (NodeClient client = connect(mesh.entry(WEST), mesh.analyst)) {
      assertThatThrownBy(() -> client.submit(query, stage -> {}, Duration.ofMillis(500)))
          .isInstanceOf(DeadlineExceeded.class)
          .hasMessageContaining("sent no outcome within 500 ms");
    }
  }

  @Test
  void submit_toANodeThatStops_namesIt() throws Exception {
    mesh.start(WEST, Mesh.settings());

    try (NodeClient client = connect(mesh.entry(WEST), mesh.analyst)) {
      Future<QueryOutcome> outcome = threads.submit(() -> client.submit(query, stage -> {}, LONG));
      next(mesh.events(WEST).asked);
      mesh.node(WEST).close();

      assertThatThrownBy(() -> outcome.get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(PeerUnavailable.class)
          .hasMessageContaining("party west: closed the connection");
      assertThatThrownBy(() -> client.status(LONG)).isInstanceOf(PeerUnavailable.class);
    }
  }

  @Test
  void connect_toNobody_isUnavailable() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      mesh.ports.put(WEST, taken.getLocalPort());
    }
    Roster.Party unknownHost =
        new Roster.Party(WEST, "[no-such-host", 7000, mesh.identities.get(WEST).fingerprint());

    assertThatThrownBy(() -> connect(mesh.entry(WEST), mesh.analyst))
        .isInstanceOf(PeerUnavailable.class)
        .hasMessageContaining("party west: cannot be reached")
        .hasMessageContaining("is its node running?");
    assertThatThrownBy(() -> connect(unknownHost, mesh.analyst))
        .isInstanceOf(PeerUnavailable.class)
        .hasMessageContaining("[no-such-host cannot be resolved");
  }

  @Test
  void connect_toASilentServer_endsAtTheDeadline() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      mesh.ports.put(WEST, silent.getLocalPort());

      assertThatThrownBy(
              () -> NodeClient.connect(mesh.entry(WEST), mesh.analyst, TlsEngine.best(), mesh.clock, Duration.ofMillis(100)))
          .isInstanceOf(DeadlineExceeded.class)
          .hasMessageContaining("party west: did not accept the connection within 100 ms");
    }
  }

  @ParameterizedTest
  @CsvSource({"JDK", "BORINGSSL"})
  void connect_withAnUnknownKey_isAnIdentityFailure(TlsEngine engine) {
    assumeThat(engine.isAvailable()).isTrue();
    mesh.start(WEST, Mesh.settings().withEngine(engine));

    for (TlsEngine ours : TlsEngine.values()) {
      assertThatThrownBy(() -> NodeClient.connect(mesh.entry(WEST), mesh.identity("eve"), ours, mesh.clock, LONG))
          .as("%s to %s", ours, engine)
          .isInstanceOf(IdentityFailure.class)
          .hasMessageContaining("party west: refused our certificate; is our fingerprint in its roster");
    }
  }

  @Test
  void connect_toAnotherKey_namesWhatWasOffered() {
    mesh.start(WEST, Mesh.settings());
    Roster.Party wrong =
        new Roster.Party(WEST, "127.0.0.1", mesh.ports.get(WEST), mesh.identity("other").fingerprint());

    assertThatThrownBy(() -> connect(wrong, mesh.analyst))
        .isInstanceOf(IdentityFailure.class)
        .hasMessageContaining("unknown fingerprint " + mesh.identities.get(WEST).fingerprint());
  }

  @Test
  void connect_ofMoreAnalystsThanAllowed_isToldWhyAndClosed() throws Exception {
    mesh.start(WEST, Mesh.settings().withAdmission(new TransportSettings.Admission(9, 1, Duration.ofSeconds(5))));

    try (NodeClient first = connect(mesh.entry(WEST), mesh.analyst)) {
      try (NodeClient second = connect(mesh.entry(WEST), mesh.analyst)) {
        assertThatThrownBy(() -> second.status(LONG))
            .isInstanceOf(Busy.class)
            .hasMessage("party west: too many analysts are connected; ask again in a moment, or over another party");
      }
      Future<Status> waiting = threads.submit(() -> first.status(LONG));
      next(mesh.events(WEST).asked).analyst().close();
      assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(PeerUnavailable.class);
    }
    next(mesh.events(WEST).left);
    try (NodeClient third = connect(mesh.entry(WEST), mesh.analyst)) {
      Future<Status> waiting = threads.submit(() -> third.status(LONG));
      assertThat(next(mesh.events(WEST).asked).request()).isEqualTo(new StatusRequest());
      waiting.cancel(true);
    }
  }
}
