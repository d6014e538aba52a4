package org.jointly.protocols.suite.spdz.check;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A running SHA-256 of what everybody should have seen alike, in the order it was seen; every entry with its length. */
public final class Transcript {
  /** Of a digest. */
  public static final int BYTES = 32;

  private byte[] state = new byte[BYTES];

  public void add(byte[] seen) {
    state = hash(state, seen);
  }

  public byte[] digest() {
    return state.clone();
  }

  /** SHA-256 of several byte strings, each with its length before it. */
  static byte[] hash(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
