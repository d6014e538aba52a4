package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.network.Network;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jointly.protocols.round.PartyIndex;

/**
 * Shares a vector that one party knows.
 *
 * <p>Cost: one round; the owner sends n-1-t field elements per element, nobody else sends anything.
 */
final class InputGate extends ShamirGate<ShamirShares> implements VerifiedGate {
  private final Optional<IntFunction<long[]>> pieces;
  private final PartyIndex owner;
  private final DealtSum sum;

  /** @param pieces gives the pieces of the vector at the owner; empty at everybody else */
  InputGate(Optional<IntFunction<long[]>> pieces, int length, PartyIndex owner) {
    this.pieces = pieces;
    this.owner = owner;
    this.sum = new DealtSum(owner::equals, length);
  }

  @Override
  public EvaluationStatus evaluate(int round, ShamirResources resources, Network network) {
    if (round == 0) {
      sum.deal(resources, network, piece -> owned().apply(piece));
      return EvaluationStatus.HAS_MORE_ROUNDS;
    }
    return done(sum.receive(resources, network));
  }

  private IntFunction<long[]> owned() {
    return pieces.orElseThrow(() -> new IllegalArgumentException("party " + owner + " does not give its input"));
  }
}
