package org.jointly.protocols.suite.spdz;

import java.util.Optional;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Amounts;

/** A uniformly random element nobody knows: the first of a triple, whose others are thrown away. No round. */
final class RandomElementGate extends SpdzGate<SpdzShares> {

  @Override
  Amounts needs(SpdzResources resources) {
    return triples(1, resources);
  }

  @Override
  Optional<RoundStep> start(SpdzResources resources) {
    return done(new SpdzShares(resources.stock().triples(1).a(), 1));
  }
}
