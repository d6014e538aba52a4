package org.jointly.protocols.suite.spdz.mascot;

import java.security.SecureRandom;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.field.RandomWords;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.sharing.Prg;

/** Vectors of field elements as messages and from random strings. */
final class Elements {
  private Elements() {}

  static byte[] encode(PrimeField field, long[] vector) {
    int count = vector.length / field.limbs();
    byte[] message = new byte[count * field.bytes()];
    field.encode(vector, 0, count, message, 0);
    return message;
  }

  /**
   * A message of exactly so many elements.
   *
   * @param what they are, for the failure
   */
  static long[] decode(PrimeField field, PartyIndex from, byte[] message, int count, String what) {
    if (message.length != count * field.bytes()) {
      throw new ProtocolViolationException(from, what + " of " + message.length + " bytes, expected "
          + count * field.bytes() + "; session aborted");
    }
    long[] vector = new long[count * field.limbs()];
    decode(field, from, message, 0, vector, what);
    return vector;
  }

  /** The elements of a message from an offset, whose length has been checked. */
  static void decode(PrimeField field, PartyIndex from, byte[] message, int offset, long[] vector, String what) {
    if (field.decode(message, offset, vector.length / field.limbs(), vector, 0) >= 0) {
      throw new ProtocolViolationException(from, what + ": an element is not below " + field.label() + "; session aborted");
    }
  }

  /**
   * Uniform elements of uniform strings of two longs, up to a statistical distance of 2^-61 each.
   *
   * @param from the first string
   * @param out as many elements as strings are taken
   */
  static void ofStrings(PrimeField field, long[] strings, int from, long[] out) {
    int limbs = field.limbs();
    RandomWords words = new RandomWords() {
      private int drawn;

      @Override
      public void nextLongs(long[] into, int first, int last) {
        for (int i = first; i < Math.min(drawn, last); i++) {
          into[i] = 0; // drawn again, because the element was the modulus
        }
        for (int i = Math.max(first, drawn); i < last; i++) {
          into[i] = strings[limbs == 1 ? 2 * (from + i) : 2 * from + i];
        }
        drawn = Math.max(drawn, last);
      }
    };
    field.sample(words, out);
  }

  /** Uniform elements of this party alone. */
  static long[] random(PrimeField field, SecureRandom random, int count) {
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    long[] elements = new long[count * field.limbs()];
    field.sample(new Prg(seed, "elements"), elements);
    return elements;
  }

  /** The powers of two below the modulus' bit length, as elements. */
  static long[][] powersOfTwo(PrimeField field) {
    long[][] powers = new long[field.bits()][];
    powers[0] = field.element(1);
    for (int bit = 1; bit < powers.length; bit++) {
      powers[bit] = new long[field.limbs()];
      field.add(powers[bit - 1], powers[bit - 1], powers[bit]);
    }
    return powers;
  }

  static boolean bit(long[] element, int bit) {
    return (element[bit / Long.SIZE] >>> bit % Long.SIZE & 1) == 1;
  }
}
