package org.jointly.runtime.transport;

import java.util.function.LongSupplier;
import org.slf4j.Logger;

/** Warns about what strangers do, at most {@value #LINES} lines in ten seconds; says how many it left out. Thread-safe. */
final class RateLimitedLog {
  static final int LINES = 5;
  private static final long PERIOD_NANOS = 10_000_000_000L;

  private final Logger log;
  private final LongSupplier nanoTime;
  private long periodStart;
  private int inPeriod;
  private long leftOut;

  RateLimitedLog(Logger log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
    this.periodStart = nanoTime.getAsLong();
  }

  synchronized void warn(String line) {
    long now = nanoTime.getAsLong();
    if (now - periodStart >= PERIOD_NANOS) {
      periodStart = now;
      inPeriod = 0;
    }
    if (inPeriod >= LINES) {
      leftOut++;
      return;
    }
    inPeriod++;
    if (leftOut > 0) {
      log.warn("{} (and {} lines like this left out)", line, leftOut);
      leftOut = 0;
    } else {
      log.warn("{}", line);
    }
  }
}
