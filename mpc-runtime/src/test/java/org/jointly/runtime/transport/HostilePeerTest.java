package org.jointly.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jointly.runtime.transport.Mesh.LONG;
import static org.jointly.runtime.transport.Mesh.NORTH;
import static org.jointly.runtime.transport.Mesh.SOUTH;
import static org.jointly.runtime.transport.Mesh.WEST;
import static org.jointly.runtime.transport.RecordedEvents.next;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.PeerUnavailable;
import org.jointly.runtime.fault.ProtocolViolation;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlCodec;
import org.jointly.runtime.wire.ControlMessage.SessionReady;
import org.jointly.runtime.wire.ControlMessage.Status;
import org.jointly.runtime.wire.ControlMessage.StatusRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** North has its key but not our software; west is attacked, south works on. */
@Timeout(60)
class HostilePeerTest {
  private static final TransportSettings.Heartbeat PATIENT =
      new TransportSettings.Heartbeat(Duration.ofMillis(50), Duration.ofMinutes(5));

  private final Mesh mesh = new Mesh();
  private final ControlCodec codec = new ControlCodec();
  private final Bytes32 session = Bytes32.random(mesh.random);

  @BeforeEach
  void start() {
    mesh.start(WEST, Mesh.settings().withHeartbeat(PATIENT));
    mesh.start(SOUTH, Mesh.settings().withHeartbeat(PATIENT));
    mesh.node(SOUTH).awaitUp(WEST, LONG);
    mesh.node(WEST).awaitUp(SOUTH, LONG);
    mesh.events(WEST).ups.clear();
  }

  @AfterEach
  void stop() {
    mesh.close();
  }

  private Rogue north() throws IOException, GeneralSecurityException {
    Rogue north = Rogue.connect(mesh.node(WEST).port(), "TLSv1.3", mesh.identities.get(NORTH)).hello();
    assertThat(north.next()[0]).isEqualTo((byte) Frames.HELLO);
    mesh.node(WEST).awaitUp(NORTH, LONG);
    return north;
  }

  private void assertClosesFor(Attack attack, String what) throws Exception {
    try (Rogue north = north()) {
      mesh.events(WEST).downs.clear();
      attack.on(north);
      RecordedEvents.Lost lost = next(mesh.events(WEST).downs);

      assertThat(lost.peer()).isEqualTo(NORTH);
      assertThat(lost.reason()).isInstanceOf(ProtocolViolation.class).hasMessageContaining("party north: ").hasMessageContaining(what);
      assertThat(north.isClosedByTheOther()).isTrue();
    }
    assertOthersWork();
  }

  private interface Attack {
    void on(Rogue north) throws Exception;
  }

  private void assertOthersWork() throws Exception {
    SessionReady ready = new SessionReady(Bytes32.random(mesh.random), session, List.of());
    mesh.node(SOUTH).send(WEST, ready);
    assertThat(next(mesh.events(WEST).said)).isEqualTo(new RecordedEvents.Said(SOUTH, ready));
  }

  @Test
  void link_withAWrongFrame_isClosedAndNamesWhatWasSent() throws Exception {
    assertClosesFor(north -> north.raw(new byte[] {0x7f, -1, -1, -1}), "frame of 2147483647 bytes, expected 1 to " + Frames.MAX_BYTES);
    assertClosesFor(north -> north.raw(new byte[] {-1, -1, -1, -1}), "frame of 4294967295 bytes");
    assertClosesFor(north -> north.raw(new byte[] {0, 0, 0, 0}), "frame of 0 bytes");
    assertClosesFor(north -> north.frame(0, new byte[3]), "unknown kind 0");
    assertClosesFor(north -> north.frame(255, new byte[3]), "unknown kind 255");
    assertClosesFor(Rogue::hello, "unknown kind 1");
    assertClosesFor(north -> north.frame(Frames.PART, new byte[39]), "session frame of 39 bytes, expected at least 40");
    assertClosesFor(north -> north.frame(Frames.END, new byte[0]), "session frame of 0 bytes");
    assertClosesFor(north -> north.frame(Frames.CREDIT, new byte[41]), "1 trailing bytes");
    assertClosesFor(north -> north.frame(Frames.CREDIT, new byte[8]), "session frame of 8 bytes");
  }

  @Test
  void link_withAWrongControlMessage_isClosed() throws Exception {
    byte[] ping = codec.encode(new SessionReady(session, session, List.of()));

    assertClosesFor(north -> north.frame(Frames.CONTROL, new byte[0]), "malformed control message: message ends too early");
    assertClosesFor(north -> north.frame(Frames.CONTROL, new byte[] {99}), "malformed control message");
    assertClosesFor(north -> north.frame(Frames.CONTROL, java.util.Arrays.copyOf(ping, ping.length + 1)), "trailing bytes");
    assertClosesFor(north -> north.frame(Frames.CONTROL, java.util.Arrays.copyOf(ping, ping.length - 1)), "malformed");
  }

