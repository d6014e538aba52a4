package org.jointly.runtime.transport;

import java.time.Duration;

/**
 * A network that a node pretends to be on, for measurements on one machine. Never in production: it only makes a node slower.
 *
 * <p>Each node delays what it sends by half a round trip, so that there and back take one. Every link has the bandwidth to itself, in
 * each direction; what is sent on it at once goes one after another.
 *
 * @param roundTrip from here to a peer and back
 * @param jitter by how much a piece may come later than that, at most; each is delayed by a random part of it, in order
 * @param bitsPerSecond of one direction of one link
 * @param loss the part of packets that is lost. One that is lost stalls its link for {@link #RETRANSMISSION} and a round trip, as
 *     the last packet of a burst does in TCP; nothing overtakes it
 */
public record Emulation(Duration roundTrip, Duration jitter, long bitsPerSecond, double loss) {
  /** The least that Linux waits before it sends a lost packet again. */
  static final Duration RETRANSMISSION = Duration.ofMillis(200);

  /** What fits a packet on most lines. */
  static final int PACKET_BYTES = 1448;

  private static final double BITS = 8;
  private static final double NANOS = 1e9;

  public Emulation {
    if (roundTrip.isNegative() || jitter.isNegative() || bitsPerSecond < 1 || !(loss >= 0 && loss < 1)) {
      throw new IllegalArgumentException("needs times of 0 or more, a bandwidth and a loss from 0 to less than 1");
    }
  }

  long oneWayNanos() {
    return roundTrip.toNanos() / 2;
  }

  /** How long so many bytes take to be put on the line. */
  long serialNanos(long bytes) {
    return Math.round(bytes * BITS * NANOS / bitsPerSecond);
  }

  long stallNanos() {
    return RETRANSMISSION.toNanos() + roundTrip.toNanos();
  }
}
