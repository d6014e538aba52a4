package org.jointly.runtime.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  @Test
  void toString_ofCountingBytes_isBase32InGroups() {
    byte[] counting = new byte[32];
    for (int i = 0; i < 32; i++) {
      counting[i] = (byte) i;
    }

    String text = Fingerprint.ofBytes(counting).toString();

    // RFC 4648, computed with another tool
    assertThat(text).isEqualTo("aaaq-eaye-auda-ocaj-bifq-ydio-b4ib-ceqt-cqkr-mfyy-denb-wha5-dypq");
  }

  @Test
  void parse_ofWhatToStringWrote_isTheSame() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] bytes = new byte[32];
    for (int i = 0; i < 1000; i++) {
      random.nextBytes(bytes);
      Fingerprint fingerprint = Fingerprint.ofBytes(bytes);

      Fingerprint parsed = Fingerprint.parse(fingerprint.toString());

      assertThat(parsed).as("seed %d", seed).isEqualTo(fingerprint);
      assertThat(parsed.bytes()).isEqualTo(bytes);
    }
  }

  @Test
  void parse_ofAnythingElse_saysWhere() {
    String right = Fingerprint.ofBytes(new byte[32]).toString();

    assertRefused("", "got 0");
    assertRefused(right + "a", "got 65");
    assertRefused(right.substring(1), "got 63");
    assertRefused(right.replaceFirst("a", "A"), "character 1");
    assertRefused(right.replaceFirst("aa", "a1"), "character 2");
    assertRefused(right.replaceFirst("-", "a"), "character 5");
    assertRefused(right.replaceFirst("aaaa-a", "aaa-aa"), "character 4");
    assertRefused(right.substring(0, 63) + "b", "character 64");
    assertThat(Fingerprint.parse(right.substring(0, 63) + "q").bytes()[31]).isEqualTo((byte) 1);
  }

  private static void assertRefused(String text, String where) {
    assertThatThrownBy(() -> Fingerprint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(where);
  }
}
