package org.jointly.runtime.fault;

import org.jointly.runtime.party.PartyId;

/** A site's policy or ledger says no; the detail names the clause. Nothing was computed. */
public final class Refused extends JointlyException {
  private static final long serialVersionUID = 1;

  /** @param clause the rule that refuses, as the site's operator wrote or would find it */
  public Refused(PartyId party, String clause) {
    super(FaultFamily.REFUSED, party, clause, null);
  }

  /** The rule that refuses. */
  public String clause() {
    return detail();
  }
}
