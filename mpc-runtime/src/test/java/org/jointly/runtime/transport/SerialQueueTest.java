package org.jointly.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SerialQueueTest {
  private final Queue<Runnable> executor = new ArrayDeque<>();
  private final List<Boolean> reading = new ArrayList<>();
  private final SerialQueue queue = new SerialQueue(executor::add, reading::add);

  private void runAll() {
    while (!executor.isEmpty()) {
      executor.remove().run();
    }
  }

  @Test
  void add_onManyThreads_runsInOrderOneAtATime() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    SerialQueue real = new SerialQueue(threads, paused -> {});
    List<Integer> seen = new ArrayList<>();
    CountDownLatch last = new CountDownLatch(1);

    for (int i = 0; i < 10_000; i++) {
      int number = i;
      real.add(() -> seen.add(number), 1);
    }
    real.add(last::countDown, 1);

    assertThat(last.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).hasSize(10_000).isSorted();
    threads.shutdownNow();
  }

  @Test
  void add_ofTooManyOrTooLarge_stopsReadingUntilHalfIsDone() {
    for (int i = 0; i < 256; i++) {
      queue.add(() -> {}, 1);
    }
    assertThat(reading).isEmpty();
    queue.add(() -> {}, 1);
    assertThat(reading).containsExactly(false);
    runAll();
    assertThat(reading).containsExactly(false, true);

    reading.clear();
    queue.add(() -> {}, 5_000_000);
    queue.add(() -> {}, 5_000_000);
    assertThat(reading).containsExactly(false);
    runAll();
    assertThat(reading).containsExactly(false, true);
  }

  /** Who is not read any more must not be read again for having connected once more. */
  @Test
  void add_whenTooManyWaitAlready_stopsReadingAgain() {
    for (int i = 0; i < 257; i++) {
      queue.add(() -> {}, 1);
    }
    reading.clear();

    queue.add(() -> {}, 1);

    assertThat(reading).containsExactly(false);
    runAll();
    assertThat(reading).containsExactly(false, true);
  }

  @Test
  void add_afterAFailedCallback_goesOn() {
    List<String> seen = new ArrayList<>();

    queue.add(
        () -> {
          throw new IllegalStateException("on purpose");
        },
        1);
    queue.add(() -> seen.add("after"), 1);
    runAll();

    assertThat(seen).containsExactly("after");
  }

  @Test
  void add_toAStoppedExecutor_isForgotten() {
    SerialQueue stopped =
        new SerialQueue(
            task -> {
              throw new RejectedExecutionException();
            },
            reading::add);

    for (int i = 0; i < 1000; i++) {
      stopped.add(() -> {}, 1);
    }

    assertThat(reading).isEmpty();
  }
}
