package org.jointly.protocols.round;

import dk.alexandra.fresco.framework.network.Network;

/**
 * A network that is told how long the next message of a peer may be: a longer one is refused at its first bytes, and not kept until
 * it is there.
 */
public interface BoundedNetwork extends Network {

  /**
   * The next message of a peer.
   *
   * @param mostBytes the longest that the protocol may be sent here
   * @throws ProtocolViolationException if it is longer
   */
  byte[] receive(int partyId, long mostBytes);

  /** The same from any network. One that knows no bounds gives the message whatever its length: who receives it checks that anyway. */
  static byte[] receive(Network network, PartyIndex from, long mostBytes) {
    return network instanceof BoundedNetwork bounded
        ? bounded.receive(from.value(), mostBytes)
        : network.receive(from.value());
  }
}
