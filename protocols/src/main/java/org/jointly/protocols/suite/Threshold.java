package org.jointly.protocols.suite;

/**
 * That a count reaches a threshold, to be decided while it is shared.
 *
 * @param least the threshold, at least 1
 * @param bits counts are below 2^bits
 * @param orNone whether 0 is as good as reaching it
 */
public record Threshold(long least, int bits, boolean orNone) {
  public Threshold {
    if (least < 1 || least < 2 && orNone) {
      throw new IllegalArgumentException("a threshold of " + least + " is always reached");
    }
  }

  /** Where 0 is not as good. */
  public Threshold(long least, int bits) {
    this(least, bits, false);
  }

  /** The first count that falls short; so do all from there to the threshold. */
  public long firstShort() {
    return orNone ? 1 : 0;
  }

  /** How many counts fall short. */
  public long shortfalls() {
    return least - firstShort();
  }
}
