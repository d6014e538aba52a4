package org.jointly.runtime.engine;

import dk.alexandra.fresco.framework.MaliciousException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jointly.protocols.aggregate.MisfitException;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.suite.UnlistedOpeningException;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.fault.InternalFailure;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.ProtocolViolation;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.PartyId;

/** From what protocols, FRESCO and programs throw to who must act. The only place where this is decided. */
final class FailureTranslation {
  private static final int MAX_CAUSES = 16;
  private static final Pattern NUMBERED = Pattern.compile("\\bparty ([1-9][0-9]?)\\b");

  private final Roster roster;
  private final PartyId me;

  FailureTranslation(Roster roster, PartyId me) {
    this.roster = roster;
    this.me = me;
  }

  /** FRESCO wraps what its protocols throw; the first cause that is known decides. */
  JointlyException translate(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      Optional<JointlyException> known = known(cause);
      if (known.isPresent()) {
        return known.get();
      }
      cause = cause.getCause();
    }
    return new InternalFailure(
        "the computation failed with " + failure.getClass().getSimpleName() + "; this node's log has the details", failure);
  }

  private Optional<JointlyException> known(Throwable failure) {
    if (failure instanceof JointlyException ours) {
      return Optional.of(ours);
    }
    if (failure instanceof ProtocolViolationException violation) {
      return Optional.of(violation(violation));
    }
    if (failure instanceof MaliciousException) {
      return Optional.of(ProtocolViolation.unattributed("a check over all parties' messages failed; somebody cheats"));
    }
    if (failure instanceof MisfitException) {
      return Optional.of(new DataFailure(me, failure.getMessage()));
    }
    if (failure instanceof UnlistedOpeningException) {
      return Optional.of(new InternalFailure(failure.getMessage(), failure));
    }
    return Optional.empty();
  }

  private ProtocolViolation violation(ProtocolViolationException violation) {
    String message = violation.getMessage();
    return violation
        .peer()
        .filter(peer -> peer.value() <= roster.parties().size())
        .map(peer -> new ProtocolViolation(roster.party(peer).id(), withoutNumber(message, peer)))
        .orElseGet(() -> ProtocolViolation.unattributed(named(message)));
  }

  /** With the roster's names in place of parties' numbers. */
  private String named(String message) {
    return NUMBERED.matcher(message).replaceAll(found -> {
      int number = Integer.parseInt(found.group(1));
      return number > roster.parties().size() ? found.group() : "party " + roster.party(new PartyIndex(number)).id();
    });
  }

  /** The roster's name says it better than the number. */
  private static String withoutNumber(String message, PartyIndex peer) {
    String prefix = "party " + peer + ": ";
    return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
  }
}
