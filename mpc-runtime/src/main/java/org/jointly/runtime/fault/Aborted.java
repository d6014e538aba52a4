package org.jointly.runtime.fault;

import org.jointly.runtime.party.PartyId;

/** Another party ended the session and told us why. */
public final class Aborted extends JointlyException {
  private static final long serialVersionUID = 1;

  public Aborted(PartyId by, String reason) {
    super(FaultFamily.ABORTED, by, reason, null);
  }
}
