package org.jointly.runtime.analyst;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.PartyId;

/** Asks a consortium one question, and verifies the answer. Blocking; may be used by several threads. */
public final class QueryClient {
  private final Clock clock;
  private final SecureRandom random;

  /** @param random the source of each request's nonce */
  public QueryClient(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /**
   * Sends the question to its home node and waits until all parties have answered, or one of them failed.
   *
   * @param analyst who asks; an analyst of the roster
   * @param home the node to ask; it need not be trusted
   * @param deadline how long to wait for the outcome, at most ten minutes; the nodes give up then, too
   * @return an answer that every party signed
   * @throws org.jointly.runtime.fault.JointlyException if there is none, saying who must act; nothing was opened then, unless it is
   *     a ProtocolViolation about reports
   */
  public VerifiedOutcome run(
      Roster roster, Identity analyst, PartyId home, QuerySpec spec, Duration deadline, ProgressListener progress) {
    throw new UnsupportedOperationException("not yet");
  }
}
