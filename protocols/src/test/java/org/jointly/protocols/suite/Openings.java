package org.jointly.protocols.suite;

/** Guards for tests. */
public final class Openings {
  private Openings() {}

  /** Allows every labelled opening; scalars without a label stay refused. */
  public static OpeningGuard everyLabel() {
    return (label, elements) -> {};
  }

  /** Allows everything, FRESCO's own masked scalars too. */
  public static OpeningGuard everything() {
    return new OpeningGuard() {
      @Override
      public void check(String label, int elements) {}

      @Override
      public boolean allowsMaskedScalars() {
        return true;
      }
    };
  }
}
