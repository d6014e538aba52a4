package org.jointly.runtime.fault;

import org.jointly.runtime.party.PartyId;

/** A key or certificate is missing, unreadable, expired, unknown, or did not sign what it should have signed. */
public final class IdentityFailure extends JointlyException {
  private static final long serialVersionUID = 1;

  public IdentityFailure(String detail) {
    super(FaultFamily.IDENTITY, null, detail, null);
  }

  public IdentityFailure(String detail, Throwable cause) {
    super(FaultFamily.IDENTITY, null, detail, cause);
  }

  public IdentityFailure(PartyId party, String detail) {
    super(FaultFamily.IDENTITY, party, detail, null);
  }
}
