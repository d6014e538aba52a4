package org.jointly.protocols.round;

import dk.alexandra.fresco.framework.NativeProtocol;
import dk.alexandra.fresco.framework.network.Network;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import java.util.function.BiPredicate;

/** A protocol given by a lambda: (round, network) to whether there are more rounds. */
record Step(BiPredicate<Integer, Network> rounds) implements NativeProtocol<Void, ResourcePool> {
  @Override
  public EvaluationStatus evaluate(int round, ResourcePool resources, Network network) {
    return rounds.test(round, network) ? EvaluationStatus.HAS_MORE_ROUNDS : EvaluationStatus.IS_DONE;
  }

  @Override
  public Void out() {
    return null;
  }
}
