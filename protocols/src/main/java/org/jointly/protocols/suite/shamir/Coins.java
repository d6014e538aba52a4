package org.jointly.protocols.suite.shamir;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;

/**
 * Public coins that nobody knows before every honest party has revealed its part: one party's view of them.
 *
 * <p>A coin is a hash of one seed of every party. With its seed a party sends a commitment to its next one, and a hash of the
 * commitments that it had of everybody; the first commitments are exchanged at setup:
 *
 * <pre>
 *   | 32 bytes: seed | 32 bytes: commitment to the next seed | 32 bytes: hash of all parties' commitments to these seeds |
 * </pre>
 *
 * <p>Why all seeds and not a threshold of shares: no clock makes the rounds end together. If t+1 shares gave a coin, a party that
 * keeps back a message to one honest party, who waits for it, would have the coin from the others and could choose the message
 * by it. An honest party reveals its seed only when it has received everything that the coin is to challenge.
 *
 * <p>Security: SHA-256 as a random oracle. Parts are committed to before any other is known, and differing commitments
 * are noticed before a coin is used.
 *
 * <p>Cost: one round a coin; every party sends {@value #MESSAGE_BYTES} bytes to n-1 parties. One instance per session.
 */
final class Coins {
  static final int HASH_BYTES = 32;
  static final int MESSAGE_BYTES = 3 * HASH_BYTES;

  private final PartyIndex me;
  private final byte[] sessionId;
  private final SecureRandom random;
  private final SortedMap<PartyIndex, byte[]> commitments = new TreeMap<>();
  private int number;
  private boolean due;
  private byte[] seed;
  private byte[] revealed = new byte[0];

  Coins(PartyIndex me, byte[] sessionId, SecureRandom random) {
    this.me = me;
    this.sessionId = sessionId.clone();
    this.random = random;
    this.seed = drawn();
    commitments.put(me, commitment(me, seed, 0));
  }

  /** This party's commitment to its part of the next coin. */
  byte[] commitment() {
    return commitments.get(me).clone();
  }

  /** Something was dealt: nothing may be opened before everybody is known to have received it. */
  void dealt() {
    due = true;
  }

  /** Whether something was dealt after the last coin. */
  boolean isDue() {
    return due;
  }

  /** A peer's commitment to its part of the first coin. */
  void committed(PartyIndex peer, byte[] commitment) {
    commitments.put(peer, commitment.clone());
  }

  /** This party's part of the coin. Only to be sent when everything was received that the coin is to challenge. */
  byte[] reveal() {
    revealed = seed;
    seed = drawn();
    return ByteBuffer.allocate(MESSAGE_BYTES)
        .put(revealed)
        .put(commitment(me, seed, number + 1))
        .put(seen())
        .array();
  }

  /**
   * The coin, 32 bytes.
   *
   * @param messages of all peers
   * @throws ProtocolViolationException if a part is not the one that was committed to, before all parties alike
   */
  byte[] coin(SortedMap<PartyIndex, byte[]> messages) {
    byte[] seen = seen();
    SortedMap<PartyIndex, byte[]> seeds = new TreeMap<>();
    SortedMap<PartyIndex, byte[]> next = new TreeMap<>();
    seeds.put(me, revealed);
    next.put(me, commitment(me, seed, number + 1));
    messages.forEach((peer, message) -> {
      if (message.length != MESSAGE_BYTES) {
        throw new ProtocolViolationException(
            peer, "part of a coin of " + message.length + " bytes, expected " + MESSAGE_BYTES + "; session aborted");
      }
      byte[] part = Arrays.copyOf(message, HASH_BYTES);
      if (!MessageDigest.isEqual(commitment(peer, part, number), commitments.get(peer))) {
        throw new ProtocolViolationException(peer, "reveals another part of a coin than it committed to; session aborted");
      }
      seeds.put(peer, part);
      next.put(peer, Arrays.copyOfRange(message, HASH_BYTES, 2 * HASH_BYTES));
    });
    messages.forEach((peer, message) -> requireSeen(peer, message, seen));
    byte[] coin = hash("value", number, seeds.values().toArray(byte[][]::new));
    commitments.putAll(next);
    number = Math.addExact(number, 1);
    due = false;
    return coin;
  }

  private static void requireSeen(PartyIndex peer, byte[] message, byte[] seen) {
    if (!MessageDigest.isEqual(Arrays.copyOfRange(message, 2 * HASH_BYTES, MESSAGE_BYTES), seen)) {
      throw ProtocolViolationException.disagreement(peer, "saw other commitments to a coin than this party");
    }
  }

  /** A hash of all commitments to the parts of the next coin. */
  byte[] seen() {
    return hash("commitments", number, commitments.values().toArray(byte[][]::new));
  }

  private byte[] commitment(PartyIndex party, byte[] part, int coin) {
    return hash("part of " + party, coin, part);
  }

  /** Everything but the session's identity is of a fixed length, and that comes last. */
  private byte[] hash(String subject, int coin, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(("jointly/coin/1/" + subject + "/" + coin + "/").getBytes(StandardCharsets.UTF_8));
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest(sessionId);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private byte[] drawn() {
    byte[] drawn = new byte[HASH_BYTES];
    random.nextBytes(drawn);
    return drawn;
  }

  @Override
  public String toString() {
    return "Coins[party " + me + ", redacted]";
  }
}
