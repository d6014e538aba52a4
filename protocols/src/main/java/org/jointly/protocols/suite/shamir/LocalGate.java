package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.network.Network;
import java.util.function.Function;

/**
 * A gate that every party computes on its own shares, in its turn: scalars, elements that are drawn, and the links of chains too long
 * for a {@link org.jointly.protocols.numeric.LocalResult}. No round, no bytes.
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
