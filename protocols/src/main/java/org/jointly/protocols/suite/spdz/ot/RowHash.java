package org.jointly.protocols.suite.spdz.ot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Breaks the correlation between the two rows of a transfer: H(x, i) = P(P(x) + i) + P(x), where P is AES-128 with a public key and
 * addition is of bits.
 *
 * <p>Security: tweakable circular correlation robust with P as an ideal permutation. Source: Guo, Katz, Wang, Yu, Efficient and
 * secure multiparty computation from fixed-key block ciphers, S&amp;P 2020, section 7.4.
 *
 * <p>Not for use by several threads.
 */
final class RowHash {
  private static final int BLOCK_BYTES = 4096;
  private static final int BLOCK_LONGS = BLOCK_BYTES / Long.BYTES;

  private final Cipher permutation;
  private final byte[] in = new byte[BLOCK_BYTES];
  private final byte[] out = new byte[BLOCK_BYTES];
  private final LongBuffer inWords = ByteBuffer.wrap(in).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
  private final LongBuffer outWords = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
  private final long[] first = new long[BLOCK_LONGS];
  private final long[] second = new long[BLOCK_LONGS];

  /** @param key public, 16 bytes, of this session */
  RowHash(byte[] key) {
    try {
      permutation = Cipher.getInstance("AES/ECB/NoPadding");
      permutation.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, 0, 16, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES", e);
    }
  }

  /**
   * The hashes of rows whose tweaks are {@code tweak}, {@code tweak} + 1, ...
   *
   * @param rows of two longs each
   */
  long[] of(long[] rows, long tweak) {
    long[] hashes = new long[rows.length];
    long next = tweak;
    for (int from = 0; from < rows.length; from += BLOCK_LONGS) {
      int count = Math.min(BLOCK_LONGS, rows.length - from);
      System.arraycopy(rows, from, first, 0, count);
      permute(first, count);
      System.arraycopy(first, 0, second, 0, count);
      for (int i = 0; i < count; i += BitMatrix.ROW_LONGS) {
        second[i] ^= next++;
      }
      permute(second, count);
      for (int i = 0; i < count; i++) {
        hashes[from + i] = first[i] ^ second[i];
      }
    }
    Arrays.fill(first, 0);
    return hashes;
  }

  private void permute(long[] words, int count) {
    inWords.put(0, words, 0, count);
    try {
      permutation.update(in, 0, count * Long.BYTES, out, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("whole blocks need no padding and fit their buffer", e);
    }
    outWords.get(0, words, 0, count);
  }
}
