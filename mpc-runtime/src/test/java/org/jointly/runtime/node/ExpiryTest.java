package org.jointly.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jointly.runtime.identity.Identity;
import org.junit.jupiter.api.Test;

class ExpiryTest {
  private static final Instant MADE = Instant.parse("2026-11-21T08:00:00Z");

  private final Identity identity =
      Identity.create("north", Duration.ofDays(100), Clock.fixed(MADE, ZoneOffset.UTC), new SecureRandom());

  @Test
  void warning_longBeforeTheEnd_isNone() {
    assertThat(Expiry.warning(identity, MADE)).isEmpty();
    assertThat(Expiry.warning(identity, identity.notAfter().minus(Duration.ofDays(30)))).isEmpty();
  }

  @Test
  void warning_inTheLastDays_saysWhenAndWhatToDo() {
    assertThat(Expiry.warning(identity, identity.notAfter().minus(Duration.ofDays(29))))
        .contains("identity: it expires at " + identity.notAfter() + ", in 29 days; make a new one and agree on a new roster before that");
    assertThat(Expiry.warning(identity, identity.notAfter().minus(Duration.ofHours(5)))).get().asString().contains("in 5 h");
  }

  @Test
  void warning_afterTheEnd_saysThatItIsOver() {
    assertThat(Expiry.warning(identity, identity.notAfter().plusSeconds(1)))
        .contains("identity: it expired at " + identity.notAfter() + " and the others refuse it; make a new one and agree on a new roster");
  }
}
