package org.jointly.protocols.round;

import java.util.Optional;

/**
 * A peer sent something the protocol does not allow: a share out of range, a frame too short or too long, a failed check.
 *
 * <p>Never retried. The message says what was got and what was wanted, and contains no value.
 */
public final class ProtocolViolationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient PartyIndex peer;

  public ProtocolViolationException(PartyIndex peer, String message) {
    super("party " + peer + ": " + message);
    this.peer = peer;
  }

  private ProtocolViolationException(String message) {
    super(message);
    this.peer = null;
  }

  /** A check over everybody's messages failed; nobody in particular can be named. */
  public static ProtocolViolationException unattributed(String message) {
    return new ProtocolViolationException(message);
  }

  /**
   * Two parties do not say the same of what everybody should have heard alike. Nobody is accused: the peer may lie, and a third party may
   * have told the two different things.
   *
   * @param what goes on after the peer: "saw other commitments than this party"
   */
  public static ProtocolViolationException disagreement(PartyIndex peer, String what) {
    return unattributed("party " + peer + " " + what + ": it lies, or a third party told the two different things; session aborted");
  }

  /** The party whose message it was, for certain; empty when a check failed that cannot tell who cheated. */
  public Optional<PartyIndex> peer() {
    return Optional.ofNullable(peer);
  }
}
