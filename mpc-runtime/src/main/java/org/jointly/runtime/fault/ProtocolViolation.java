package org.jointly.runtime.fault;

import org.jointly.runtime.party.PartyId;

/** A peer sent what the protocol does not allow. Never retried: somebody has to look. */
public final class ProtocolViolation extends JointlyException {
  private static final long serialVersionUID = 1;

  /** @param what what was got and what was wanted; no value */
  public ProtocolViolation(PartyId party, String what) {
    super(FaultFamily.PROTOCOL_VIOLATION, party, what, null);
  }

  private ProtocolViolation(String what) {
    super(FaultFamily.PROTOCOL_VIOLATION, null, what, null);
  }

  /** A check over everybody's messages failed, or the sender has no party name; nobody in particular can be named. */
  public static ProtocolViolation unattributed(String what) {
    return new ProtocolViolation(what);
  }
}
