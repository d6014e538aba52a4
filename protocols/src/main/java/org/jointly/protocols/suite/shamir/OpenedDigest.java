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

  byte[] value() {
    return state.clone();
  }

  private void update(int receiver, int length, byte[] content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(state);
      digest.update(ByteBuffer.allocate(2 * Integer.BYTES).putInt(receiver).putInt(length).array());
      state = digest.digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
