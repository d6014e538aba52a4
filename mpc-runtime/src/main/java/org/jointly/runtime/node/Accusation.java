package org.jointly.runtime.node;

import java.util.Optional;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.party.PartyId;

/**
 * What one party says went wrong, with which party: true as far as its word goes.
 *
 * @param by who says so
 */
record Accusation(PartyId by, FaultReport fault) {
  private static final String REPORTED_BY = " (reported by ";

  /** Whom it blames; itself, if nobody else. */
  PartyId blamed() {
    return fault.party().orElse(by);
  }

  /** The failure here, which says by whom it was reported first if that is not the one blamed. */
  JointlyException toException() {
    boolean known = blamed().equals(by) || fault.detail().contains(REPORTED_BY);
    String detail = known ? fault.detail() : fault.detail() + REPORTED_BY + by + ")";
    return new FaultReport(fault.family(), Optional.of(blamed()), detail, fault.millis()).toException();
  }
}
