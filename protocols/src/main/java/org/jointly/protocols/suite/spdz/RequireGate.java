package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.DRes;
import java.util.Optional;
import org.jointly.protocols.field.FieldVectors;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/**
 * Ends the session unless all elements are what they have to be, without opening them: the MACs of x - 1, or of x² - x, must add up to
 * those of zeros.
 *
 * <p>The check is made at once. What follows may be hidden by the masks of comparisons, which are as wide as operands may be, and hide
 * nothing of one that is wider: the product of what one party put in beyond its bounds with a number of another's.
 *
 * <p>Cost: a MAC check, of all that is unchecked; for bits a triple per element and a round before.
 */
final class RequireGate extends SpdzGate<Void> {
  private final DRes<? extends SecretVector> vector;
  private final boolean zeroToo;

  private RequireGate(DRes<? extends SecretVector> vector, boolean zeroToo) {
    this.vector = vector;
    this.zeroToo = zeroToo;
  }

  /** All elements are 1. */
  static RequireGate ones(DRes<? extends SecretVector> vector) {
    return new RequireGate(vector, false);
  }

  /** All elements are 0 or 1. */
  static RequireGate bits(DRes<? extends SecretVector> vector) {
    return new RequireGate(vector, true);
  }

  @Override
  Amounts needs(SpdzResources resources) {
    return triples(zeroToo ? length(vector) : 0, resources);
  }

  @Override
  Optional<RoundStep> start(SpdzResources resources) {
    if (length(vector) == 0) {
      return done(null);
    }
    Authenticated elements = shares(vector);
    return Optional.of(zeroToo
        ? resources.multiply(elements, elements, squares -> Optional.of(
            requireZero(resources.arithmetic().subtract(squares, elements), resources)))
        : requireZero(
            resources.arithmetic().subtractFrom(
                FieldVectors.repeated(resources.field().element(1), length(vector)), elements),
            resources));
  }

  private RoundStep requireZero(Authenticated elements, SpdzResources resources) {
    resources.openings().requireZero(elements);
    return resources.openings().check(
        "the check that what the parties put in is within its bounds", () -> done(null));
  }
}
