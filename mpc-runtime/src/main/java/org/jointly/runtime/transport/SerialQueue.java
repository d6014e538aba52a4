package org.jointly.runtime.transport;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the callbacks of one link in order, one at a time, on an executor that may have many threads. Says when more wait than should,
 * so that reading stops, and when they are done. Thread-safe.
 */
final class SerialQueue {
  private static final Logger LOG = LoggerFactory.getLogger(SerialQueue.class);
  private static final int HIGH_COUNT = 256;
  private static final long HIGH_BYTES = 8L * 1024 * 1024;

  private final Executor executor;
  private final Consumer<Boolean> reading;
  private final Queue<Task> tasks = new ArrayDeque<>();
  private long bytes;
  private boolean running;
  private boolean paused;

  private record Task(Runnable action, int bytes) {}

  /**
   * @param reading told false as often as something comes while too much waits, for what is read may be another connection by then, and
   *     true when half of it is done; called with the queue's lock held
   */
  SerialQueue(Executor executor, Consumer<Boolean> reading) {
    this.executor = executor;
    this.reading = reading;
  }

  /** @param size what the action keeps in memory, in bytes */
  synchronized void add(Runnable action, int size) {
    tasks.add(new Task(action, size));
    bytes += size;
    if (tasks.size() > HIGH_COUNT || bytes > HIGH_BYTES) {
      paused = true;
      reading.accept(false);
    }
    if (!running) {
      running = true;
      start();
    }
  }

  private void start() {
    try {
      executor.execute(this::runOne);
    } catch (RejectedExecutionException stopped) {
      running = false;
      tasks.clear();
      bytes = 0;
    }
  }

  private void runOne() {
    Task task = next();
    try {
      task.action.run();
    } catch (RuntimeException failure) {
      LOG.error("a callback failed; the link goes on", failure);
    } finally {
      finished();
    }
  }

  private synchronized Task next() {
    Task task = tasks.remove();
    bytes -= task.bytes;
    return task;
  }

  private synchronized void finished() {
    if (paused && tasks.size() <= HIGH_COUNT / 2 && bytes <= HIGH_BYTES / 2) {
      paused = false;
      reading.accept(true);
    }
    if (tasks.isEmpty()) {
      running = false;
    } else {
      start();
    }
  }
}
