package org.jointly.runtime.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.jointly.runtime.fault.IdentityFailure;
import org.junit.jupiter.api.Test;

class SignedBytesTest {
  private final Clock clock = Clock.systemUTC();
  private final Identity north = Identity.create("north", Duration.ofDays(1), clock, new SecureRandom());
  private final byte[] payload = {1, 2, 3};

  @Test
  void verifiedPayload_afterTheWire_isWhatWasSigned() {
    SignedBytes sent = SignedBytes.sign(north, "query", payload);

    SignedBytes received = SignedBytes.decode(sent.encode());

    assertThat(received).isEqualTo(sent);
    assertThat(received.verifiedPayload(north.fingerprint(), "query", clock)).isEqualTo(payload);
  }

  @Test
  void verifiedPayload_ofAnotherSignerPurposeOrTime_isRefused() {
    SignedBytes signed = SignedBytes.sign(north, "query", payload);
    Fingerprint other = Fingerprint.ofBytes(new byte[32]);

    assertFailure(() -> signed.verifiedPayload(other, "query", clock), "expected " + other);
    assertFailure(() -> signed.verifiedPayload(north.fingerprint(), "report", clock), "another purpose");
    assertFailure(
        () -> signed.verifiedPayload(north.fingerprint(), "query", Clock.offset(clock, Duration.ofDays(2))), "expired");
  }

  @Test
  void verifiedPayload_withAnyBitFlipped_isRefused() {
    // several keys: what a lenient parser lets through depends on the last bits of a signature
    for (int key = 0; key < 6; key++) {
      Identity signer = Identity.create("north", Duration.ofDays(1), clock, new SecureRandom());
      byte[] encoded = SignedBytes.sign(signer, "query", payload).encode();
      for (int i = 0; i < encoded.length; i++) {
        byte[] altered = encoded.clone();
        altered[i] ^= 1;
        assertThatThrownBy(() -> SignedBytes.decode(altered).verifiedPayload(signer.fingerprint(), "query", clock))
            .as("byte %d", i)
            .isInstanceOf(IdentityFailure.class);
      }
    }
  }

  @Test
  void decode_ofEveryPrefixAndOfTrailingBytes_isTyped() {
    byte[] encoded = SignedBytes.sign(north, "query", payload).encode();

    for (int length = 0; length < encoded.length; length++) {
      byte[] prefix = Arrays.copyOf(encoded, length);
      assertFailure(() -> SignedBytes.decode(prefix), "signed bytes");
    }
    assertFailure(() -> SignedBytes.decode(Arrays.copyOf(encoded, encoded.length + 1)), "followed by 1");
    assertFailure(() -> SignedBytes.decode(new byte[] {127, -1, -1, -1}), "at most 0");
    assertFailure(() -> SignedBytes.decode(new byte[] {-1, -1, -1, -1}), "at most 0");
  }

  private static void assertFailure(org.assertj.core.api.ThrowableAssert.ThrowingCallable action, String text) {
    assertThatThrownBy(action).isInstanceOf(IdentityFailure.class).hasMessageContaining(text);
  }
}
