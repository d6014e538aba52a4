package org.jointly.runtime.node;

import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.party.PartyId;

/**
 * What one party says went wrong, with which party: true as far as its word goes.
 *
 * @param by who says so
 */
record Accusation(PartyId by, FaultReport fault) {
  /** Whom it blames; itself, if nobody else. */
  PartyId blamed() {
    return fault.party().orElse(by);
  }

  /** The failure here, which says by whom it was reported if that is not the one blamed. */
  JointlyException toException() {
    return fault.saidBy(by).toException();
  }
}
