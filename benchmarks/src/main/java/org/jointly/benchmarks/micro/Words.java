package org.jointly.benchmarks.micro;

import org.jointly.protocols.field.VectorField;
import org.jointly.protocols.sharing.Prg;

/** Operands: the same pseudo-random elements in every fork. */
final class Words {
  private static final byte[] KEY = new byte[16];

  private Words() {}

  static Prg stream(String purpose) {
    return new Prg(KEY, purpose);
  }

  static long[] elements(VectorField field, int longs, String purpose) {
    long[] elements = new long[longs];
    field.sample(stream(purpose), elements);
    return elements;
  }
}
