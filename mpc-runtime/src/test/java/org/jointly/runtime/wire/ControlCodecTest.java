package org.jointly.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jointly.runtime.wire.SampleMessages.filled;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.ControlMessage.Outcome;
import org.jointly.runtime.wire.ControlMessage.Ping;
import org.jointly.runtime.wire.ControlMessage.QueryOutcome;
import org.jointly.runtime.wire.ControlMessage.SessionReady;
import org.junit.jupiter.api.Test;

class ControlCodecTest {
  private final ControlCodec codec = new ControlCodec();
  private final List<ControlMessage> samples = SampleMessages.all();

  @Test
  void ids_areThoseOfTheFirstVersion() {
    Map<String, Integer> ids =
        MessageLayout.all().stream().collect(Collectors.toMap(layout -> layout.type().getSimpleName(), MessageLayout::id));

    assertThat(ids)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("SubmitQuery", 16),
                Map.entry("QueryProgress", 17),
                Map.entry("QueryOutcome", 18),
                Map.entry("Proposal", 19),
                Map.entry("Vote", 20),
                Map.entry("Start", 21),
                Map.entry("SessionReady", 22),
                Map.entry("Abort", 23),
                Map.entry("ReportReady", 24),
                Map.entry("StatusRequest", 25),
                Map.entry("Status", 26),
                Map.entry("Ping", 27),
                Map.entry("Pong", 28),
                Map.entry("MakeMaterial", 29),
                Map.entry("MakingProgress", 30),
                Map.entry("MakingOutcome", 31),
                Map.entry("MakingProposal", 32),
                Map.entry("MaterialMade", 33),
                Map.entry("MaterialKept", 34),
                Map.entry("StoredRequest", 35),
                Map.entry("Stored", 36),
                Map.entry("ConditionRequest", 37),
                Map.entry("Condition", 38),
                Map.entry("LotsRequest", 39),
                Map.entry("LotsAt", 40),
                Map.entry("Farewell", 41),
                Map.entry("StopMaking", 42),
                Map.entry("MakingStopped", 43)));
    assertThat(samples.stream().map(Object::getClass).distinct()).hasSize(ids.size());
  }

  @Test
  void encode_ofSmallMessages_hasTheBytesOfTheFirstVersion() {
    assertThat(hex(new Ping(258))).isEqualTo("1d0201000000000000");
    assertThat(hex(new SessionReady(filled(0xab), filled(0xcd), List.of(filled(0xef)))))
        .isEqualTo("18" + "ab".repeat(32) + "cd".repeat(32) + "01000000" + "ef".repeat(32));
    assertThat(hex(new ControlMessage.Abort(filled(1), new PartyId("west"), SampleMessages.fault())))
        .isEqualTo(
            "19"
                + "01".repeat(32)
                + "0400000077657374"
                + "05"
                + "01"
                + "0400000077657374"
                + "20000000"
                + "73656e74206e6f7468696e670a666f722061207768696c653a20736368c3b66e"
                + "3075000000000000");
  }

  private String hex(ControlMessage message) {
    return HexFormat.of().formatHex(codec.encode(message));
  }

  @Test
  void decode_ofEveryMessage_isTheSameAgain() {
    for (ControlMessage message : samples) {
      assertThat(codec.decode(codec.encode(message))).isEqualTo(message);
    }
  }

  @Test
  void decode_ofEveryPrefixAndOfTrailingBytes_isMalformed() {
    for (ControlMessage message : samples) {
      byte[] bytes = codec.encode(message);
      for (int length = 0; length < bytes.length; length++) {
        assertMalformed(Arrays.copyOf(bytes, length));
      }
      assertMalformed(Arrays.copyOf(bytes, bytes.length + 1));
    }
  }

  @Test
  void decode_withAnyByteAltered_isMalformedOrAnotherMessageOfTheSameBytes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (ControlMessage message : samples) {
      byte[] bytes = codec.encode(message);
      for (int i = 0; i < bytes.length; i++) {
        byte[] altered = bytes.clone();
        altered[i] ^= (byte) (1 + random.nextInt(255));
        assertStrict(altered, seed);
      }
    }
  }

  @Test
  void decode_ofRandomBytes_isMalformedOrStrict() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      if (bytes.length > 0 && random.nextBoolean()) {
        bytes[0] = (byte) (18 + random.nextInt(13));
      }
      assertStrict(bytes, seed);
    }
  }

  private void assertStrict(byte[] bytes, long seed) {
    try {
      assertThat(codec.encode(codec.decode(bytes))).as("seed %d", seed).isEqualTo(bytes);
    } catch (MalformedMessage expected) {
      assertThat(expected.getMessage()).as("seed %d", seed).isNotBlank();
    }
  }

  @Test
  void decode_ofHugeLengths_allocatesAlmostNothing() {
    // kind, then the largest length or size, or the largest that is possible, at the first places where one is read
    List<byte[]> bombs =
        List.of(
            bytes("12ffffff7f"),
            bytes("13" + "00".repeat(32) + "ffffff7f"),
            bytes("14" + "00".repeat(32) + "00" + "00000001"),
            bytes("14" + "00".repeat(32) + "00" + "00000000" + "40000000" + "ffff2f00"),
            bytes("14" + "00".repeat(32) + "00" + "ffffff7f"),
            bytes("17" + "00".repeat(32) + "ffffff7f"),
            bytes("03" + "ffffffff07"),
            bytes("01" + "00" + "ffffffff07"),
            bytes("00"));
    var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    bombs.forEach(this::assertMalformed);

    long before = threads.getCurrentThreadAllocatedBytes();
    bombs.forEach(this::assertMalformed);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(1024 * 1024);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @Test
  void decode_ofKryosOwnTypesAndNames_isUnknown() {
    for (int id : new int[] {0, 1, 2, 3, 11, 17, 46, 47}) {
      assertThatThrownBy(() -> codec.decode(new byte[] {(byte) id, 0, 0, 0}))
          .isInstanceOf(MalformedMessage.class)
          .hasMessageContaining("unknown kind");
    }
  }

  @Test
  void decode_ofHostileText_isMalformed() {
    String stage = "13" + "00".repeat(32);
    assertMalformed(bytes(stage + "01000000" + "ff"));
    assertMalformed(bytes(stage + "02000000" + "c080"));
    String abort = "19" + "00".repeat(32) + "04000000" + "77657374" + "05" + "00";
    assertMalformed(bytes(abort + "01000000" + "1b" + "0000000000000000"));
    assertMalformed(bytes(abort + "01000000" + "61" + "ffffffffffffffff"));
    assertMalformed(bytes("19" + "00".repeat(32) + "04000000" + "57657374"));
  }

  @Test
  void encode_ofMoreThanTheLimit_isRefused() {
    Identity identity = Identity.create("north", Duration.ofDays(1), Clock.systemUTC(), new SecureRandom());
    SignedBytes large = SignedBytes.sign(identity, "report", new byte[1 << 18]);
    Octets answer = Octets.of(new byte[Limits.ANSWER_BYTES]);
    var outcome = new QueryOutcome(filled(1), new Outcome.Reports(answer, Collections.nCopies(Limits.PARTIES, large)));

    assertThatThrownBy(() -> codec.encode(outcome))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("QueryOutcome is longer than " + Limits.MESSAGE_BYTES + " bytes");
    assertMalformed(new byte[Limits.MESSAGE_BYTES + 1]);
  }

  private void assertMalformed(byte[] bytes) {
    assertThatThrownBy(() -> codec.decode(bytes)).isInstanceOf(MalformedMessage.class);
  }
}
