package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.NativeProtocol;
import dk.alexandra.fresco.framework.network.Network;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import java.util.TreeMap;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.sharing.KeyContribution;
import org.jointly.protocols.sharing.SharingKeys;

/**
 * The setup round: every party sends every other its contribution to the session's keys.
 *
 * <p>Cost: one round; the bytes of {@link KeyContribution}, 32 to a peer at least.
 */
final class KeyAgreement implements NativeProtocol<SharingKeys, ResourcePool> {
  private final KeyContribution contribution;
  private final byte[] sessionId;
  private SharingKeys keys;

  KeyAgreement(KeyContribution contribution, byte[] sessionId) {
    this.contribution = contribution;
    this.sessionId = sessionId;
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
    keys = contribution.complete(sessionId, incoming);
    return EvaluationStatus.IS_DONE;
  }

  @Override
  public SharingKeys out() {
    return keys;
  }
}
