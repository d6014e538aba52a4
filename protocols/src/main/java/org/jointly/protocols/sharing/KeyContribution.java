package org.jointly.protocols.sharing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;

/**
 * What one party contributes to the keys of a session, in its one setup round.
 *
 * <p>To party j it sends, in 32 bytes each, without any other framing:
 *
 * <pre>
 *   | half of the pair's key | key of set A | key of set A' | ...
 * </pre>
 *
 * for every set A of t parties such that j is outside A and the sender is the smallest party outside A; sets are ordered
 * by their bit masks (bit i-1 for party i).
 *
 * <p>Security: the channel must be private. The key of a pair is unpredictable if one end is honest; the key of a set A of
 * corrupted parties was chosen by an honest one.
 * <p>Cost: one round; n-1 messages of {@link #incomingBytes} bytes.
 */
public final class KeyContribution {
  private static final int MAX_SETS = 6435; // n = 15, t = 7

  private final PartyIndex me;
  private final int parties;
  private final int threshold;
  /** All sets of t parties, as bit masks in increasing order. */
  private final int[] sets;
  private final SortedMap<PartyIndex, byte[]> halves = new TreeMap<>();
  private final SortedMap<Integer, byte[]> chosen = new TreeMap<>();

  /**
   * Draws this party's contribution.
   *
   * @throws IllegalArgumentException unless 0 &lt; t &lt; n and there are at most 6435 sets of t parties
   */
  public KeyContribution(PartyIndex me, int parties, int threshold, SecureRandom random) {
    if (threshold < 1 || threshold >= parties || me.value() > parties || parties > 30) {
      throw new IllegalArgumentException(
          "party " + me + " of " + parties + " with threshold " + threshold + " cannot make keys");
    }
    this.me = me;
    this.parties = parties;
    this.threshold = threshold;
    this.sets = sets(parties, threshold);
    for (int peer = 1; peer <= parties; peer++) {
      if (peer != me.value()) {
        halves.put(new PartyIndex(peer), draw(random));
      }
    }
    for (int set : sets) {
      if (smallestOutside(set) == me.value()) {
        chosen.put(set, draw(random));
      }
    }
  }

  /** What to send to each peer. */
  public SortedMap<PartyIndex, byte[]> outgoing() {
    SortedMap<PartyIndex, byte[]> messages = new TreeMap<>();
    halves.forEach((peer, half) -> {
      int[] sets = setsBetween(me.value(), peer.value());
      byte[] message = Arrays.copyOf(half, SharingKeys.KEY_BYTES * (1 + sets.length));
      for (int i = 0; i < sets.length; i++) {
        System.arraycopy(chosen.get(sets[i]), 0, message, SharingKeys.KEY_BYTES * (1 + i), SharingKeys.KEY_BYTES);
      }
      messages.put(peer, message);
    });
    return messages;
  }

  /** The exact length of the message from a peer. */
  public int incomingBytes(PartyIndex peer) {
    return SharingKeys.KEY_BYTES * (1 + setsBetween(peer.value(), me.value()).length);
  }

  /**
   * The session's keys.
   *
   * @param context what tells this session from all others, equal at all parties: the session id
   * @param incoming one message from each peer
   * @throws ProtocolViolationException if a message is missing, or not of the right length
   */
  public SharingKeys complete(byte[] context, Map<PartyIndex, byte[]> incoming) {
    SortedMap<PartyIndex, byte[]> pairKeys = new TreeMap<>();
    SortedMap<Integer, byte[]> setKeys = new TreeMap<>();
    chosen.forEach((set, key) -> setKeys.put(set, hash(context, "set " + set, key)));
    halves.forEach((peer, half) -> {
      byte[] message = require(peer, incoming.get(peer));
      byte[] other = Arrays.copyOf(message, SharingKeys.KEY_BYTES);
      boolean first = me.compareTo(peer) < 0;
      String pair = first ? me + "-" + peer : peer + "-" + me;
      pairKeys.put(peer, hash(context, "pair " + pair, first ? half : other, first ? other : half));
      int[] sets = setsBetween(peer.value(), me.value());
      for (int i = 0; i < sets.length; i++) {
        int from = SharingKeys.KEY_BYTES * (1 + i);
        byte[] key = Arrays.copyOfRange(message, from, from + SharingKeys.KEY_BYTES);
        setKeys.put(sets[i], hash(context, "set " + sets[i], key));
      }
    });
    return new SharingKeys(me, parties, threshold, pairKeys, setKeys);
  }

  @Override
  public String toString() {
    return "KeyContribution[party " + me + " of " + parties + ", redacted]";
  }

  private byte[] require(PartyIndex peer, byte[] message) {
    int expected = incomingBytes(peer);
    if (message == null || message.length != expected) {
      throw new ProtocolViolationException(peer, "setup message of "
          + (message == null ? 0 : message.length) + " bytes, expected " + expected);
    }
    return message;
  }

  /** The sets whose key {@code chooser} sends to {@code receiver}. */
  private int[] setsBetween(int chooser, int receiver) {
    return Arrays.stream(sets)
        .filter(set -> smallestOutside(set) == chooser && (set >>> receiver - 1 & 1) == 0)
        .toArray();
  }

  private static int[] sets(int parties, int threshold) {
    int[] sets = new int[MAX_SETS];
    int count = 0;
    for (int set = (1 << threshold) - 1; set < 1 << parties; set = next(set)) {
      if (count == MAX_SETS) {
        throw new IllegalArgumentException(
            parties + " parties have more than " + MAX_SETS + " sets of " + threshold);
      }
      sets[count++] = set;
    }
    return Arrays.copyOf(sets, count);
  }

  /** The next larger number with as many bits: the lowest run of ones gives its highest one up and falls to the bottom. */
  private static int next(int set) {
    int lowest = set & -set;
    int raised = set + lowest;
    return raised | (set ^ raised) / lowest >>> 2;
  }

  private static int smallestOutside(int set) {
    return Integer.numberOfTrailingZeros(~set) + 1;
  }

  private static byte[] draw(SecureRandom random) {
    byte[] key = new byte[SharingKeys.KEY_BYTES];
    random.nextBytes(key);
    return key;
  }

  /** HMAC-SHA-256, keyed by the contributions, of what the key is for and in which session. */
  private static byte[] hash(byte[] context, String subject, byte[]... contributions) {
    try {
      MessageDigest seed = MessageDigest.getInstance("SHA-256");
      for (byte[] contribution : contributions) {
        seed.update(contribution);
      }
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(seed.digest(), "HmacSHA256"));
      mac.update(("jointly/key/1/" + subject + "/").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(context);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has SHA-256 and HMAC", e);
    }
  }
}
