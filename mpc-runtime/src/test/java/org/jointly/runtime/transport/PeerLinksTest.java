package org.jointly.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.jointly.runtime.transport.Mesh.LONG;
import static org.jointly.runtime.transport.Mesh.NORTH;
import static org.jointly.runtime.transport.Mesh.SOUTH;
import static org.jointly.runtime.transport.Mesh.WEST;
import static org.jointly.runtime.transport.RecordedEvents.next;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.PeerUnavailable;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.SessionReady;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PeerLinksTest {
  private final Mesh mesh = new Mesh();

  @AfterEach
  void stop() {
    mesh.close();
  }

  @ParameterizedTest
  @CsvSource({"JDK,JDK", "JDK,BORINGSSL", "BORINGSSL,JDK", "BORINGSSL,BORINGSSL"})
  void start_ofThreeNodes_connectsEachPairAndBindsNames(TlsEngine dialling, TlsEngine accepting) throws Exception {
    assumeThat(dialling.isAvailable() && accepting.isAvailable()).isTrue();

    mesh.start(WEST, Mesh.settings().withEngine(accepting));
    mesh.start(SOUTH, Mesh.settings().withEngine(accepting));
    mesh.start(NORTH, Mesh.settings().withEngine(dialling));
    mesh.awaitLinks();
    mesh.node(NORTH).send(WEST, ready(1));
    mesh.node(WEST).send(NORTH, ready(2));

    assertThat(mesh.node(NORTH).linksUp()).containsExactly(SOUTH, WEST);
    assertThat(Set.of(next(mesh.events(SOUTH).ups), next(mesh.events(SOUTH).ups))).containsExactlyInAnyOrder(NORTH, WEST);
    assertThat(next(mesh.events(WEST).said)).isEqualTo(new RecordedEvents.Said(NORTH, ready(1)));
    assertThat(next(mesh.events(NORTH).said)).isEqualTo(new RecordedEvents.Said(WEST, ready(2)));
  }

  @Test
  void send_ofManyControlMessages_arrivesInOrder() throws Exception {
    mesh.startAll(Mesh.settings());

    for (int i = 0; i < 2000; i++) {
      mesh.node(NORTH).send(WEST, ready(i));
    }

    for (int i = 0; i < 2000; i++) {
      assertThat(next(mesh.events(WEST).said).message()).isEqualTo(ready(i));
    }
  }

  @Test
  void send_toNobody_isRefused() {
    mesh.start(WEST, Mesh.settings());

    assertThatThrownBy(() -> mesh.node(WEST).send(NORTH, ready(1)))
        .isInstanceOf(PeerUnavailable.class)
        .hasMessageContaining("party north: has not been connected yet");
    assertThatThrownBy(() -> mesh.node(WEST).send(WEST, ready(1))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> mesh.node(WEST).awaitUp(NORTH, Duration.ofMillis(1))).isInstanceOf(PeerUnavailable.class);
  }

  @Test
  void close_ofAPeer_isToldAndReconnectsWhenItIsBack() throws Exception {
    mesh.startAll(Mesh.settings());
    next(mesh.events(NORTH).ups);
    next(mesh.events(NORTH).ups);
    int port = mesh.node(WEST).port();

    mesh.node(WEST).close();
    RecordedEvents.Lost lost = next(mesh.events(NORTH).downs);
    mesh.start(WEST, withPort(Mesh.settings(), port));
    mesh.awaitLinks();

    assertThat(lost.peer()).isEqualTo(WEST);
    assertThat(lost.reason()).isInstanceOf(PeerUnavailable.class).hasMessageStartingWith("party west: ");
    assertThat(next(mesh.events(NORTH).ups)).isEqualTo(WEST);
    mesh.node(NORTH).send(WEST, ready(3));
    assertThat(next(mesh.events(WEST).said)).isEqualTo(new RecordedEvents.Said(NORTH, ready(3)));
  }

  @Test
  void start_onAPortInUse_isAConfigurationError() {
    int port = mesh.start(WEST, Mesh.settings()).port();

    assertThatThrownBy(() -> mesh.start(SOUTH, withPort(Mesh.settings(), port)))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("cannot listen on 127.0.0.1:" + port)
        .hasMessageContaining("in use");
  }

  @Test
  void start_onAnAddressOfAnotherMachine_isAConfigurationError() {
    assertThatThrownBy(() -> mesh.start(WEST, TransportSettings.defaults("192.0.2.1", 0)))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("192.0.2.1");
    assertThatThrownBy(() -> mesh.start(WEST, TransportSettings.defaults("[no-such-host", 0)))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("[no-such-host");
  }

  @Test
  void start_withAnotherKeyOrName_isAConfigurationError() {
    Identity other = mesh.identity("west");

    assertThatThrownBy(() -> startAs(WEST, other))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining(other.fingerprint().toString())
        .hasMessageContaining(mesh.identities.get(WEST).fingerprint().toString());
    assertThatThrownBy(() -> startAs(new PartyId("east"), other)).hasMessageContaining("names no such party");
  }

  private void startAs(PartyId name, Identity identity) {
    PeerLinks.start(
        name, identity, mesh.roster(), Mesh.settings(), new RecordedEvents(), mesh.callbacks, mesh.clock, new SecureRandom());
  }

  @Test
  void dial_toSomebodyElse_namesBothFingerprints() throws Exception {
    Identity real = mesh.identities.get(WEST);
    Identity impostor = mesh.identities.get(SOUTH);
    mesh.start(SOUTH, Mesh.settings());
    mesh.ports.put(WEST, mesh.ports.get(SOUTH));
    mesh.ports.put(SOUTH, 9);

    mesh.start(NORTH, Mesh.settings());

    assertThatThrownBy(() -> awaitFailure(NORTH, WEST, IdentityFailure.class))
        .isInstanceOf(IdentityFailure.class)
        .hasMessageContaining(real.fingerprint().toString())
        .hasMessageContaining(impostor.fingerprint().toString());
  }

  @Test
  void dial_withAKeyThePeerDoesNotKnow_saysThatItWasRefused() {
    mesh.start(WEST, Mesh.settings());
    mesh.identities.put(NORTH, mesh.identity("north"));

    mesh.start(NORTH, Mesh.settings());

    assertThatThrownBy(() -> awaitFailure(NORTH, WEST, IdentityFailure.class))
        .isInstanceOf(IdentityFailure.class)
        .hasMessageContaining("party west: refused our certificate");
  }

  @Test
  void link_whoseCertificateExpires_isClosed() throws Exception {
    var fast = new TransportSettings.Heartbeat(Duration.ofMillis(20), Duration.ofSeconds(10));
    mesh.start(WEST, Mesh.settings().withHeartbeat(fast));
    mesh.start(NORTH, Mesh.settings().withHeartbeat(fast)).awaitUp(WEST, LONG);
    mesh.node(WEST).awaitUp(NORTH, LONG);

    mesh.clock.advance(Duration.ofDays(2));

    assertThat(next(mesh.events(NORTH).downs).reason().getMessage()).matches("party west: .*(expired at|closed the connection).*");
    assertThatThrownBy(() -> awaitFailure(NORTH, WEST, IdentityFailure.class)).hasMessageContaining("expired at");
  }

  /** Polls until the link's last failure is of the kind, and throws it. */
  private void awaitFailure(PartyId from, PartyId to, Class<? extends RuntimeException> kind) {
    long end = System.nanoTime() + LONG.toNanos();
    while (true) {
      try {
        mesh.node(from).awaitUp(to, Duration.ofMillis(20));
        return;
      } catch (RuntimeException failure) {
        if (kind.isInstance(failure) || System.nanoTime() > end) {
          throw failure;
        }
      }
    }
  }

  private static TransportSettings withPort(TransportSettings settings, int port) {
    return TransportSettings.defaults(settings.listenHost(), port).withBackoff(settings.backoff());
  }

  private static SessionReady ready(int number) {
    byte[] id = new byte[Bytes32.LENGTH];
    id[0] = (byte) (number >> 8);
    id[1] = (byte) number;
    return new SessionReady(Bytes32.of(id), Bytes32.of(id), List.of());
  }
}
