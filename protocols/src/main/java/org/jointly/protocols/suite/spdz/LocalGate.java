package org.jointly.protocols.suite.spdz;

import java.util.Optional;
import java.util.function.Supplier;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/**
 * A gate that every party computes on its own shares, in its turn: scalars, and the links of chains too long for a {@link
 * org.jointly.protocols.numeric.LocalResult}. No round, no bytes, no material.
 */
final class LocalGate extends SpdzGate<SpdzShares> {
  private Supplier<Authenticated> computation;

  LocalGate(Supplier<Authenticated> computation) {
    this.computation = computation;
  }

  @Override
  Amounts needs(SpdzResources resources) {
    return triples(0, resources);
  }

  @Override
  Optional<RoundStep> start(SpdzResources resources) {
    Authenticated shares = computation.get();
    computation = null;
    return done(new SpdzShares(shares, shares.length(resources.field())));
  }
}
