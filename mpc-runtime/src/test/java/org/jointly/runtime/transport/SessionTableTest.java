package org.jointly.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jointly.runtime.transport.Mesh.NORTH;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jointly.runtime.fault.DeadlineExceeded;
import org.jointly.runtime.fault.ProtocolViolation;
import org.jointly.runtime.wire.Bytes32;
import org.junit.jupiter.api.Test;

/** What comes before its session is opened. */
class SessionTableTest {
  private static final long LATER = Duration.ofSeconds(11).toNanos();

  private final AtomicLong nanos = new AtomicLong();
  private final SessionTable table = new SessionTable(TransportSettings.defaults("127.0.0.1", 0), nanos::get);
  private final Link link = new Link(new EmbeddedChannel(), new Remote.Peer(NORTH));

  @Test
  void data_ofASessionThatIsOpenedLate_isAllThere() {
    data(1, 0, false, 7);
    nanos.addAndGet(LATER);
    data(1, 1, true, 8);

    assertThat(open(1).take(NORTH, Duration.ZERO)).containsExactly(7, 8);
  }

  @Test
  void data_ofASessionThatIsNotOpened_isDroppedWhenOthersCome() {
    data(1, 0, true, 7);
    nanos.addAndGet(LATER);
    data(2, 0, true, 8);

    assertThatThrownBy(() -> open(1).take(NORTH, Duration.ZERO)).isInstanceOf(DeadlineExceeded.class);
    assertThat(open(2).take(NORTH, Duration.ZERO)).containsExactly(8);
  }

  /** A peer that makes up sessions must not fill this node's memory. */
  @Test
  void data_ofMoreSessionsThanMayWait_isDropped() {
    for (int session = 1; session <= SessionTable.EARLY_SESSIONS + 1; session++) {
      data(session, 0, true, session);
    }

    assertThat(open(SessionTable.EARLY_SESSIONS).take(NORTH, Duration.ZERO)).containsExactly(SessionTable.EARLY_SESSIONS);
    assertThatThrownBy(() -> open(SessionTable.EARLY_SESSIONS + 1).take(NORTH, Duration.ZERO)).isInstanceOf(DeadlineExceeded.class);
  }

  /** Nor with one session: a window is kept, and what shows that there was more. */
  @Test
  void data_ofMoreThanAWindow_isKeptUpToTheFrameThatIsTooMuch() {
    byte[] chunk = new byte[FlowControl.CHUNK_BYTES];
    for (int frame = 0; frame < 20; frame++) {
      table.data(NORTH, link, id(1), frame, true, chunk);
    }

    assertThat(table.earlyBytes(NORTH, id(1)))
        .isGreaterThan(FlowControl.WINDOW_BYTES)
        .isLessThanOrEqualTo(FlowControl.WINDOW_BYTES + FlowControl.cost(chunk.length));
    SessionEndpoint endpoint = open(1);
    assertThatThrownBy(() -> {
      while (true) {
        endpoint.take(NORTH, Duration.ZERO);
      }
    }).isInstanceOf(ProtocolViolation.class).hasMessageContaining("were granted");
  }

  private void data(int session, long sequence, boolean last, int content) {
    table.data(NORTH, link, id(session), sequence, last, new byte[] {(byte) content});
  }

  private SessionEndpoint open(int session) {
    return table.open(id(session), () -> Map.of(NORTH, Optional.of(link)));
  }

  private static Bytes32 id(int number) {
    byte[] id = new byte[Bytes32.LENGTH];
    id[0] = (byte) number;
    return Bytes32.of(id);
  }
}
