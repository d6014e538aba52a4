package org.jointly.runtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jointly.runtime.wire.Bytes32;
import org.junit.jupiter.api.Test;

class SeenNoncesTest {
  private static final Bytes32 NONCE = nonce(0);
  private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

  private final SeenNonces seen = new SeenNonces();

  @Test
  void add_onceMore_isRefusedUntilItIsForgotten() {
    assertThat(seen.add(NONCE, START.plusSeconds(10), START)).isTrue();

    assertThat(seen.add(NONCE, START.plusSeconds(60), START.plusSeconds(10))).isFalse();
    assertThat(seen.add(NONCE, START.plusSeconds(60), START.plusSeconds(11))).as("nobody keeps what has expired").isTrue();
  }

  @Test
  void add_ofWhatWouldBeForgottenAlready_isRefusedWhateverTheClockSaysNow() {
    seen.add(NONCE, START.plusSeconds(10), START.plusSeconds(5));

    Bytes32 other = nonce(1);
    assertThat(seen.add(other, START.plusSeconds(4), START)).isFalse();
    assertThat(seen.add(other, START.plusSeconds(5), START)).isTrue();
  }

  private static Bytes32 nonce(int first) {
    byte[] bytes = new byte[Bytes32.LENGTH];
    bytes[0] = (byte) first;
    return Bytes32.of(bytes);
  }
}
