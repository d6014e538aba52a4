package org.jointly.runtime.session;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jointly.runtime.fault.DeadlineExceeded;
import org.jointly.runtime.party.PartyId;

/**
 * A moment by a monotonic clock after which nobody waits any longer, and how long anybody waits at one time: a party that says nothing is
 * given up long before the end of a whole night.
 */
public final class Deadline {
  private final LongSupplier nanoClock;
  private final long start;
  private final long nanos;
  private final long pauseNanos;

  private Deadline(LongSupplier nanoClock, long start, long nanos, long pauseNanos) {
    this.nanoClock = nanoClock;
    this.start = start;
    this.nanos = nanos;
    this.pauseNanos = pauseNanos;
  }

  /** So long from now; anybody may be waited for to the end. */
  public static Deadline in(Duration patience, LongSupplier nanoClock) {
    return new Deadline(nanoClock, nanoClock.getAsLong(), patience.toNanos(), Long.MAX_VALUE);
  }

  /** The same beginning, and at most so long after it. */
  public Deadline atMost(Duration patience) {
    return new Deadline(nanoClock, start, Math.min(nanos, patience.toNanos()), pauseNanos);
  }

  /** The same, but nobody is waited for longer than this at one time. */
  public Deadline withPauses(Duration longest) {
    return new Deadline(nanoClock, start, nanos, longest.toNanos());
  }

  /** How long to wait for somebody now. */
  public Duration patience() {
    Duration left = remaining();
    return left.toNanos() < pauseNanos ? left : Duration.ofNanos(pauseNanos);
  }

  /** What is left, never negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, nanos - passed()));
  }

  /** Milliseconds since it was set. */
  public long passedMillis() {
    return Duration.ofNanos(passed()).toMillis();
  }

  /** The failure to throw when a party let it, or the longest pause, pass. */
  public DeadlineExceeded exceededBy(PartyId party, String withoutDoing) {
    long millis = Math.min(passedMillis(), Duration.ofNanos(pauseNanos).toMillis());
    return new DeadlineExceeded(party, millis, "did not " + withoutDoing + " within " + millis + " ms");
  }

  private long passed() {
    return nanoClock.getAsLong() - start;
  }
}
