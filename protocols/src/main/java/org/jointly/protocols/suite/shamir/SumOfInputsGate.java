package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.network.Network;
import org.jointly.protocols.integer.IntegerVector;

/**
 * Shares one vector per party and adds them up.
 *
 * <p>Cost: one round; every party sends n-1-t field elements per element. No share of a single party's vector outlives
 * the gate.
 */
final class SumOfInputsGate extends ShamirGate<ShamirShares> implements VerifiedGate {
  private final IntegerVector mine;
  private final DealtSum sum;

  SumOfInputsGate(IntegerVector mine, int length) {
    requireLength(mine.length(), length);
    this.mine = mine;
    this.sum = new DealtSum(party -> true, length);
  }

  @Override
  public EvaluationStatus evaluate(int round, ShamirResources resources, Network network) {
    if (round == 0) {
      sum.deal(resources, network, piece -> resources.piece(mine, piece));
      return EvaluationStatus.HAS_MORE_ROUNDS;
    }
    return done(sum.receive(resources, network));
  }
}
