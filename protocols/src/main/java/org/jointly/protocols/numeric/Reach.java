package org.jointly.protocols.numeric;

import dk.alexandra.fresco.framework.DRes;

/**
 * Counts that are to reach a threshold.
 *
 * @param counts shared, in [0, 2^bits)
 * @param length how many they are
 * @param threshold at least 1
 */
public record Reach(DRes<SecretVector> counts, int length, long threshold, int bits) {
  public Reach {
    if (threshold < 1) {
      throw new IllegalArgumentException("a threshold of " + threshold + " is always reached");
    }
  }
}
