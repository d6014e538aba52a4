package org.jointly.protocols.round;

import dk.alexandra.fresco.framework.network.Network;
import java.util.Optional;

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
}
