package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.NativeProtocol;
import dk.alexandra.fresco.framework.network.Network;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import java.util.Optional;
import org.jointly.protocols.round.RoundStep;

/** A chain of rounds outside the program; the subclasses' names tell them apart in the trace. */
abstract sealed class ChainProtocol implements NativeProtocol<Void, ResourcePool> {
  private Optional<RoundStep> running;

  private ChainProtocol(RoundStep first) {
    this.running = Optional.of(first);
  }

  static final class Preprocessing extends ChainProtocol {
    Preprocessing(RoundStep first) {
      super(first);
    }
  }

  static final class Offers extends ChainProtocol {
    Offers(RoundStep first) {
      super(first);
    }
  }

  static final class MacCheck extends ChainProtocol {
    MacCheck(RoundStep first) {
      super(first);
    }
  }

  @Override
  public final EvaluationStatus evaluate(int round, ResourcePool resources, Network network) {
    if (round > 0) {
      running = running.orElseThrow().receive(network);
    }
    running.ifPresent(step -> step.send(network));
    return running.isPresent() ? EvaluationStatus.HAS_MORE_ROUNDS : EvaluationStatus.IS_DONE;
  }

  @Override
  public final Void out() {
    return null;
  }
}
