package org.jointly.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.Setting;
import org.jointly.protocols.suite.Adversary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WarmUpTest {
  private final AtomicLong seconds = new AtomicLong();

  private WarmUp in(Setting setting) {
    return new WarmUp(Catalog.standard(), setting, () -> Duration.ofSeconds(seconds.getAndIncrement()).toNanos());
  }

  @ParameterizedTest
  @CsvSource({"3, shamir, SEMI_HONEST", "5, shamir, SEMI_HONEST", "3, shamir, MALICIOUS"})
  void run_inEverySetting_countsUntilTheTimeIsOver(int parties, String suite, Adversary adversary) {
    assertThat(in(new Setting(parties, suite, adversary)).run(Duration.ofSeconds(3), () -> true)).isEqualTo(2);
  }

  @Test
  void run_nobodyWantsIt_countsNothing() {
    assertThat(in(new Setting(3, "shamir", Adversary.SEMI_HONEST)).run(Duration.ofDays(1), () -> false)).isZero();
  }

  @Test
  void run_aQueryArrives_endsAfterTheCountThatGoesOn() {
    AtomicInteger asked = new AtomicInteger();

    int counts = in(new Setting(3, "shamir", Adversary.SEMI_HONEST)).run(Duration.ofDays(1), () -> asked.incrementAndGet() <= 2);

    assertThat(counts).isEqualTo(2);
  }
}
