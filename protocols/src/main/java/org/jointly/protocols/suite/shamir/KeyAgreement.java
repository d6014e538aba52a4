package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.NativeProtocol;
import dk.alexandra.fresco.framework.network.Network;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import org.jointly.protocols.round.BoundedNetwork;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.sharing.KeyContribution;
import org.jointly.protocols.sharing.SharingKeys;

/**
 * The setup: every party sends every other its contribution to the session's keys. Against malicious parties, who might give
 * different keys to different peers, every two then compare hashes of the keys that they have in common, and commit to their parts of
 * the first of the {@link Coins}.
 *
 * <p>Cost: one round; the bytes of {@link KeyContribution}, 32 to a peer at least. With the comparison another round, and 64 bytes
 * to a peer: the hash, the commitment.
 */
final class KeyAgreement implements NativeProtocol<SharingKeys, ResourcePool> {
  private final KeyContribution contribution;
  private final byte[] sessionId;
  private final Optional<Coins> coins;
  private SharingKeys keys;

  /** @param coins against malicious parties */
  KeyAgreement(KeyContribution contribution, byte[] sessionId, Optional<Coins> coins) {
    this.contribution = contribution;
    this.sessionId = sessionId;
    this.coins = coins;
  }

  @Override
  public EvaluationStatus evaluate(int round, ResourcePool resources, Network network) {
    if (round == 0) {
      contribution.outgoing().forEach((peer, message) -> network.send(peer.value(), message));
      return EvaluationStatus.HAS_MORE_ROUNDS;
    }
    TreeMap<PartyIndex, byte[]> incoming = new TreeMap<>();
    for (int party = 1; party <= resources.getNoOfParties(); party++) {
      if (party != resources.getMyId()) {
        PartyIndex peer = new PartyIndex(party);
        int expected = round == 1 ? contribution.incomingBytes(peer) : 2 * Coins.HASH_BYTES;
        incoming.put(peer, BoundedNetwork.receive(network, peer, expected));
      }
    }
    if (round == 2) {
      incoming.forEach(this::finish);
      return EvaluationStatus.IS_DONE;
    }
    keys = contribution.complete(sessionId, incoming);
    if (coins.isEmpty()) {
      return EvaluationStatus.IS_DONE;
    }
    incoming.keySet().forEach(peer -> network.send(peer.value(), joined(
        keys.fingerprint(keys.me(), peer), coins.get().commitment())));
    return EvaluationStatus.HAS_MORE_ROUNDS;
  }

  private void finish(PartyIndex peer, byte[] message) {
    if (message.length != 2 * Coins.HASH_BYTES) {
      throw new ProtocolViolationException(peer, "second setup message of " + message.length + " bytes, expected "
          + 2 * Coins.HASH_BYTES + "; session aborted");
    }
    if (!MessageDigest.isEqual(Arrays.copyOf(message, Coins.HASH_BYTES), keys.fingerprint(peer, peer))) {
      throw ProtocolViolationException.disagreement(peer, "has not the same keys in common with this party");
    }
    coins.orElseThrow().committed(peer, Arrays.copyOfRange(message, Coins.HASH_BYTES, 2 * Coins.HASH_BYTES));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  @Override
  public SharingKeys out() {
    return keys;
  }
}
