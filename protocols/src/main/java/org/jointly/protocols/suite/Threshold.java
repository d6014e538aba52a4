package org.jointly.protocols.suite;

/**
 * That a count reaches a threshold, to be decided while it is shared.
 *
 * @param least the threshold, at least 1
 * @param bits counts are below 2^bits
 */
public record Threshold(long least, int bits) {
  public Threshold {
    if (least < 1) {
      throw new IllegalArgumentException("a threshold of " + least + " is always reached");
    }
  }
}
