package org.jointly.protocols.suite.shamir.bits;

import dk.alexandra.fresco.framework.network.Network;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jointly.protocols.field.BinaryField;
import org.jointly.protocols.field.RandomWords;
import org.jointly.protocols.round.BoundedNetwork;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;

/**
 * Rows of bits as messages.
 *
 * <pre>
 *   | plane 0: row 0 | row 1 | ... | plane 1: row 0 | ...      a row: ceil(count / 8) bytes, lane i at bit i % 8 of byte i / 8
 * </pre>
 *
 * <p>Bits beyond the last lane are zero, and a message where one is not is refused.
 *
 * @param count of numbers side by side
 */
record Lanes(int count) {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Longs in a row. */
  int words() {
    return BinaryField.words(count);
  }

  /** Bytes in a row. */
  int bytes() {
    return count + 7 >>> 3;
  }

  void send(Network network, PartyIndex to, long[] rows) {
    byte[] message = new byte[rows.length / words() * bytes()];
    int at = 0;
    for (int row = 0; row < rows.length; row += words()) {
      encodeRow(rows, row, message, at);
      at += bytes();
    }
    network.send(to.value(), message);
  }

  /**
   * @param longs what {@link #send} was given
   * @throws ProtocolViolationException if the length is another, or a bit beyond the last lane is set
   */
  long[] receive(Network network, PartyIndex from, int longs) {
    int expected = longs / words() * bytes();
    byte[] message = BoundedNetwork.receive(network, from, expected);
    if (message.length != expected) {
      throw new ProtocolViolationException(
          from, "bit shares of " + message.length + " bytes, expected " + expected + "; session aborted");
    }
    long[] rows = new long[longs];
    int at = 0;
    for (int row = 0; row < longs; row += words()) {
      decodeRow(message, at, rows, row);
      at += bytes();
      if ((message[at - 1] & 0xff & ~lastMask()) != 0) {
        throw new ProtocolViolationException(
            from, "bit shares with bits beyond lane " + count + "; session aborted");
      }
    }
    return rows;
  }

  /** Whole longs first, then the bytes of the last one that are needed. */
  private void encodeRow(long[] rows, int row, byte[] message, int at) {
    int whole = count >>> 6;
    for (int i = 0; i < whole; i++) {
      LONGS.set(message, at + Long.BYTES * i, rows[row + i]);
    }
    for (int i = Long.BYTES * whole; i < bytes(); i++) {
      message[at + i] = (byte) (rows[row + whole] >>> 8 * (i & 7));
    }
    message[at + bytes() - 1] &= (byte) lastMask();
  }

  private void decodeRow(byte[] message, int at, long[] rows, int row) {
    int whole = count >>> 6;
    for (int i = 0; i < whole; i++) {
      rows[row + i] = (long) LONGS.get(message, at + Long.BYTES * i);
    }
    for (int i = Long.BYTES * whole; i < bytes(); i++) {
      rows[row + whole] |= (message[at + i] & 0xffL) << 8 * (i & 7);
    }
  }

  /** Rows of {@code rows} random bits from a stream. */
  long[] draw(RandomWords stream, int rows) {
    long[] drawn = new long[rows * words()];
    stream.nextLongs(drawn);
    return drawn;
  }

  private int lastMask() {
    return 0xff >>> (-count & 7);
  }

}
