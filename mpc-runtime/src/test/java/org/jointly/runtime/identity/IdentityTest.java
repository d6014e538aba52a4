package org.jointly.runtime.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jointly.runtime.fault.IdentityFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);

  private final Clock clock = at(NOW);
  private final SecureRandom random = new SecureRandom();
  private final byte[] message = "four patients".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void load_afterSave_isTheSameIdentity() {
    Identity made = Identity.create("north", YEAR, clock, random);
    made.save(folder);

    Identity loaded = Identity.load(folder, clock, random);

    assertThat(loaded.fingerprint()).isEqualTo(made.fingerprint());
    assertThat(loaded.publicIdentity()).isEqualTo(made.publicIdentity());
    assertThat(loaded.publicIdentity().claimedName()).isEqualTo("north");
    assertThat(loaded.notAfter()).isEqualTo(NOW.plus(YEAR));
    assertThat(made.publicIdentity().verify("query", message, loaded.sign("query", message))).isTrue();
  }

  @Test
  void save_keyFile_isReadableByItsOwnerOnly() throws IOException {
    Identity.create("north", YEAR, clock, random).save(folder);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("identity.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void save_overAnotherIdentity_isRefusedAndKeepsIt() {
    Identity first = Identity.create("north", YEAR, clock, random);
    first.save(folder);

    assertFailure(() -> Identity.create("north", YEAR, clock, random).save(folder), "never overwritten");
    assertThat(Identity.load(folder, clock, random).fingerprint()).isEqualTo(first.fingerprint());
  }

  @Test
  void load_ofExpiredOrFutureCertificate_saysWhen() {
    Identity.create("north", Duration.ofDays(1), clock, random).save(folder);

    assertFailure(() -> Identity.load(folder, at(NOW.plus(Duration.ofDays(2))), random), "expired at 2026-11-22");
    assertFailure(() -> Identity.load(folder, at(NOW.minus(YEAR)), random), "valid from 2026-11-21");
  }

  @Test
  void load_ofDamagedFiles_namesTheFileAndNoKeyMaterial() throws IOException {
    Identity.create("north", YEAR, clock, random).save(folder);
    Path key = folder.resolve("identity.key");
    Path certificate = folder.resolve("identity.crt");
    String keyText = Files.readString(key);
    String certificateText = Files.readString(certificate);

    assertFailure(() -> loadWith(key, ""), "identity.key holds no PEM object");
    assertFailure(() -> loadWith(key, keyText + keyText), "more than one");
    assertFailure(() -> loadWith(key, certificateText), "not a PKCS#8 key");
    assertFailure(() -> loadWith(key, keyText.substring(0, keyText.length() / 2)), "identity.key");
    assertFailure(() -> loadWith(key, "x".repeat(70_000)), "larger than 65536");
    Files.writeString(key, keyText);
    assertFailure(() -> loadWith(certificate, ""), "identity.crt holds no PEM object");
    assertFailure(() -> loadWith(certificate, keyText), "not a certificate");
    Identity other = Identity.create("other", YEAR, clock, random);
    other.save(Files.createDirectory(folder.resolve("other")));
    assertFailure(
        () -> loadWith(certificate, Files.readString(folder.resolve("other/identity.crt"))), "do not belong together");
    Files.delete(certificate);
    assertFailure(() -> Identity.load(folder, clock, random), "identity.crt does not exist");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertFailure(() -> Identity.load(folder, clock, random), "chmod 600");
  }

  @Test
  void verify_ofAnotherLabelMessageOrSigner_isFalse() {
    Identity north = Identity.create("north", YEAR, clock, random);
    byte[] signature = north.sign("vote", message);
    byte[] altered = message.clone();
    altered[0] ^= 1;

    PublicIdentity signer = north.publicIdentity();

    assertThat(signer.verify("vote", message, signature)).isTrue();
    assertThat(signer.verify("report", message, signature)).isFalse();
    assertThat(signer.verify("vote", altered, signature)).isFalse();
    assertThat(signer.verify("vote", message, new byte[0])).isFalse();
    assertThat(signer.verify("vote", message, new byte[200])).isFalse();
    assertThat(Identity.create("south", YEAR, clock, random).publicIdentity().verify("vote", message, signature)).isFalse();
  }

  @Test
  void toString_ofIdentity_hasNoKey() {
    assertThat(Identity.create("north", YEAR, clock, random).toString()).contains("redacted").hasSizeLessThan(120);
  }

  @Test
  void ofDer_ofAnythingElse_isTyped() {
    byte[] der = Identity.create("north", YEAR, clock, random).publicIdentity().der();

    for (int length = 0; length < der.length; length++) {
      byte[] truncated = java.util.Arrays.copyOf(der, length);
      assertFailure(() -> PublicIdentity.ofDer(truncated), "certificate");
    }
    assertFailure(() -> PublicIdentity.ofDer(java.util.Arrays.copyOf(der, der.length + 1)), "certificate");
    assertFailure(() -> PublicIdentity.ofDer(new byte[5000]), "at most 4096");
    byte[] forged = der.clone();
    forged[der.length - 1] ^= 1;
    assertFailure(() -> PublicIdentity.ofDer(forged), "own key");
  }

  private void loadWith(Path file, String content) throws IOException {
    Files.writeString(file, content);
    Identity.load(folder, clock, random);
  }

  private static void assertFailure(org.assertj.core.api.ThrowableAssert.ThrowingCallable action, String text) {
    assertThatThrownBy(action).isInstanceOf(IdentityFailure.class).hasMessageContaining(text);
  }

  private static Clock at(Instant instant) {
    return Clock.fixed(instant, ZoneOffset.UTC);
  }
}
