package org.jointly.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DialerTest {
  private final List<Long> pauses = new ArrayList<>();
  private final List<LinkLoss> told = new ArrayList<>();
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
          pauses.add(unit.toMillis(delay));
          return super.schedule(() -> {}, 0, unit);
        }
      };
  private final Dialer dialer =
      new Dialer(
          "127.0.0.1",
          1,
          new Bootstrap(),
          executor,
          new TransportSettings.Backoff(Duration.ofMillis(100), Duration.ofMillis(1000)),
          new Random(5),
          told::add);

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void ended_again_doublesThePauseUpToTheLongest() {
    LinkLoss loss = LinkLoss.unavailable("closed the connection");

    dialer.start();
    for (int i = 0; i < 100; i++) {
      dialer.ended(loss);
    }

    assertThat(pauses.get(0)).isZero();
    assertThat(pauses.get(1)).isBetween(50L, 100L);
    assertThat(pauses.get(2)).isBetween(100L, 200L);
    assertThat(pauses.get(3)).isBetween(200L, 400L);
    assertThat(pauses.get(4)).isBetween(400L, 800L);
    assertThat(pauses.subList(5, 101)).allSatisfy(pause -> assertThat(pause).isBetween(500L, 1000L));
    assertThat(pauses.subList(5, 101).stream().distinct().count()).isGreaterThan(50);
    assertThat(told).hasSize(100).containsOnly(loss);
  }

  @Test
  void ended_afterStop_isQuiet() {
    executor.shutdownNow();

    dialer.ended(LinkLoss.unavailable("closed the connection"));

    assertThat(told).hasSize(1);
  }
}
