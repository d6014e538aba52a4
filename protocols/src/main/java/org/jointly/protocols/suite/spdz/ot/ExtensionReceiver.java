package org.jointly.protocols.suite.spdz.ot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jointly.protocols.sharing.Prg;

/**
 * The receiver of extended transfers: for choices of its own it gets, of two random strings that the sender has, the chosen one.
 *
 * <p>Batch after batch: {@link #extend}, then, when a point is drawn that nobody knew before, {@link #proof}, then {@link #chosen}.
 *
 * <p>Of each of 128 columns the receiver knows two seeds and the sender one, according to its secret D. With t the stream of the
 * first seeds and x the choices, the message u = t + t' + x in each column makes the sender's column q = t + D_i·x; so row j is t_j
 * or t_j + D as x_j says.
 *
 * <p>Security: that x is the same in all columns is proved by linear hashes of x and of every column of t: the sender
 * knows what they must be ({@link ExtensionSender#verify}). A last word of random choices, used for nothing else, hides x and t. This
 * is the check of columns whose proof is in Roy, SoftSpokenOT, CRYPTO 2022 (where the flaw in the proof of the check of Keller, Orsini,
 * Scholl, CRYPTO 2015 is described); a receiver with different x is caught but for guesses of bits of D, each
 * with probability one half, and hash collisions, w/2^64 for w words.
 *
 * <p>Cost: 16 bytes a transfer and 1 KiB a batch in the first message, 1 032 bytes in the second.
 *
 * <p>Source: Ishai, Kilian, Nissim, Petrank, CRYPTO 2003.
 */
public final class ExtensionReceiver {
  private final Prg[] zeros = new Prg[BitMatrix.COLUMNS];
  private final Prg[] ones = new Prg[BitMatrix.COLUMNS];
  private final SecureRandom random;
  private final RowHash hash;
  private long[][] columns = new long[0][];
  private long[] choices = new long[0];
  private long transfers;

  /**
   * @param keys 128 pairs, from base transfers in which this party is the sender
   * @param publicKey of the session, 16 bytes
   */
  public ExtensionReceiver(byte[][][] keys, byte[] publicKey, SecureRandom random) {
    for (int i = 0; i < BitMatrix.COLUMNS; i++) {
      zeros[i] = new Prg(keys[i][0], ExtensionSender.PURPOSE);
      ones[i] = new Prg(keys[i][1], ExtensionSender.PURPOSE);
    }
    this.random = random;
    this.hash = new RowHash(publicKey);
  }

  /** The transfers that 128 are needed for at the beginning. */
  public static int baseTransfers() {
    return BitMatrix.COLUMNS;
  }

  /**
   * Begins a batch.
   *
   * @param wanted 64 choices a word
   * @return the message for the sender
   */
  public byte[] extend(long[] wanted) {
    int words = wanted.length + 1;
    choices = Arrays.copyOf(wanted, words);
    choices[words - 1] = random.nextLong();
    columns = new long[BitMatrix.COLUMNS][words];
    byte[] message = new byte[ExtensionSender.messageBytes(wanted.length)];
    var out = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    long[] masked = new long[words];
    for (int i = 0; i < BitMatrix.COLUMNS; i++) {
      zeros[i].nextLongs(columns[i]);
      ones[i].nextLongs(masked);
      for (int word = 0; word < words; word++) {
        masked[word] ^= columns[i][word] ^ choices[word];
      }
      out.put(masked);
    }
    return message;
  }

  /** That the choices were the same in all columns. */
  public byte[] proof(long point) {
    LinearHash linear = new LinearHash(point);
    ByteBuffer proof = ByteBuffer.allocate(ExtensionSender.PROOF_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    proof.putLong(linear.of(choices));
    for (long[] column : columns) {
      proof.putLong(linear.of(column));
    }
    return proof.array();
  }

  /** The chosen strings of the batch, two longs each. */
  public long[] chosen() {
    int words = choices.length - 1;
    long[] strings = hash.of(BitMatrix.rows(columns, words), transfers);
    transfers += (long) words * Long.SIZE;
    columns = new long[0][];
    return strings;
  }

  @Override
  public String toString() {
    return "ExtensionReceiver[redacted]";
  }
}
