package org.jointly.protocols.sharing;

import dk.alexandra.fresco.framework.network.Network;
import java.util.Arrays;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.BoundedNetwork;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;

/**
 * A vector cut into pieces, and a piece as a message.
 *
 * <p>A gate computes and sends piece after piece: what it works on stays in the cache, the memory it needs beyond its
 * operands is a few pieces, and the first piece travels while the second is computed. One piece is one message: its
 * elements, canonical, little-endian, of fixed width, nothing else.
 *
 * @param length of the whole vector, in elements
 */
public record Pieces(PrimeField field, int length) {
  /** Elements in all pieces but the last. */
  public static final int ELEMENTS = 1 << 14;

  public int count() {
    return (length + ELEMENTS - 1) / ELEMENTS;
  }

  public long[] cut(long[] vector, int piece) {
    return Arrays.copyOfRange(vector, start(piece), start(piece) + elements(piece) * field.limbs());
  }

  public void paste(long[] values, int piece, long[] vector) {
    System.arraycopy(values, 0, vector, start(piece), values.length);
  }

  /** Adds a piece to its place in the vector. */
  public void add(long[] values, int piece, long[] vector) {
    long[] sum = cut(vector, piece);
    field.add(sum, values, sum);
    paste(sum, piece, vector);
  }

  /** The longs of a piece. */
  public int longs(int piece) {
    return elements(piece) * field.limbs();
  }

  public void send(Network network, PartyIndex to, long[] values) {
    network.send(to.value(), encode(values));
  }

  public byte[] encode(long[] values) {
    int elements = values.length / field.limbs();
    byte[] message = new byte[elements * field.bytes()];
    field.encode(values, 0, elements, message, 0);
    return message;
  }

  /**
   * Receives a piece.
   *
   * @throws ProtocolViolationException if the message has not the piece's bytes or an element is not below the modulus
   */
  public long[] receive(Network network, PartyIndex from, int piece) {
    int elements = elements(piece);
    int expected = elements * field.bytes();
    byte[] message = BoundedNetwork.receive(network, from, expected);
    if (message.length != expected) {
      throw new ProtocolViolationException(from, (elements == 1 ? "share" : "shares") + " of " + message.length
          + " bytes, expected " + expected + "; session aborted");
    }
    long[] values = new long[elements * field.limbs()];
    int bad = field.decode(message, 0, elements, values, 0);
    if (bad >= 0) {
      throw new ProtocolViolationException(from, "share " + (piece * ELEMENTS + bad) + " of " + length
          + " is not below " + field.label() + "; session aborted");
    }
    return values;
  }

  /** The elements of a piece. */
  public int elements(int piece) {
    return Math.min(ELEMENTS, length - piece * ELEMENTS);
  }

  private int start(int piece) {
    return piece * ELEMENTS * field.limbs();
  }
}
