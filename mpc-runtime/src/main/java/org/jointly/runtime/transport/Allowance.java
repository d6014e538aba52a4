package org.jointly.runtime.transport;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How much one visitor may still ask: so much a minute, and as much at once after a minute of silence. Thread-safe. */
final class Allowance {
  private static final double NANOS_PER_MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final int perMinute;
  private final LongSupplier nanoTime;
  private double left;
  private long atNanos;

  Allowance(int perMinute, LongSupplier nanoTime) {
    this.perMinute = perMinute;
    this.nanoTime = nanoTime;
    this.left = perMinute;
    this.atNanos = nanoTime.getAsLong();
  }

  /** @return false if it is used up; nothing is taken then */
  synchronized boolean take() {
    long now = nanoTime.getAsLong();
    left = Math.min(perMinute, left + perMinute * ((now - atNanos) / NANOS_PER_MINUTE));
    atNanos = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
