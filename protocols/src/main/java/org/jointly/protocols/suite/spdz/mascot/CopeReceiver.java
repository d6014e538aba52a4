package org.jointly.protocols.suite.spdz.mascot;

import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.sharing.Prg;

/** The side with the key share of a correlated oblivious product evaluation: see {@link CopeSender}. */
final class CopeReceiver {
  private static final String WHAT = "products with the MAC key";

  private final PrimeField field;
  private final PartyIndex sender;
  private final long[] keyShare;
  private final Prg[] chosen;
  private final long[][] powers;

  /** @param keys those that the bits of the key share chose */
  CopeReceiver(PrimeField field, PartyIndex sender, long[] keyShare, byte[][] keys) {
    this.field = field;
    this.sender = sender;
    this.keyShare = keyShare;
    this.chosen = new Prg[field.bits()];
    for (int bit = 0; bit < field.bits(); bit++) {
      chosen[bit] = new Prg(keys[bit], CopeSender.PURPOSE);
    }
    this.powers = Elements.powersOfTwo(field);
  }

  /**
   * This side's share.
   *
   * @param count elements of the sender's vector
   */
  long[] extend(byte[] message, int count) {
    int expected = CopeSender.bytes(field, count);
    if (message.length != expected) {
      throw new ProtocolViolationException(
          sender, WHAT + " of " + message.length + " bytes, expected " + expected + "; session aborted");
    }
    long[] share = new long[count * field.limbs()];
    long[] stream = new long[share.length];
    long[] received = new long[share.length];
    for (int bit = 0; bit < field.bits(); bit++) {
      Elements.decode(field, sender, message, bit * count * field.bytes(), received, WHAT);
      field.sample(chosen[bit], stream);
      long mask = Elements.bit(keyShare, bit) ? -1 : 0;
      for (int i = 0; i < received.length; i++) {
        received[i] &= mask;
      }
      field.add(stream, received, stream);
      field.addScaled(share, stream, powers[bit]);
    }
    return share;
  }
}
