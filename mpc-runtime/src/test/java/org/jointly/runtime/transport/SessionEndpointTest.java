package org.jointly.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jointly.runtime.transport.Mesh.LONG;
import static org.jointly.runtime.transport.Mesh.NORTH;
import static org.jointly.runtime.transport.Mesh.SOUTH;
import static org.jointly.runtime.transport.Mesh.WEST;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jointly.protocols.round.FrameLayout;
import org.jointly.runtime.fault.Aborted;
import org.jointly.runtime.fault.DeadlineExceeded;
import org.jointly.runtime.fault.InternalFailure;
import org.jointly.runtime.fault.PeerUnavailable;
import org.jointly.runtime.fault.ProtocolViolation;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.SessionReady;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SessionEndpointTest {
  private static final int MEBIBYTE = 1024 * 1024;
  private static final Duration SHORT = Duration.ofMillis(50);

  private static final TransportSettings LONG_MESSAGES = Mesh.settings().withLimits(256L * MEBIBYTE, 64 * MEBIBYTE);

  private final Mesh mesh = new Mesh();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Bytes32 id = Bytes32.random(mesh.random);

  @AfterEach
  void stop() {
    threads.shutdownNow();
    mesh.close();
  }

  @Test
  void take_ofMessagesOfManyLengths_isWhatWasSentInOrder() throws Exception {
    mesh.startAll(LONG_MESSAGES);
    SessionEndpoint north = mesh.node(NORTH).openSession(id);
    SessionEndpoint west = mesh.node(WEST).openSession(id);
    Random random = new Random(7);
    List<byte[]> sent = new ArrayList<>();
    for (int length : new int[] {0, 1, 100, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 0, 20 * MEBIBYTE + 3}) {
      byte[] message = new byte[length];
      random.nextBytes(message);
      sent.add(message);
    }

    Future<?> sending =
        threads.submit(
            () -> {
              for (byte[] message : sent) {
                byte[] reused = message.clone();
                north.send(WEST, reused, LONG);
                Arrays.fill(reused, (byte) 0);
              }
            });

    for (byte[] message : sent) {
      assertThat(Arrays.equals(west.take(NORTH, LONG), message)).as("message of %d bytes", message.length).isTrue();
    }
    sending.get(20, TimeUnit.SECONDS);
  }

  @Test
  void send_byEverybodyBeforeAnybodyTakes_ends() throws Exception {
    mesh.startAll(LONG_MESSAGES);
    int length = 40 * MEBIBYTE;
    List<Future<Integer>> parties = new ArrayList<>();

    for (PartyId party : Mesh.ALL) {
      SessionEndpoint endpoint = mesh.node(party).openSession(id);
      parties.add(
          threads.submit(
              () -> {
                List<PartyId> peers = Mesh.ALL.stream().filter(peer -> !peer.equals(party)).toList();
                peers.forEach(peer -> endpoint.send(peer, new byte[length], LONG));
                return peers.stream().mapToInt(peer -> endpoint.take(peer, LONG).length).sum();
              }));
    }

    for (Future<Integer> party : parties) {
      assertThat(party.get(40, TimeUnit.SECONDS)).isEqualTo(2 * length);
    }
  }

  @Test
  void send_toASlowReceiver_staysWithinTheWindowAndCompletes() throws Exception {
    mesh.startAll(Mesh.settings());
    SessionEndpoint north = mesh.node(NORTH).openSession(id);
    SessionEndpoint west = mesh.node(WEST).openSession(id);
    int messages = 100;
    CountDownLatch seven = new CountDownLatch(7);

    Future<?> sending =
        threads.submit(
            () -> {
              for (int i = 0; i < messages; i++) {
                north.send(WEST, new byte[MEBIBYTE], LONG);
                seven.countDown();
              }
            });
    assertThat(seven.await(20, TimeUnit.SECONDS)).isTrue();
    long most = 0;
    for (int i = 0; i < messages; i++) {
      most = Math.max(most, west.queuedBytes(NORTH));
      assertThat(west.take(NORTH, LONG)).hasSize(MEBIBYTE);
    }
    sending.get(20, TimeUnit.SECONDS);

    assertThat(most).isBetween(1L, FlowControl.WINDOW_BYTES);
  }

  @Test
  void send_toAReceiverThatTakesNothing_endsAtTheDeadlineAndDisturbsNobodyElse() {
    mesh.startAll(Mesh.settings());
    SessionEndpoint north = mesh.node(NORTH).openSession(id);
    SessionEndpoint west = mesh.node(WEST).openSession(id);
    Bytes32 otherId = Bytes32.random(mesh.random);
    SessionEndpoint otherNorth = mesh.node(NORTH).openSession(otherId);
    SessionEndpoint otherWest = mesh.node(WEST).openSession(otherId);

    assertThatThrownBy(() -> north.send(WEST, new byte[50 * MEBIBYTE], Duration.ofMillis(300)))
        .isInstanceOf(DeadlineExceeded.class)
        .hasMessageContaining("party west: did not take what was sent to it within 300 ms");
    otherNorth.send(WEST, new byte[] {7}, LONG);

    assertThat(otherWest.take(NORTH, LONG)).containsExactly(7);
    assertThat(west.queuedBytes(NORTH)).isLessThanOrEqualTo(FlowControl.WINDOW_BYTES);
  }

  @Test
  void openSession_afterThePeerBegan_hasWhatItSent() throws Exception {
    mesh.startAll(Mesh.settings());
    SessionEndpoint north = mesh.node(NORTH).openSession(id);

    // a control message overtakes nothing: when it is there, so are the frames before it
    north.send(WEST, filled((byte) 0, MEBIBYTE), LONG);
    mesh.node(NORTH).send(WEST, new SessionReady(id, id, List.of()));
    RecordedEvents.next(mesh.events(WEST).said);
    Future<?> sending =
        threads.submit(
            () -> {
              for (byte i = 1; i < 20; i++) {
                north.send(WEST, filled(i, MEBIBYTE), LONG);
              }
            });
    SessionEndpoint west = mesh.node(WEST).openSession(id);

    for (byte i = 0; i < 20; i++) {
      assertThat(west.take(NORTH, LONG)[MEBIBYTE - 1]).isEqualTo(i);
    }
    sending.get(20, TimeUnit.SECONDS);
  }

  @Test
  void take_fromASilentPeer_namesItAndMayBeTriedAgain() {
    mesh.startAll(Mesh.settings());
    SessionEndpoint north = mesh.node(NORTH).openSession(id);
    SessionEndpoint west = mesh.node(WEST).openSession(id);

    assertThatThrownBy(() -> west.take(NORTH, SHORT))
        .isInstanceOf(DeadlineExceeded.class)
        .hasMessage("party north: did not answer within 50 ms");
    north.send(WEST, new byte[] {1}, LONG);

    assertThat(west.take(NORTH, LONG)).containsExactly(1);
  }

  @Test
  void take_afterTheLinkWentDown_givesWhatIsCompleteThenFailsForGood() throws Exception {
    mesh.startAll(Mesh.settings());
    SessionEndpoint north = mesh.node(NORTH).openSession(id);
    SessionEndpoint west = mesh.node(WEST).openSession(id);
    SessionEndpoint south = mesh.node(SOUTH).openSession(id);
    north.send(WEST, new byte[] {1}, LONG);
    Future<byte[]> waiting = threads.submit(() -> south.take(NORTH, LONG));
    assertThat(west.take(NORTH, LONG)).containsExactly(1);
    north.send(WEST, new byte[] {2}, LONG);
    awaitQueued(west, NORTH);

    mesh.node(NORTH).close();

    assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(PeerUnavailable.class);
    assertThat(west.take(NORTH, LONG)).containsExactly(2);
    assertThatThrownBy(() -> west.take(NORTH, LONG)).isInstanceOf(PeerUnavailable.class).hasMessageStartingWith("party north: ");
    mesh.start(NORTH, Mesh.settings());
    mesh.awaitLinks();
    assertThatThrownBy(() -> west.send(NORTH, new byte[1], LONG)).isInstanceOf(PeerUnavailable.class);
  }

  private static void awaitQueued(SessionEndpoint endpoint, PartyId peer) {
    long end = System.nanoTime() + LONG.toNanos();
    while (endpoint.queuedBytes(peer) == 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void fail_wakesWhoeverWaitsWithThatReason() throws Exception {
    mesh.startAll(Mesh.settings());
    SessionEndpoint west = mesh.node(WEST).openSession(id);
    CountDownLatch about = new CountDownLatch(1);
    Callable<byte[]> take =
        () -> {
          about.countDown();
          return west.take(NORTH, LONG);
        };
    Future<byte[]> waiting = threads.submit(take);
    about.await();

    west.fail(new Aborted(SOUTH, "its data cannot be read"));
    west.fail(new InternalFailure("a later reason"));

    assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(Aborted.class)
        .hasMessageContaining("party south: its data cannot be read");
    assertThatThrownBy(() -> west.send(NORTH, new byte[1], LONG)).isInstanceOf(Aborted.class);
  }

  @Test
  void take_interrupted_restoresTheInterrupt() throws Exception {
    mesh.startAll(Mesh.settings());
    SessionEndpoint west = mesh.node(WEST).openSession(id);
    CountDownLatch about = new CountDownLatch(1);
    Future<Boolean> waiting =
        threads.submit(
            () -> {
              about.countDown();
              Thread.currentThread().interrupt();
              try {
                west.take(NORTH, LONG);
                return false;
              } catch (InternalFailure interrupted) {
                return Thread.interrupted();
              }
            });

    assertThat(waiting.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void take_ofAMessageLongerThanAChunkOfAProtocolsFrame_isAViolation() throws Exception {
    int longest = FrameLayout.LONGEST_CHUNK_BYTES;
    mesh.startAll(Mesh.settings());
    SessionEndpoint north = mesh.node(NORTH).openSession(id);
    SessionEndpoint west = mesh.node(WEST).openSession(id);

    north.send(WEST, new byte[longest], LONG);
    north.send(WEST, new byte[longest + 1], LONG);

    assertThat(west.take(NORTH, LONG)).hasSize(longest);
    assertThatThrownBy(() -> west.take(NORTH, LONG))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessageContaining("party north: sent a message longer than 1048580 bytes");
  }

  @Test
  void openSession_twiceOrAfterClose_isRefused() {
    mesh.startAll(Mesh.settings());
    SessionEndpoint west = mesh.node(WEST).openSession(id);

    assertThatThrownBy(() -> mesh.node(WEST).openSession(id)).isInstanceOf(IllegalArgumentException.class);
    west.close();
    assertThatThrownBy(() -> mesh.node(WEST).openSession(id)).hasMessageContaining("never used again");
    assertThatThrownBy(() -> west.take(NORTH, LONG)).isInstanceOf(InternalFailure.class).hasMessageContaining("is closed");
    assertThatThrownBy(() -> west.take(WEST, LONG)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void openSession_withAPeerThatIsNotConnected_failsForThatPeerOnly() {
    mesh.start(WEST, Mesh.settings());
    mesh.start(NORTH, Mesh.settings());
    mesh.node(NORTH).awaitUp(WEST, LONG);
    mesh.node(WEST).awaitUp(NORTH, LONG);
    SessionEndpoint north = mesh.node(NORTH).openSession(id);
    SessionEndpoint west = mesh.node(WEST).openSession(id);

    assertThatThrownBy(() -> north.take(SOUTH, LONG))
        .isInstanceOf(PeerUnavailable.class)
        .hasMessage("party south: is not connected");
    north.send(WEST, new byte[] {4}, LONG);
    assertThat(west.take(NORTH, LONG)).containsExactly(4);
  }

  private static byte[] filled(byte value, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, value);
    return bytes;
  }
}
