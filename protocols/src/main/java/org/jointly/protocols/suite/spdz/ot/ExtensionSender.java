package org.jointly.protocols.suite.spdz.ot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.sharing.Prg;

/**
 * The sender of extended transfers: gets two random strings for each. See {@link ExtensionReceiver}.
 *
 * <p>Batch after batch: {@link #extend}, {@link #verify}, and only then {@link #strings}.
 */
public final class ExtensionSender {
  static final String PURPOSE = "oblivious transfer";
  /** A hash of the choices and one of each column. */
  public static final int PROOF_BYTES = (1 + BitMatrix.COLUMNS) * Long.BYTES;

  private final PartyIndex receiver;
  private final Prg[] streams = new Prg[BitMatrix.COLUMNS];
  private final boolean[] chosen;
  private final RowHash hash;
  private long[][] columns = new long[0][];
  private int words;
  private boolean verified;
  private long transfers;

  /** The two strings of each transfer, two longs each. */
  public record Strings(long[] ifZero, long[] ifOne) {
    @Override
    public String toString() {
      return "Strings[redacted]";
    }
  }

  /**
   * @param keys 128, from base transfers in which this party is the receiver
   * @param chosen its choices there: D
   * @param publicKey of the session, 16 bytes
   */
  public ExtensionSender(PartyIndex receiver, byte[][] keys, boolean[] chosen, byte[] publicKey) {
    this.receiver = receiver;
    for (int i = 0; i < BitMatrix.COLUMNS; i++) {
      streams[i] = new Prg(keys[i], PURPOSE);
    }
    this.chosen = chosen.clone();
    this.hash = new RowHash(publicKey);
  }

  /** What the receiver sends for 64 choices a word. */
  public static int messageBytes(int wantedWords) {
    return BitMatrix.COLUMNS * (wantedWords + 1) * Long.BYTES;
  }

  /**
   * Begins a batch.
   *
   * @param wantedWords the receiver's choices, 64 a word
   * @throws ProtocolViolationException if the message has another length
   */
  public void extend(byte[] message, int wantedWords) {
    words = wantedWords + 1;
    if (message.length != messageBytes(wantedWords)) {
      throw new ProtocolViolationException(receiver, "oblivious transfers of " + message.length + " bytes, expected "
          + messageBytes(wantedWords) + "; session aborted");
    }
    var in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    columns = new long[BitMatrix.COLUMNS][words];
    long[] masked = new long[words];
    for (int i = 0; i < BitMatrix.COLUMNS; i++) {
      streams[i].nextLongs(columns[i]);
      in.get(masked);
      long mask = chosen[i] ? -1 : 0;
      for (int word = 0; word < words; word++) {
        columns[i][word] ^= masked[word] & mask;
      }
    }
    verified = false;
  }

  /**
   * Checks the receiver's proof.
   *
   * @throws ProtocolViolationException if it does not hold
   */
  public void verify(long point, byte[] proof) {
    if (proof.length != PROOF_BYTES) {
      throw new ProtocolViolationException(receiver, "proof of oblivious transfers of " + proof.length + " bytes, expected "
          + PROOF_BYTES + "; session aborted");
    }
    LinearHash linear = new LinearHash(point);
    var in = ByteBuffer.wrap(proof).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    long choices = in.get();
    long difference = 0;
    for (int i = 0; i < BitMatrix.COLUMNS; i++) {
      difference |= linear.of(columns[i]) ^ in.get() ^ (chosen[i] ? choices : 0);
    }
    if (difference != 0) {
      throw new ProtocolViolationException(
          receiver, "the consistency check of the oblivious transfers failed; session aborted");
    }
    verified = true;
  }

  /** Both strings of each transfer of the verified batch. */
  public Strings strings() {
    if (!verified) {
      throw new IllegalStateException("the batch has not been verified");
    }
    verified = false;
    long[] rows = BitMatrix.rows(columns, words - 1);
    columns = new long[0][];
    long[] ifZero = hash.of(rows, transfers);
    long[] offset = offset();
    for (int i = 0; i < rows.length; i++) {
      rows[i] ^= offset[i % BitMatrix.ROW_LONGS];
    }
    long[] ifOne = hash.of(rows, transfers);
    transfers += rows.length / BitMatrix.ROW_LONGS;
    return new Strings(ifZero, ifOne);
  }

  /** D as a row. */
  private long[] offset() {
    long[] offset = new long[BitMatrix.ROW_LONGS];
    for (int i = 0; i < BitMatrix.COLUMNS; i++) {
      offset[i / Long.SIZE] |= (chosen[i] ? 1L : 0L) << i % Long.SIZE;
    }
    return offset;
  }

  @Override
  public String toString() {
    return "ExtensionSender[redacted]";
  }
}
