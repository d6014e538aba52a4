package org.jointly.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jointly.runtime.transport.Mesh.NORTH;
import static org.jointly.runtime.transport.Mesh.WEST;
import static org.jointly.runtime.transport.RecordedEvents.next;

import java.time.Duration;
import org.jointly.runtime.fault.PeerUnavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** North stops in the middle of a frame and keeps its connection open: west gives the link up. */
@Timeout(60)
class SilentPeerTest {
  private static final TransportSettings.Heartbeat IMPATIENT =
      new TransportSettings.Heartbeat(Duration.ofMillis(50), Duration.ofSeconds(1));

  @Test
  void link_thatFallsSilentMidFrame_isGivenUp() throws Exception {
    try (Mesh mesh = new Mesh()) {
      mesh.start(WEST, Mesh.settings().withHeartbeat(IMPATIENT));
      try (Rogue north = Rogue.connect(mesh.node(WEST).port(), "TLSv1.3", mesh.identities.get(NORTH)).hello()) {
        assertThat(north.next()[0]).isEqualTo((byte) Frames.HELLO);
        north.raw(new byte[] {0, 0, 1, 0, 2, 7, 7});
        RecordedEvents.Lost lost = next(mesh.events(WEST).downs);

        assertThat(lost.peer()).isEqualTo(NORTH);
        assertThat(lost.reason()).isInstanceOf(PeerUnavailable.class).hasMessageContaining("party north: gave no sign of life for");
        assertThat(north.isClosedByTheOther()).isTrue();
      }
      assertThat(mesh.node(WEST).linksUp()).isEmpty();
    }
  }
}
