package org.jointly.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jointly.runtime.transport.Mesh.LONG;
import static org.jointly.runtime.transport.Mesh.NORTH;
import static org.jointly.runtime.transport.Mesh.SOUTH;
import static org.jointly.runtime.transport.Mesh.WEST;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.wire.ControlCodec;
import org.jointly.runtime.wire.ControlMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Those who are not in the roster, and what they may not do. */
@Timeout(60)
class StrangersTest {
  private static final TransportSettings.Admission STRICT =
      new TransportSettings.Admission(4, 2, Duration.ofMillis(500));

  private final Mesh mesh = new Mesh();

  @AfterEach
  void stop() {
    mesh.close();
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void connection_withoutATrustedCertificate_isClosed(TlsEngine engine) throws Exception {
    int port = mesh.start(WEST, Mesh.settings().withEngine(engine)).port();
    Identity unknown = mesh.identity("north");
    Clock longAgo = Clock.offset(mesh.clock, Duration.ofDays(-30));
    mesh.identities.put(SOUTH, Identity.create("south", Duration.ofDays(1), longAgo, mesh.random));

    assertRefused(port, "TLSv1.3", unknown);
    assertRefused(port, "TLSv1.3");
    assertRefused(port, "TLSv1.2", mesh.identities.get(NORTH));
  }

  /** An operator may ask for material and nothing else; a node's key does not make a peer of who holds it. */
  @Test
  void connection_withTheNodesOwnKey_mayNotSayWhatPeersSay() throws Exception {
    int port = mesh.start(WEST, Mesh.settings()).port();

    try (Rogue operator = Rogue.connect(port, "TLSv1.3", mesh.identities.get(WEST))) {
      operator.hello();
      operator.frame(Frames.CONTROL, new ControlCodec().encode(new ControlMessage.StatusRequest()));

      assertThat(operator.isClosedByTheOther()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void connection_withAnExpiredCertificate_isClosed(TlsEngine engine) throws Exception {
    Clock longAgo = Clock.offset(mesh.clock, Duration.ofDays(-30));
    mesh.identities.put(NORTH, Identity.create("north", Duration.ofDays(1), longAgo, mesh.random));
    mesh.identities.put(
        SOUTH, Identity.create("south", Duration.ofDays(1), Clock.offset(mesh.clock, Duration.ofDays(30)), mesh.random));
    int port = mesh.start(WEST, Mesh.settings().withEngine(engine)).port();

    assertRefused(port, "TLSv1.3", mesh.identities.get(NORTH));
    assertRefused(port, "TLSv1.3", mesh.identities.get(SOUTH));
  }

  private static void assertRefused(int port, String protocol, Identity... identities) throws Exception {
    try (Rogue rogue = Rogue.connect(port, protocol, identities)) {
      rogue.hello();
      assertThat(rogue.next()).as("no hello for a stranger").isNull();
    } catch (IOException refused) {
      assertThat(refused).isNotInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  @Test
  void connection_withGarbage_isClosedAndTheNodeWorksOn() throws Exception {
    // some garbage looks like the beginning of an old handshake and is closed by the timeout only
    var quick = new TransportSettings.Admission(64, 2, Duration.ofSeconds(1));
    int port = mesh.start(WEST, Mesh.settings().withAdmission(quick)).port();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 30; i++) {
      byte[] garbage = new byte[6 + random.nextInt(3000)];
      random.nextBytes(garbage);
      garbage[0] = (byte) (i % 2 == 0 ? 'G' : 'P');
      assertThat(isClosedAfter(port, garbage)).as("seed %d", seed).isTrue();
    }
    assertThat(isClosedAfter(port, "GET / HTTP/1.1\r\nHost: west\r\n\r\n".getBytes(StandardCharsets.US_ASCII))).isTrue();

    mesh.start(NORTH, Mesh.settings()).awaitUp(WEST, LONG);
  }

  @Test
  void connection_thatSaysNothingOrHalfAHandshake_isClosedAfterTheTimeout() throws Exception {
    int port = mesh.start(WEST, Mesh.settings().withAdmission(STRICT)).port();

    assertThat(isClosedAfter(port, new byte[0])).isTrue();
    assertThat(isClosedAfter(port, new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 252})).isTrue();
  }

  @Test
  void connection_thatSaysNoHello_isClosedAfterTheTimeout() throws Exception {
    int port = mesh.start(WEST, Mesh.settings().withAdmission(STRICT)).port();

    try (Rogue north = greeted(port)) {
      assertThat(north.isClosedByTheOther()).isTrue();
    }
    assertThat(mesh.events(WEST).ups).isEmpty();
  }

  /** On a machine that stops for a while the timeout ends the handshake: once more then. */
  private Rogue greeted(int port) throws Exception {
    while (true) {
      Rogue north = Rogue.connect(port, "TLSv1.3", mesh.identities.get(NORTH));
      try {
        assertThat(north.next()[0]).isEqualTo((byte) Frames.HELLO);
        return north;
      } catch (IOException tooLate) {
        north.close();
      }
    }
  }

  @Test
  void connection_thatBeginsWithSomethingElse_isClosed() throws Exception {
    int port = mesh.start(WEST, Mesh.settings()).port();

    assertClosed(port, rogue -> rogue.frame(Frames.CONTROL, new byte[9]));
    assertClosed(port, rogue -> rogue.frame(Frames.HELLO, new byte[9]));
    assertClosed(port, rogue -> rogue.frame(Frames.HELLO, new byte[8]));
    assertClosed(port, rogue -> rogue.frame(Frames.HELLO, "jointly\0\2".getBytes(StandardCharsets.US_ASCII)));
    assertClosed(port, rogue -> rogue.raw(new byte[] {0, 1, 0, 1}));
    assertThat(mesh.events(WEST).ups).isEmpty();
  }

  private interface Words {
    void say(Rogue rogue) throws IOException;
  }

  private void assertClosed(int port, Words words) throws IOException, GeneralSecurityException {
    try (Rogue north = Rogue.connect(port, "TLSv1.3", mesh.identities.get(NORTH))) {
      words.say(north);
      assertThat(north.isClosedByTheOther()).isTrue();
    }
  }

  @Test
  void strangers_beyondTheLimit_areClosedAtOnceAndMakeRoomWhenTheyLeave() throws Exception {
    int port =
        mesh.start(WEST, Mesh.settings().withAdmission(new TransportSettings.Admission(4, 2, Duration.ofSeconds(30)))).port();
    List<Socket> strangers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      strangers.add(new Socket("127.0.0.1", port));
    }

    for (int i = 0; i < 50; i++) {
      assertThat(isClosedAfter(port, new byte[0])).isTrue();
    }
    for (Socket stranger : strangers) {
      stranger.close();
    }

    mesh.start(NORTH, Mesh.settings()).awaitUp(WEST, LONG);
  }

  /** All of 127.0.0.0/8 is this machine on Linux only. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void strangersFromOneAddress_doNotKeepOutAnother() throws Exception {
    int port =
        mesh.start(WEST, TransportSettings.defaults("0.0.0.0", 0).withAdmission(new TransportSettings.Admission(4, 2, Duration.ofSeconds(30))))
            .port();
    List<Socket> strangers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      strangers.add(new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName("127.0.0.2"), 0));
    }

    mesh.start(NORTH, Mesh.settings()).awaitUp(WEST, LONG);

    for (Socket stranger : strangers) {
      stranger.close();
    }
  }

  /** Whether the other side closes within the socket's timeout, however much it answers before. */
  private static boolean isClosedAfter(int port, byte[] bytes) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(bytes);
      InputStream answer = socket.getInputStream();
      while (answer.read() >= 0) {
        // an alert, perhaps
      }
      return true;
    } catch (java.net.SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }
}
