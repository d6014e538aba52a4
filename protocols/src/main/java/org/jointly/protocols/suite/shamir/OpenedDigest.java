package org.jointly.protocols.suite.shamir;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A running SHA-256 of what a session has opened, in the order it was opened.
 *
 * <p>Of what was opened to one party only, just the receiver and the length: the others must come to the same digest.
 */
final class OpenedDigest {
  private byte[] state = new byte[32];

  void toAll(byte[] encodedElements) {
    update(0, encodedElements.length, encodedElements);
  }

  void toOne(int receiver, int elements) {
    update(receiver, elements, new byte[0]);
  }

  /** A hash of all openings so far, and of something of a fixed length. */
  byte[] with(byte[] other) {
    return hash(state, other);
  }

  private void update(int receiver, int length, byte[] content) {
    byte[] header = ByteBuffer.allocate(2 * Integer.BYTES).putInt(receiver).putInt(length).array();
    state = hash(state, header, content);
  }

  private static byte[] hash(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
