package org.jointly.protocols.suite.spdz.mac;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SortedMap;
import org.jointly.protocols.round.PartyIndex;

/**
 * A running SHA-256 of everything that parties have sent to all: who sent different things to different parties is found out
 * when the hashes are compared, which every {@link MacCheck} does.
 *
 * <p>Each message is hashed with its sender and length.
 */
public final class Transcript {
  public static final int DIGEST_BYTES = 32;

  private byte[] state;

  /** @param context public, of this session */
  public Transcript(byte[] context) {
    this.state = sha256().digest(context);
  }

  /** One round's messages, by sender. */
  public void note(SortedMap<PartyIndex, byte[]> messages) {
    MessageDigest digest = sha256();
    digest.update(state);
    messages.forEach((party, message) -> {
      digest.update(ByteBuffer.allocate(2 * Integer.BYTES).putInt(party.value()).putInt(message.length).array());
      digest.update(message);
    });
    state = digest.digest();
  }

  public byte[] digest() {
    return state.clone();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
