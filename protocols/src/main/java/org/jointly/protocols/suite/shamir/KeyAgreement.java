package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.NativeProtocol;
import dk.alexandra.fresco.framework.network.Network;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import java.security.MessageDigest;
import java.util.TreeMap;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.sharing.KeyContribution;
import org.jointly.protocols.sharing.SharingKeys;

/**
 * The setup: every party sends every other its contribution to the session's keys. Against malicious parties, who might give
 * different keys to different peers, every two then compare hashes of the keys that they have in common.
 *
 * <p>Cost: one round; the bytes of {@link KeyContribution}, 32 to a peer at least. With the comparison another round, and 32 bytes
 * to a peer.
 */
final class KeyAgreement implements NativeProtocol<SharingKeys, ResourcePool> {
  private final KeyContribution contribution;
  private final byte[] sessionId;
  private final boolean compared;
  private SharingKeys keys;

  /** @param compared whether keys are compared */
  KeyAgreement(KeyContribution contribution, byte[] sessionId, boolean compared) {
    this.contribution = contribution;
    this.sessionId = sessionId;
    this.compared = compared;
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
        incoming.put(new PartyIndex(party), network.receive(party));
      }
    }
    if (round == 2) {
      incoming.forEach(this::requireSameKeys);
      return EvaluationStatus.IS_DONE;
    }
    keys = contribution.complete(sessionId, incoming);
    if (!compared) {
      return EvaluationStatus.IS_DONE;
    }
    incoming.keySet().forEach(peer -> network.send(peer.value(), keys.fingerprint(keys.me(), peer)));
    return EvaluationStatus.HAS_MORE_ROUNDS;
  }

  private void requireSameKeys(PartyIndex peer, byte[] fingerprint) {
    if (!MessageDigest.isEqual(fingerprint, keys.fingerprint(peer, peer))) {
      throw new ProtocolViolationException(peer, "has not the same keys in common with this party; session aborted");
    }
  }

  @Override
  public SharingKeys out() {
    return keys;
  }
}
