package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.NativeProtocol;
import dk.alexandra.fresco.framework.network.Network;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import java.util.Optional;

/**
 * Everybody tells everybody that it has received what was dealt, before an opening that no verification precedes: otherwise a party
 * that keeps back what it deals to one could choose it by the shares that the others open.
 *
 * <p>It does so by its part of a coin ({@link Coins}), so that commitments are checked in every session that opens something.
 *
 * <p>Cost: one round; every party sends {@value Coins#MESSAGE_BYTES} bytes to n-1 parties.
 */
final class Receipt implements NativeProtocol<Void, ResourcePool> {
  private final CoinStep coin;

  Receipt(ShamirResources resources) {
    this.coin = new CoinStep(resources, ignored -> Optional.empty());
  }

  @Override
  public EvaluationStatus evaluate(int round, ResourcePool ignored, Network network) {
    if (round == 0) {
      coin.send(network);
      return EvaluationStatus.HAS_MORE_ROUNDS;
    }
    coin.receive(network);
    return EvaluationStatus.IS_DONE;
  }

  @Override
  public Void out() {
    return null;
  }
}
