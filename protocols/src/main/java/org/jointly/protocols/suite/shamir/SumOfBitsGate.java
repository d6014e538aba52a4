package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.network.Network;
import java.util.List;
import org.jointly.protocols.integer.IntegerVector;

/**
 * Shares one vector of bits per party and adds them up, and claims that every element of every party is 0 or 1: b·b = b.
 *
 * <p>Cost: that of {@link SumOfInputsGate}; n claimed products an element. Memory: the shares of every party's vector until the
 * verification. Against malicious parties only.
 */
final class SumOfBitsGate extends ShamirGate<ShamirShares> implements VerifiedGate {
  private final IntegerVector mine;
  private final int length;
  private List<DealtSum> dealings;

  SumOfBitsGate(IntegerVector mine, int length) {
    requireLength(mine.length(), length);
    this.mine = mine;
    this.length = length;
  }

  @Override
  public EvaluationStatus evaluate(int round, ShamirResources resources, Network network) {
    if (round == 0) {
      dealings = resources.parties().stream().map(dealer -> new DealtSum(dealer::equals, length)).toList();
      dealings.forEach(dealing -> dealing.deal(resources, network, piece -> resources.piece(mine, piece)));
      return EvaluationStatus.HAS_MORE_ROUNDS;
    }
    long[] sum = new long[length * resources.field().limbs()];
    for (DealtSum dealing : dealings) {
      long[] bits = dealing.receive(resources, network).elements();
      resources.claims().bits(bits);
      resources.field().add(sum, bits, sum);
    }
    dealings = List.of();
    return done(new ShamirShares(sum, length));
  }
}
