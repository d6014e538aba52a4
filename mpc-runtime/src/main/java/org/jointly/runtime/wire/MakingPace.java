package org.jointly.runtime.wire;

/**
 * How fast material was made last, the network included: so long for every round, and so long for every byte that a party sends.
 *
 * @param picosPerByte billionths of a millisecond
 */
public record MakingPace(long nanosPerRound, long picosPerByte) {
  private static final double NANOS = 1e9;
  private static final double PICOS = 1e12;

  public MakingPace {
    if (nanosPerRound < 0 || picosPerByte < 0) {
      throw new MalformedMessage("a pace of " + nanosPerRound + " ns a round and " + picosPerByte + " ps a byte");
    }
  }

  /** How long it takes at this pace. */
  public double seconds(double rounds, double bytes) {
    return rounds * nanosPerRound / NANOS + bytes * picosPerByte / PICOS;
  }
}
