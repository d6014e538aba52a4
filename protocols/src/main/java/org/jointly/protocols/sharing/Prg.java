package org.jointly.protocols.sharing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jointly.protocols.field.RandomWords;

/**
 * A pseudo-random stream of 64-bit words: AES-128 in counter mode.
 *
 * <p>Key and first counter are the HMAC-SHA-256 of the purpose under the given key (the expand step of HKDF, RFC 5869,
 * whose output here is one block: the key is uniform already). Two streams of one key with different purposes are
 * independent; two parties with the same key and purpose draw the same words, if they draw them in the same order.
 *
 * <p>The keystream is made 4 KiB at a time: the size at which the JDK's counter mode is fastest.
 *
 * <p>Not for use by several threads.
 */
public final class Prg implements RandomWords {
  private static final int BLOCK_BYTES = 4096;
  /** The plaintext; never written. */
  private static final byte[] ZEROS = new byte[BLOCK_BYTES];

  private final byte[] derived;
  private Optional<Cipher> cipher = Optional.empty();
  private byte[] block = new byte[0];
  private LongBuffer words = LongBuffer.allocate(0);
  private int next;

  /**
   * The stream of a uniformly random key for one purpose.
   *
   * @throws IllegalArgumentException if the key is shorter than 16 bytes
   */
  public Prg(byte[] key, String purpose) {
    if (key.length < 16) {
      throw new IllegalArgumentException("a stream key has at least 16 bytes, got " + key.length);
    }
    derived = expand(key, purpose);
  }

  @Override
  public void nextLongs(long[] out, int from, int to) {
    int at = from;
    while (at < to) {
      if (next == words.capacity()) {
        refill();
      }
      int count = Math.min(to - at, words.capacity() - next);
      words.get(next, out, at, count);
      next += count;
      at += count;
    }
  }

  /** Overwrites the array with the next bytes; consumes whole words, so the rest of the last one is lost. */
  public void nextBytes(byte[] out) {
    long[] drawn = new long[(out.length + Long.BYTES - 1) / Long.BYTES];
    nextLongs(drawn, 0, drawn.length);
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (drawn[i >>> 3] >>> 8 * (i & 7));
    }
  }

  @Override
  public String toString() {
    return "Prg[redacted]";
  }

  private void refill() {
    if (cipher.isEmpty()) {
      begin();
    }
    try {
      cipher.orElseThrow().update(ZEROS, 0, BLOCK_BYTES, block, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("counter mode needs no padding and fits its buffer", e);
    }
    next = 0;
  }

  /** Not before the first draw: among many parties a session has thousands of streams and draws from few of them. */
  private void begin() {
    try {
      Cipher begun = Cipher.getInstance("AES/CTR/NoPadding");
      begun.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(derived, 0, 16, "AES"),
          new IvParameterSpec(derived, 16, 16));
      cipher = Optional.of(begun);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES in counter mode", e);
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
    block = new byte[BLOCK_BYTES];
    words = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
  }

  private static byte[] expand(byte[] key, String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(("jointly/stream/1/" + purpose).getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(new byte[] {1});
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HMAC-SHA-256", e);
    }
  }
}
