package org.jointly.protocols.suite.spdz.mascot;

import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.sharing.Prg;

/**
 * The side with the vector x of a correlated oblivious product evaluation: afterwards it and the side with the key share a have
 * additive shares of a·x. Vector after vector with the same a.
 *
 * <p>For every bit of a the sender knows two streams and the receiver one, as the bit says; of the difference of the two streams plus
 * x the receiver makes the stream plus bit·x.
 *
 * <p>Cost: one message of k elements per element of x, k the bits of the field. Source: section 3 of the paper.
 */
final class CopeSender {
  static final String PURPOSE = "product evaluation";

  private final PrimeField field;
  private final Prg[] zeros;
  private final Prg[] ones;
  private final long[][] powers;

  /** @param keys k pairs */
  CopeSender(PrimeField field, byte[][][] keys) {
    this.field = field;
    this.zeros = new Prg[field.bits()];
    this.ones = new Prg[field.bits()];
    for (int bit = 0; bit < field.bits(); bit++) {
      zeros[bit] = new Prg(keys[bit][0], PURPOSE);
      ones[bit] = new Prg(keys[bit][1], PURPOSE);
    }
    this.powers = Elements.powersOfTwo(field);
  }

  /** What is sent, and this side's share. */
  record Extended(byte[] message, long[] share) {
    @Override
    public String toString() {
      return "Extended[redacted]";
    }
  }

  /** What a message has for a vector of so many elements. */
  static int bytes(PrimeField field, int count) {
    return Math.multiplyExact(field.bits() * field.bytes(), count);
  }

  Extended extend(long[] x) {
    int count = x.length / field.limbs();
    byte[] message = new byte[bytes(field, count)];
    long[] zero = new long[x.length];
    long[] one = new long[x.length];
    long[] sum = new long[x.length];
    for (int bit = 0; bit < field.bits(); bit++) {
      field.sample(zeros[bit], zero);
      field.sample(ones[bit], one);
      field.addScaled(sum, zero, powers[bit]);
      field.subtract(zero, one, one);
      field.add(one, x, one);
      field.encode(one, 0, count, message, bit * count * field.bytes());
    }
    long[] share = new long[x.length];
    field.subtract(share, sum, share);
    return new Extended(message, share);
  }
}
