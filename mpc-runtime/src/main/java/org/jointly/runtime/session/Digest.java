package org.jointly.runtime.session;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jointly.protocols.query.CanonicalFormException;
import org.jointly.protocols.query.CanonicalReader;

/**
 * A SHA-256 digest: the name of a query, a roster, a plan, a proposal or a session. Public, and the same at every party.
 *
 * @throws IllegalArgumentException if it is not 32 bytes
 */
public final class Digest {
  public static final int BYTES = 32;

  private static final int SHORT_FORM = 8;

  private final byte[] bytes;

  public Digest(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a digest has " + BYTES + " bytes, got " + bytes.length);
    }
    this.bytes = bytes.clone();
  }

  /** SHA-256 of the bytes. */
  static Digest of(byte[] canonical) {
    try {
      return new Digest(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  static Digest read(CanonicalReader in) {
    byte[] bytes = in.bytes(BYTES);
    if (bytes.length != BYTES) {
      throw new CanonicalFormException("a digest of " + bytes.length + " bytes, expected " + BYTES);
    }
    return new Digest(bytes);
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** The first eight hexadecimal digits: enough to tell two apart by eye, and to find a session's lines in a log. */
  public String shortForm() {
    return toString().substring(0, SHORT_FORM);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** All of it in hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
