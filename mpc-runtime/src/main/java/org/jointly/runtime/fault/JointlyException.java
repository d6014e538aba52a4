package org.jointly.runtime.fault;

import java.util.Optional;
import org.jointly.runtime.party.PartyId;

/**
 * A failure that somebody can act on. Messages say what happened, what was got and wanted, and what to do next; never a secret.
 *
 * <p>The message is the party's name (when one is known) followed by {@link #detail()}; a list of problems has one line each.
 */
public abstract sealed class JointlyException extends RuntimeException
    permits InvalidQuery,
        InvalidConfiguration,
        IdentityFailure,
        PeerUnavailable,
        DeadlineExceeded,
        Refused,
        Busy,
        ProtocolViolation,
        DataFailure,
        Aborted,
        InternalFailure {
  private static final long serialVersionUID = 1;

  private final FaultFamily family;
  private final transient PartyId party;
  private final String detail;

  JointlyException(FaultFamily family, PartyId party, String detail, Throwable cause) {
    super(party == null ? detail : "party " + party + ": " + detail, cause);
    this.family = family;
    this.party = party;
    this.detail = detail;
  }

  /** Who must act; the command line derives its exit code from this. */
  public final FaultFamily family() {
    return family;
  }

  /** The party this is about, if it is about one. */
  public final Optional<PartyId> party() {
    return Optional.ofNullable(party);
  }

  /** The message without the party's name. */
  public final String detail() {
    return detail;
  }
}
