package org.jointly.runtime.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jointly.protocols.query.CanonicalFormException;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.InvalidQuery;
import org.jointly.runtime.fault.Refused;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.AnalystId;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.Bytes32;

/**
 * What a node asks of a signed query before it thinks about it: an analyst of the roster signed it, with the same roster in hand, it
 * has not expired, and it was not asked before.
 */
public final class RequestCheck {
  /** The longest time between issue and expiry. */
  public static final Duration MAX_LIFETIME = Duration.ofMinutes(10);

  /** How far the clocks of analyst and node may differ. */
  public static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(30);

  private final PartyId me;
  private final Roster roster;
  private final Clock clock;
  private final SeenNonces seen;

  public RequestCheck(PartyId me, Roster roster, Clock clock, SeenNonces seen) {
    this.me = me;
    this.roster = roster;
    this.clock = clock;
    this.seen = seen;
  }

  /**
   * A request that may be answered, by whom it was made.
   *
   * @param analyst by the roster
   * @param digest the request's own digest
   */
  public record Admitted(AnalystId analyst, QueryRequest request, Bytes32 digest) {}

  /**
   * The request, if it is one to be answered and was not asked before; its nonce is used up then.
   *
   * @throws IdentityFailure if no analyst of the roster signed it
   * @throws InvalidConfiguration if the analyst has another roster
   * @throws InvalidQuery if it is malformed, or its times make no sense
   * @throws Refused if it has expired or was asked before
   */
  public Admitted admit(SignedBytes signed) {
    Admitted admitted = verify(signed);
    QueryRequest request = admitted.request();
    if (!seen.add(request.nonce(), request.expiresAt().plus(CLOCK_TOLERANCE), clock.instant())) {
      throw new Refused(me, "this very query was asked before, or this node's clock was put back and it cannot know; sign it anew to ask"
          + " again, and restart the node if its clock was wrong");
    }
    return admitted;
  }

  /** As {@link #admit}, but without asking whether it was asked before. */
  public Admitted verify(SignedBytes signed) {
    Roster.Analyst analyst =
        roster
            .analyst(signed.signer().fingerprint())
            .orElseThrow(() -> new IdentityFailure(me, "the query is signed by " + signed.signer().fingerprint()
                + ", who is no analyst of the roster; add this fingerprint to the roster at every site, or use another identity"));
    QueryRequest request = parse(signed.verifiedPayload(analyst.fingerprint(), QueryRequest.LABEL, clock));
    requireSameRoster(analyst.id(), request);
    requireTimely(request);
    return new Admitted(analyst.id(), request, request.digest());
  }

  private static QueryRequest parse(byte[] payload) {
    try {
      return QueryRequest.fromBytes(payload);
    } catch (CanonicalFormException malformed) {
      throw new InvalidQuery("the signed query is malformed: " + malformed.getMessage());
    } catch (InvalidQueryException invalid) {
      throw new InvalidQuery(invalid.problems());
    }
  }

  private void requireSameRoster(AnalystId analyst, QueryRequest request) {
    Bytes32 mine = Bytes32.of(roster.digest());
    if (!request.roster().equals(mine)) {
      throw new InvalidConfiguration(List.of(new InvalidConfiguration.Problem("", 0, "analyst " + analyst + " has roster "
          + request.roster() + ", " + me + " has " + mine + ": distribute the same roster file")));
    }
  }

  private void requireTimely(QueryRequest request) {
    Duration lifetime = request.lifetime();
    if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(MAX_LIFETIME) > 0) {
      throw new InvalidQuery("the query is valid for " + lifetime.toSeconds() + " s; give it at most " + MAX_LIFETIME.toSeconds());
    }
    Instant now = clock.instant();
    if (now.isAfter(request.expiresAt().plus(CLOCK_TOLERANCE))) {
      throw new Refused(me, "the query expired at " + request.expiresAt() + ", and here it is " + now
          + "; ask again, and compare the clocks if this is surprising");
    }
    if (now.plus(CLOCK_TOLERANCE).isBefore(request.issuedAt())) {
      throw new Refused(me, "the query was issued at " + request.issuedAt() + ", and here it is only " + now + "; compare the clocks");
    }
  }
}
