package org.jointly.protocols.sharing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jointly.protocols.round.PartyIndex;

/**
 * One party's keys of a session: one in common with each peer, and one for each set of t parties that it is outside of, in
 * common with everybody else outside that set (Cramer, Damgård, Ishai, TCC 2005).
 *
 * <p>A key is used through named streams. Each name is given out once: a stream drawn twice from its start would repeat
 * masks. {@link #close} forgets all keys; streams already given out go on.
 *
 * <p>Made by {@link KeyContribution}. Not for use by several threads.
 */
public final class SharingKeys implements AutoCloseable {
  static final int KEY_BYTES = 32;

  private final PartyIndex me;
  private final int parties;
  private final int threshold;
  private final SortedMap<PartyIndex, byte[]> pairKeys;
  private final SortedMap<Integer, byte[]> setKeys;
  private final Set<String> given = new HashSet<>();
  private boolean closed;

  SharingKeys(
      PartyIndex me,
      int parties,
      int threshold,
      SortedMap<PartyIndex, byte[]> pairKeys,
      SortedMap<Integer, byte[]> setKeys) {
    this.me = me;
    this.parties = parties;
    this.threshold = threshold;
    this.pairKeys = new TreeMap<>(pairKeys);
    this.setKeys = new TreeMap<>(setKeys);
  }

  public PartyIndex me() {
    return me;
  }

  /** n. */
  public int parties() {
    return parties;
  }

  /** t. */
  public int threshold() {
    return threshold;
  }

  /**
   * The stream in common with a peer for a purpose.
   *
   * @throws IllegalStateException if it was given out before, or the keys are closed
   */
  public Prg withPeer(PartyIndex peer, String purpose) {
    return stream("pair " + peer, pairKeys.get(peer), purpose);
  }

  /** The sets of t parties, as bit masks (bit i-1 for party i), that this party is outside of, in increasing order. */
  public SortedSet<Integer> sets() {
    return Collections.unmodifiableSortedSet((SortedSet<Integer>) ((TreeMap<Integer, byte[]>) setKeys).navigableKeySet());
  }

  /**
   * The stream in common with everybody outside a set, for a purpose.
   *
   * @throws IllegalStateException if it was given out before, or the keys are closed
   */
  public Prg outside(int set, String purpose) {
    return stream("set " + set, setKeys.get(set), purpose);
  }

  /**
   * A hash of all keys in common with a peer: both come to the same one if they have the same keys.
   *
   * @param sender who says it, so that it cannot just be sent back
   */
  public byte[] fingerprint(PartyIndex sender, PartyIndex peer) {
    if (closed) {
      throw new IllegalStateException("the session's keys are forgotten");
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(("jointly/fingerprint/1/" + sender + "/").getBytes(StandardCharsets.UTF_8));
      digest.update(pairKeys.get(peer));
      setKeys.forEach((set, key) -> {
        if ((set >>> peer.value() - 1 & 1) == 0) {
          digest.update(key);
        }
      });
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Overwrites all keys. */
  @Override
  public void close() {
    closed = true;
    pairKeys.values().forEach(key -> Arrays.fill(key, (byte) 0));
    setKeys.values().forEach(key -> Arrays.fill(key, (byte) 0));
  }

  @Override
  public String toString() {
    return "SharingKeys[party " + me + " of " + parties + ", redacted]";
  }

  private Prg stream(String holder, byte[] key, String purpose) {
    if (closed) {
      throw new IllegalStateException("the session's keys are forgotten");
    }
    if (key == null) {
      throw new IllegalArgumentException("party " + me + " has no key of " + holder);
    }
    if (!given.add(holder + "/" + purpose)) {
      throw new IllegalStateException("the stream " + purpose + " of " + holder + " was given out before");
    }
    return new Prg(key, purpose);
  }
}
