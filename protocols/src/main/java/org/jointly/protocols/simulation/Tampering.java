package org.jointly.protocols.simulation;

import org.jointly.protocols.round.PartyIndex;

/** Changes what travels between simulated parties, to play a cheating party or a broken line. Called on the sender's thread. */
@FunctionalInterface
public interface Tampering {

  /** Leaves everything as it is. */
  Tampering NONE = (from, to, number, bytes) -> bytes;

  /**
   * What arrives instead of {@code bytes}.
   *
   * @param number 0 for the first chunk from this sender to this receiver, then 1, ...
   */
  byte[] arrives(PartyIndex from, PartyIndex to, int number, byte[] bytes);
}
