package org.jointly.runtime.node;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jointly.runtime.fault.JointlyException;

/**
 * Where one thread waits for messages that others put, until a deadline or a failure ends the waiting.
 *
 * <p>The first failure wins and stays: every later {@link #take} throws it at once, messages that were put before it are no longer
 * given out. Unbounded: whoever puts knows an end.
 */
final class Mailbox<M> {
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<M> messages = new ArrayDeque<>();
  private JointlyException failure;

  /** Never blocks. */
  void put(M message) {
    lock.lock();
    try {
      messages.add(message);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends all waiting, now and later. */
  void fail(JointlyException why) {
    lock.lock();
    try {
      if (failure == null) {
        failure = why;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The failure, if there was one. */
  Optional<JointlyException> failure() {
    lock.lock();
    try {
      return Optional.ofNullable(failure);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next message; empty if the time passes first.
   *
   * @throws JointlyException the failure, if one ended the waiting
   * @throws InterruptedException if this thread is interrupted
   */
  Optional<M> take(Duration patience) throws InterruptedException {
    long nanos = patience.toNanos();
    lock.lock();
    try {
      while (failure == null && messages.isEmpty() && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      if (failure != null) {
        throw failure;
      }
      return Optional.ofNullable(messages.poll());
    } finally {
      lock.unlock();
    }
  }
}
