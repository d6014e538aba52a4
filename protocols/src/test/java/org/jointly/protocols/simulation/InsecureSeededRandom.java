package org.jointly.protocols.simulation;

import java.security.SecureRandom;
import java.util.Random;

/** Reproducible randomness for tests; predictable. */
public final class InsecureSeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1;

  private final Random random;

  public InsecureSeededRandom(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    random.nextBytes(bytes);
  }
}
