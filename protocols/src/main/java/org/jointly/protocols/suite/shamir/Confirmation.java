package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.NativeProtocol;
import dk.alexandra.fresco.framework.network.Network;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import java.security.MessageDigest;
import org.jointly.protocols.round.BoundedNetwork;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;

/**
 * Everybody tells everybody that it accepts what was opened, by a hash of it: nobody goes on with what another one refused. Hashed
 * with it are the commitments to the next coin.
 *
 * <p>No last message can be confirmed: if a party cheats in this very round towards one other, that one stops while the rest has
 * the result, which is right.
 *
 * <p>Cost: one round; every party sends 32 bytes to n-1 parties.
 */
final class Confirmation implements NativeProtocol<Void, ResourcePool> {
  private final ShamirResources resources;
  private final byte[] digest;

  Confirmation(ShamirResources resources) {
    this.resources = resources;
    this.digest = resources.opened().with(resources.coins().seen());
  }

  @Override
  public EvaluationStatus evaluate(int round, ResourcePool ignored, Network network) {
    if (round == 0) {
      resources.peers().forEach(peer -> network.send(peer.value(), digest));
      return EvaluationStatus.HAS_MORE_ROUNDS;
    }
    for (PartyIndex peer : resources.peers()) {
      if (!MessageDigest.isEqual(BoundedNetwork.receive(network, peer, digest.length), digest)) {
        throw ProtocolViolationException.disagreement(peer, "confirms other openings, or commitments, than this party saw");
      }
    }
    return EvaluationStatus.IS_DONE;
  }

  @Override
  public Void out() {
    return null;
  }
}
