package org.jointly.runtime.fault;

import org.jointly.runtime.party.PartyId;

/** A party cannot be reached, or its link went down while something was expected from it. */
public final class PeerUnavailable extends JointlyException {
  private static final long serialVersionUID = 1;

  public PeerUnavailable(PartyId party, String detail) {
    super(FaultFamily.PEER_UNAVAILABLE, party, detail, null);
  }
}
