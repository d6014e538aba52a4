package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.DRes;
import java.util.Optional;
import org.jointly.protocols.field.FieldVectors;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Amounts;

/**
 * Ends the session unless all elements are 1, without opening them: the MACs of x - 1 must add up to those of zeros.
 *
 * <p>The check is made at once. What follows may be hidden by the masks of comparisons, which are as wide as operands may be, and hide
 * nothing of one that is wider: the product of what one party put in beyond its bounds with a number of another's.
 *
 * <p>Cost: a MAC check, of all that is unchecked.
 */
final class RequireGate extends SpdzGate<Void> {
  private final DRes<? extends SecretVector> vector;

  RequireGate(DRes<? extends SecretVector> vector) {
    this.vector = vector;
  }

  @Override
  Amounts needs(SpdzResources resources) {
    return triples(0, resources);
  }

  @Override
  Optional<RoundStep> start(SpdzResources resources) {
    if (length(vector) == 0) {
      return done(null);
    }
    resources.openings().requireZero(resources.arithmetic().subtractFrom(
        FieldVectors.repeated(resources.field().element(1), length(vector)), shares(vector)));
    return Optional.of(resources.openings().check(
        "the check that what the parties put in is within its bounds", () -> done(null)));
  }
}
