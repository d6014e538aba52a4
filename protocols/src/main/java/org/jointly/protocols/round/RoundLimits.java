package org.jointly.protocols.round;

/**
 * Bounds on what one round may hold.
 *
 * @param maxFrameBytes the largest frame accepted from a peer; a larger one is a protocol violation. How long each message in it may be
 *     its receiver says: see {@link BoundedNetwork}
 * @param maxBatch how many native protocols share their rounds at most; a protocol on a whole vector counts once
 */
public record RoundLimits(long maxFrameBytes, int maxBatch) {

  /** Frames of at most 1 GiB, batches of at most 16 384 protocols. */
  public static final RoundLimits DEFAULT = new RoundLimits(1L << 30, 1 << 14);

  public RoundLimits {
    if (maxFrameBytes < 16) {
      throw new IllegalArgumentException("a frame needs at least 16 bytes, got " + maxFrameBytes);
    }
    if (maxBatch < 1) {
      throw new IllegalArgumentException("a batch holds at least one protocol, got " + maxBatch);
    }
  }
}
