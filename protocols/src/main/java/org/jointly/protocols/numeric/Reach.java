package org.jointly.protocols.numeric;

import dk.alexandra.fresco.framework.DRes;
import org.jointly.protocols.suite.Threshold;

/**
 * Counts that are to reach a threshold.
 *
 * @param counts shared, in [0, 2^bits)
 * @param length how many they are
 */
public record Reach(DRes<SecretVector> counts, int length, Threshold bound) {
  /** @param orNone whether 0 is as good as reaching the threshold */
  public Reach(DRes<SecretVector> counts, int length, long threshold, int bits, boolean orNone) {
    this(counts, length, new Threshold(threshold, bits, orNone));
  }

  /** Where 0 is not as good. */
  public Reach(DRes<SecretVector> counts, int length, long threshold, int bits) {
    this(counts, length, threshold, bits, false);
  }

  /** At least 1. */
  public long threshold() {
    return bound.least();
  }

  public int bits() {
    return bound.bits();
  }

  public boolean orNone() {
    return bound.orNone();
  }
}
