package org.jointly.protocols.suite.spdz;

import java.util.Optional;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Amounts;

/** Uniformly random bits nobody knows, out of the material. No round. */
final class RandomBitsGate extends SpdzGate<SpdzShares> {
  private final int length;

  RandomBitsGate(int length) {
    this.length = length;
  }

  @Override
  Amounts needs(SpdzResources resources) {
    return new Amounts(0, length, Amounts.none(resources.getNoOfParties()).masks());
  }

  @Override
  Optional<RoundStep> start(SpdzResources resources) {
    return done(new SpdzShares(resources.stock().bits(length), length));
  }
}
