package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.DRes;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/**
 * Opens a vector to every party.
 *
 * <p>Cost: one round; every party sends one element per element to n-1 parties. The checks before and after are the session's
 * ({@link SpdzChecks}).
 */
final class OpenToAllGate<T> extends SpdzGate<T> {
  private final DRes<? extends SecretVector> vector;
  private final IntConsumer guard;
  private final Function<long[], T> result;

  /**
   * @param guard called with the number of elements before a share is sent; throws to refuse
   * @param result what the opened field elements mean to the caller
   */
  OpenToAllGate(DRes<? extends SecretVector> vector, IntConsumer guard, Function<long[], T> result) {
    this.vector = vector;
    this.guard = guard;
    this.result = result;
  }

  @Override
  Amounts needs(SpdzResources resources) {
    return triples(0, resources);
  }

  @Override
  boolean opens() {
    return true;
  }

  @Override
  Optional<RoundStep> start(SpdzResources resources) {
    guard.accept(length(vector));
    Authenticated shares = shares(vector);
    return length(vector) == 0
        ? done(result.apply(new long[0]))
        : Optional.of(resources.openings().open(shares, opened -> done(result.apply(opened))));
  }
}
