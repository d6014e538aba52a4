package org.jointly.runtime.session;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jointly.runtime.fault.DeadlineExceeded;
import org.jointly.runtime.party.PartyId;

/** A moment by a monotonic clock after which nobody waits any longer. */
public final class Deadline {
  private final LongSupplier nanoClock;
  private final long start;
  private final long nanos;

  private Deadline(LongSupplier nanoClock, long start, long nanos) {
    this.nanoClock = nanoClock;
    this.start = start;
    this.nanos = nanos;
  }

  /** So long from now. */
  public static Deadline in(Duration patience, LongSupplier nanoClock) {
    return new Deadline(nanoClock, nanoClock.getAsLong(), patience.toNanos());
  }

  /** The same beginning, and at most so long after it. */
  public Deadline atMost(Duration patience) {
    return new Deadline(nanoClock, start, Math.min(nanos, patience.toNanos()));
  }

  /** What is left, never negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, nanos - passed()));
  }

  /** Milliseconds since it was set. */
  public long passedMillis() {
    return Duration.ofNanos(passed()).toMillis();
  }

  /** The failure to throw when a party let it pass. */
  public DeadlineExceeded exceededBy(PartyId party, String withoutDoing) {
    return new DeadlineExceeded(party, passedMillis(), "did not " + withoutDoing + " within " + passedMillis() + " ms");
  }

  private long passed() {
    return nanoClock.getAsLong() - start;
  }
}
