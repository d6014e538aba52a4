package org.jointly.protocols.simulation;

import org.jointly.protocols.round.PartyIndex;

/** A simulated party waits for one that has ended, failed, or does not answer within the deadline. */
public final class PeerStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PeerStoppedException(PartyIndex peer, String how) {
    super("party " + peer + " " + how);
  }
}
