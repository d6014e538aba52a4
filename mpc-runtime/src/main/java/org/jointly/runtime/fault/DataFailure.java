package org.jointly.runtime.fault;

import org.jointly.runtime.party.PartyId;

/** A site's data cannot be read as its configuration says: a missing file, table or column, a value of another type. Never a value. */
public final class DataFailure extends JointlyException {
  private static final long serialVersionUID = 1;

  public DataFailure(String detail) {
    super(FaultFamily.DATA, null, detail, null);
  }

  public DataFailure(String detail, Throwable cause) {
    super(FaultFamily.DATA, null, detail, cause);
  }

  public DataFailure(PartyId party, String detail) {
    super(FaultFamily.DATA, party, detail, null);
  }
}
