package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.DRes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;
import org.jointly.protocols.suite.spdz.material.Material;

/**
 * Opens a vector to one party: with masks r that only the receiver knows, y - r is opened to all, and checked as any opening.
 *
 * <p>Cost: one mask of the receiver's per element; otherwise as {@link OpenToAllGate}.
 */
final class OpenToOneGate<T> extends SpdzGate<Optional<T>> {
  private final DRes<? extends SecretVector> vector;
  private final PartyIndex receiver;
  private final IntConsumer guard;
  private final Function<long[], T> result;

  /** Parameters as in {@link OpenToAllGate}. */
  OpenToOneGate(
      DRes<? extends SecretVector> vector, PartyIndex receiver, IntConsumer guard, Function<long[], T> result) {
    this.vector = vector;
    this.receiver = receiver;
    this.guard = guard;
    this.result = result;
  }

  @Override
  Amounts needs(SpdzResources resources) {
    List<Long> masks = new ArrayList<>(Collections.nCopies(resources.getNoOfParties(), 0L));
    masks.set(receiver.value() - 1, (long) length(vector));
    return new Amounts(0, 0, masks);
  }

  @Override
  boolean opens() {
    return true;
  }

  @Override
  Optional<RoundStep> start(SpdzResources resources) {
    guard.accept(length(vector));
    if (length(vector) == 0) {
      return concluded(resources, Optional.of(new long[0]));
    }
    Material.Masks masks = resources.stock().masks(receiver, length(vector));
    Authenticated masked = resources.arithmetic().subtract(shares(vector), masks.shares());
    return Optional.of(resources.openings().open(masked, opened -> concluded(resources, masks.clear().map(clear -> {
      long[] value = opened.clone();
      resources.field().add(value, clear, value);
      return value;
    }))));
  }

  private Optional<RoundStep> concluded(SpdzResources resources, Optional<long[]> value) {
    return done(receiver.equals(resources.table().me()) ? value.map(result) : Optional.empty());
  }
}
