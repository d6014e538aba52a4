package org.jointly.runtime.session;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.jointly.protocols.query.CanonicalFormException;
import org.jointly.protocols.query.CanonicalReader;

/**
 * 32 random bytes that make a message unlike every other. Public.
 *
 * @throws IllegalArgumentException if it is not 32 bytes
 */
public final class Nonce {
  public static final int BYTES = 32;

  private final byte[] bytes;

  public Nonce(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a nonce has " + BYTES + " bytes, got " + bytes.length);
    }
    this.bytes = bytes.clone();
  }

  public static Nonce fresh(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Nonce(bytes);
  }

  static Nonce read(CanonicalReader in) {
    byte[] bytes = in.bytes(BYTES);
    if (bytes.length != BYTES) {
      throw new CanonicalFormException("a nonce of " + bytes.length + " bytes, expected " + BYTES);
    }
    return new Nonce(bytes);
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Nonce that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** All of it in hexadecimal, as ledgers keep it. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
