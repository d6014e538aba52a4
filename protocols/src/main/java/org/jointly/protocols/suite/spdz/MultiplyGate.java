package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.DRes;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/**
 * Multiplies vectors element by element, then does something linear with the products: one triple and, to n-1 parties, two elements
 * per product, in one round.
 *
 * <p>An inner product is this and a sum: MASCOT has no cheaper material for it.
 */
final class MultiplyGate extends SpdzGate<SpdzShares> {
  private final DRes<? extends SecretVector> left;
  private final DRes<? extends SecretVector> right;
  private final boolean broadcasts;
  private final UnaryOperator<Authenticated> linear;

  private MultiplyGate(
      DRes<? extends SecretVector> left,
      DRes<? extends SecretVector> right,
      boolean broadcasts,
      UnaryOperator<Authenticated> linear) {
    this.left = left;
    this.right = right;
    this.broadcasts = broadcasts;
    this.linear = linear;
  }

  /** Element by element; one vector may have length 1 and then multiplies every element. */
  static MultiplyGate products(DRes<? extends SecretVector> left, DRes<? extends SecretVector> right) {
    return new MultiplyGate(left, right, true, UnaryOperator.identity());
  }

  /** @param linear of the products, for example their sum */
  static MultiplyGate combined(
      DRes<? extends SecretVector> left, DRes<? extends SecretVector> right, UnaryOperator<Authenticated> linear) {
    return new MultiplyGate(left, right, false, linear);
  }

  private int length() {
    return broadcasts && length(left) == 1 ? length(right) : length(left);
  }

  @Override
  Amounts needs(SpdzResources resources) {
    return triples(length(), resources);
  }

  @Override
  Optional<RoundStep> start(SpdzResources resources) {
    int length = length();
    Authenticated x = shares(left);
    Authenticated y = shares(right);
    if (broadcasts) {
      x = resources.arithmetic().stretched(x, length);
      y = resources.arithmetic().stretched(y, length);
    }
    requireLength(y.length(resources.field()), x.length(resources.field()));
    return length == 0
        ? finished(x, resources)
        : Optional.of(resources.multiply(x, y, products -> finished(products, resources)));
  }

  private Optional<RoundStep> finished(Authenticated products, SpdzResources resources) {
    Authenticated result = linear.apply(products);
    return done(new SpdzShares(result, result.length(resources.field())));
  }
}