  @Test
  void take_ofReplayedSkippedOrUnsolicitedFrames_isAViolation() throws Exception {
    assertSessionViolation(new long[] {0, 0}, 10, "sent frame 0 of the session, expected frame 1");
    assertSessionViolation(new long[] {1}, 10, "sent frame 1 of the session, expected frame 0");
    assertSessionViolation(new long[] {-1}, 10, "sent frame -1 of the session, expected frame 0");
    assertSessionViolation(new long[] {0}, FlowControl.CHUNK_BYTES + 1, "at most 1048576 are possible");
    assertSessionViolation(new long[] {0, 1, 2, 3, 4, 5, 6, 7, 8}, FlowControl.CHUNK_BYTES, "but only 8388608 were granted");
  }

  private void assertSessionViolation(long[] sequences, int payloadBytes, String what) throws Exception {
    Bytes32 id = Bytes32.random(mesh.random);
    try (Rogue north = north();
        SessionEndpoint west = mesh.node(WEST).openSession(id)) {
      for (long sequence : sequences) {
        ByteBuffer body = ByteBuffer.allocate(40 + payloadBytes).put(id.bytes()).putLong(sequence);
        north.frame(Frames.PART, body.array());
      }

      assertThatThrownBy(() -> west.take(NORTH, LONG))
          .isInstanceOf(ProtocolViolation.class)
          .hasMessageContaining("party north: ")
          .hasMessageContaining(what);
      assertThat(mesh.node(WEST).linksUp()).containsExactly(NORTH, SOUTH);
    }
    assertOthersWork();
  }

  @Test
  void framesOfUnknownSessions_areKeptWithinBounds() throws Exception {
    try (Rogue north = north()) {
      for (int i = 0; i < 200; i++) {
        Bytes32 unknown = Bytes32.random(mesh.random);
        north.frame(Frames.END, ByteBuffer.allocate(40 + 1000).put(unknown.bytes()).array());
        north.frame(Frames.CREDIT, ByteBuffer.allocate(40).put(unknown.bytes()).putLong(Long.MAX_VALUE).array());
      }
      north.frame(Frames.CONTROL, codec.encode(new StatusRequest()));

      assertThat(next(mesh.events(WEST).said).message()).isEqualTo(new StatusRequest());
      assertThat(mesh.node(WEST).linksUp()).containsExactly(NORTH, SOUTH);
    }
    assertOthersWork();
  }

  @Test
  void link_openedAgain_replacesTheOldOne() throws Exception {
    try (Rogue first = north()) {
      next(mesh.events(WEST).ups);
      try (Rogue second = Rogue.connect(mesh.node(WEST).port(), "TLSv1.3", mesh.identities.get(NORTH)).hello()) {
        assertThat(first.isClosedByTheOther()).isTrue();
        JointlyException reason = next(mesh.events(WEST).downs).reason();
        assertThat(reason).isInstanceOf(PeerUnavailable.class).hasMessageContaining("connected again");
        assertThat(next(mesh.events(WEST).ups)).isEqualTo(NORTH);

        second.frame(Frames.CONTROL, codec.encode(new StatusRequest()));
        assertThat(next(mesh.events(WEST).said).sender()).isEqualTo(NORTH);
      }
    }
  }

  @Test
  void analyst_sendingWhatIsForNodesOnly_isClosed() throws Exception {
    byte[] ready = codec.encode(new SessionReady(session, session, List.of()));
    byte[] status =
        codec.encode(new Status(NORTH, "1", java.util.List.of(), session, java.time.Instant.ofEpochSecond(1)));

    for (byte[] message : new byte[][] {ready, status}) {
      try (Rogue ada = Rogue.connect(mesh.node(WEST).port(), "TLSv1.3", mesh.analyst).hello()) {
        ada.frame(Frames.CONTROL, message);
        assertThat(ada.isClosedByTheOther()).isTrue();
      }
    }
    try (Rogue ada = Rogue.connect(mesh.node(WEST).port(), "TLSv1.3", mesh.analyst).hello()) {
      ada.frame(Frames.END, new byte[50]);
      assertThat(ada.isClosedByTheOther()).isTrue();
    }
    assertThat(mesh.events(WEST).said).isEmpty();
    assertThat(mesh.events(WEST).asked).isEmpty();
    assertOthersWork();
  }
}
