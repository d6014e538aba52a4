package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.network.Network;
import java.util.function.Function;

/**
 * A gate that every party computes on its own shares: sums, public factors, rearrangements. No round, no bytes.
 *
 * <p>A protocol of its own and not a lazy expression: evaluated in its turn, a chain of any length needs no stack.
 */
final class LocalGate extends ShamirGate<ShamirShares> implements VerifiedGate {
  private Function<ShamirResources, ShamirShares> computation;

  LocalGate(Function<ShamirResources, ShamirShares> computation) {
    this.computation = computation;
  }

  @Override
  public EvaluationStatus evaluate(int round, ShamirResources resources, Network network) {
    ShamirShares result = computation.apply(resources);
    computation = null;
    return done(result);
  }
}
