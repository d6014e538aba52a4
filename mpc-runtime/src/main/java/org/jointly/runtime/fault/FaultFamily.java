package org.jointly.runtime.fault;

/** Who must act. The codes travel on the wire and never change. */
public enum FaultFamily {
  /** The analyst: the query is not one that can be asked. */
  INVALID_QUERY(1),
  /** The operator of this node: a file or setting is wrong. */
  INVALID_CONFIGURATION(2),
  /** Whoever owns a key: it is unknown, expired, unreadable or signs something else. */
  IDENTITY(3),
  /** The network, or the operator of a peer. */
  PEER_UNAVAILABLE(4),
  /** The network, or the operator of a peer that is too slow. */
  DEADLINE_EXCEEDED(5),
  /** A site said no. */
  REFUSED(6),
  /** An investigator: a peer sent what the protocol does not allow. */
  PROTOCOL_VIOLATION(7),
  /** A site whose data cannot be read as configured. */
  DATA(8),
  /** Another party gave up and said so. */
  ABORTED(9),
  /** Us. */
  INTERNAL(10),
  /** Nobody: it passes. */
  BUSY(11);

  private final int code;

  FaultFamily(int code) {
    this.code = code;
  }

  /** The number on the wire, 1..11. */
  public int code() {
    return code;
  }

  /** @throws IllegalArgumentException if no family has the code */
  public static FaultFamily ofCode(int code) {
    for (FaultFamily family : values()) {
      if (family.code == code) {
        return family;
      }
    }
    throw new IllegalArgumentException("no fault family has code " + code);
  }
}
