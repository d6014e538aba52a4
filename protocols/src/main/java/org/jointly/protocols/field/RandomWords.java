package org.jointly.protocols.field;

/** A source of uniformly random 64-bit words; what {@link VectorField#sample} draws from. */
public interface RandomWords {

  /** Overwrites {@code out[from..to)} with the next words. */
  void nextLongs(long[] out, int from, int to);

  /** Overwrites the whole array with the next words. */
  default void nextLongs(long[] out) {
    nextLongs(out, 0, out.length);
  }
}
