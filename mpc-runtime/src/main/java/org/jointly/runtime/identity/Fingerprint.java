package org.jointly.runtime.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;

/**
 * SHA-256 of a public key's SubjectPublicKeyInfo: what a roster pins and what people compare by voice.
 *
 * <p>Text: 13 groups of 4 characters from {@code a-z 2-7} (RFC 4648 base32, lower case, no padding) joined by hyphens. There is no
 * 0, 1, 8 or 9 to be taken for a letter. 52 characters carry 260 bits; the last 4 are zero.
 */
public final class Fingerprint {
  /** Bytes of a fingerprint. */
  public static final int BYTES = 32;

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int CHARACTERS = 52;
  private static final int GROUP = 4;
  private static final int TEXT_LENGTH = CHARACTERS + CHARACTERS / GROUP - 1;

  private final byte[] digest;

  private Fingerprint(byte[] digest) {
    this.digest = digest;
  }

  /** The fingerprint of a key. */
  public static Fingerprint of(PublicKey key) {
    return new Fingerprint(sha256(key.getEncoded()));
  }

  /** @throws IllegalArgumentException unless there are 32 bytes */
  public static Fingerprint ofBytes(byte[] digest) {
    if (digest.length != BYTES) {
      throw new IllegalArgumentException("a fingerprint has 32 bytes, got " + digest.length);
    }
    return new Fingerprint(digest.clone());
  }

  /**
   * Reads exactly what {@link #toString()} writes.
   *
   * @throws IllegalArgumentException saying what is wrong and where
   */
  public static Fingerprint parse(String text) {
    if (text.length() != TEXT_LENGTH) {
      throw new IllegalArgumentException(
          "a fingerprint is 13 groups of 4 characters joined by hyphens (" + TEXT_LENGTH + " in all), got " + text.length());
    }
    byte[] digest = new byte[BYTES];
    int buffer = 0;
    int bits = 0;
    int next = 0;
    for (int i = 0; i < TEXT_LENGTH; i++) {
      if (i % (GROUP + 1) == GROUP) {
        require(text.charAt(i) == '-', i, "a hyphen");
        continue;
      }
      int value = ALPHABET.indexOf(text.charAt(i));
      require(value >= 0, i, "a lower-case letter or a digit from 2 to 7");
      buffer = buffer << 5 | value;
      bits += 5;
      if (bits >= 8 && next < BYTES) {
        bits -= 8;
        digest[next++] = (byte) (buffer >>> bits);
        buffer &= (1 << bits) - 1;
      }
    }
    require(buffer == 0, TEXT_LENGTH - 1, "'a' or 'q'");
    return new Fingerprint(digest);
  }

  private static void require(boolean holds, int position, String wanted) {
    if (!holds) {
      throw new IllegalArgumentException("a fingerprint has " + wanted + " at character " + (position + 1));
    }
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return digest.clone();
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** Takes the same time wherever the two differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint that && MessageDigest.isEqual(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(TEXT_LENGTH);
    for (int i = 0; i < CHARACTERS; i++) {
      if (i > 0 && i % GROUP == 0) {
        text.append('-');
      }
      text.append(ALPHABET.charAt(fiveBitsAt(i * 5)));
    }
    return text.toString();
  }

  private int fiveBitsAt(int bit) {
    int pair = byteAt(bit / 8) << 8 | byteAt(bit / 8 + 1);
    return pair >>> (11 - bit % 8) & 31;
  }

  private int byteAt(int index) {
    return index < BYTES ? digest[index] & 0xff : 0;
  }
}
