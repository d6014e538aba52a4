package org.jointly.runtime.fault;

import org.jointly.runtime.party.PartyId;

/** A party that is connected did not send what was expected in time. */
public final class DeadlineExceeded extends JointlyException {
  private static final long serialVersionUID = 1;

  private final long millis;

  /** @param millis how long we waited */
  public DeadlineExceeded(PartyId waitedFor, long millis) {
    this(waitedFor, millis, "did not answer within " + millis + " ms");
  }

  /**
   * @param millis how long we waited
   * @param detail what we waited for
   */
  public DeadlineExceeded(PartyId waitedFor, long millis, String detail) {
    super(FaultFamily.DEADLINE_EXCEEDED, waitedFor, detail, null);
    this.millis = millis;
  }

  /** How long was waited, in milliseconds. */
  public long millis() {
    return millis;
  }
}
