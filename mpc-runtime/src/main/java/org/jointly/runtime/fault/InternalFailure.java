package org.jointly.runtime.fault;

import org.jointly.runtime.party.PartyId;

/** Something we did not foresee: a bug. The cause stays in this process; only the detail travels. */
public final class InternalFailure extends JointlyException {
  private static final long serialVersionUID = 1;

  public InternalFailure(String detail) {
    super(FaultFamily.INTERNAL, null, detail, null);
  }

  public InternalFailure(String detail, Throwable cause) {
    super(FaultFamily.INTERNAL, null, detail, cause);
  }

  public InternalFailure(PartyId party, String detail) {
    super(FaultFamily.INTERNAL, party, detail, null);
  }
}
