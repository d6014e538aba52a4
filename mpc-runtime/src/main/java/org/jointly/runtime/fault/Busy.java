package org.jointly.runtime.fault;

import org.jointly.runtime.party.PartyId;

/** As many are under way at a node as may; the same may be asked again in a moment. Nothing was computed. */
public final class Busy extends JointlyException {
  private static final long serialVersionUID = 1;

  public Busy(PartyId party, String detail) {
    super(FaultFamily.BUSY, party, detail, null);
  }
}
