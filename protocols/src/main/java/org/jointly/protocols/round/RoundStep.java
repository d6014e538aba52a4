package org.jointly.protocols.round;

import dk.alexandra.fresco.framework.network.Network;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One round of a chain: what a party sends, and then what it does with what it receives.
 *
 * <p>Steps of several chains may share a round, if all parties go through the chains in the same order.
 */
public interface RoundStep {

  /** Sends this round's messages; draws from streams in common with peers happen here and not later. */
  void send(Network network);

  /**
   * Receives the messages sent in this round.
   *
   * @return the step of the next round, empty at the end of the chain
   * @throws ProtocolViolationException if a message is malformed
   */
  Optional<RoundStep> receive(Network network);

  /**
   * This chain and then another.
   *
   * @param next asked when this one is at its end
   */
  default RoundStep then(Supplier<Optional<RoundStep>> next) {
    return new RoundStep() {
      @Override
      public void send(Network network) {
        RoundStep.this.send(network);
      }

      @Override
      public Optional<RoundStep> receive(Network network) {
        Optional<RoundStep> rest = RoundStep.this.receive(network);
        return rest.isPresent() ? rest.map(step -> step.then(next)) : next.get();
      }
    };
  }
}
