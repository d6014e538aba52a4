package org.jointly.runtime.node;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jointly.protocols.plan.QueryPlanner;
import org.jointly.runtime.consent.ConsentPolicy;
import org.jointly.runtime.consent.DisclosureLedger;
import org.jointly.runtime.consent.RecentCharges;
import org.jointly.runtime.data.RecordSource;
import org.jointly.runtime.engine.Engine;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.material.MaterialFolder;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.RequestCheck;
import org.jointly.runtime.wire.Bytes32;

/**
 * What this site has and decides with: the same for every query.
 *
 * @param me this party
 * @param roster the consortium's
 * @param identity signs ballots and reports
 * @param requestCheck who may ask, and that nothing is asked twice
 * @param planner compiles questions
 * @param policy decides on them
 * @param ledger keeps what became of them
 * @param charges whose questions it charged of late
 * @param source this site's records
 * @param engine computes with the others
 * @param material what was made beforehand
 * @param materialPieces how many pieces may be made at a time
 * @param sessionDeadline how long one query may take
 * @param clock for expiries
 * @param nanoClock monotonic, for deadlines
 */
record Site(
    PartyId me,
    Roster roster,
    Identity identity,
    RequestCheck requestCheck,
    QueryPlanner planner,
    ConsentPolicy policy,
    DisclosureLedger ledger,
    RecentCharges charges,
    RecordSource source,
    Engine engine,
    MaterialFolder material,
    long materialPieces,
    Duration sessionDeadline,
    Clock clock,
    LongSupplier nanoClock,
    SecureRandom random) {

  /** The key of the session's id in the diagnostic context of log lines. */
  static final String SESSION_IN_LOGS = "session";

  Bytes32 rosterDigest() {
    return Bytes32.of(roster.digest());
  }

  /** Asks this site's records; when they fail, the failure names the site. */
  <T> T ofItsRecords(Function<RecordSource, T> question) {
    try {
      return question.apply(source);
    } catch (DataFailure failure) {
      throw new DataFailure(me, failure.detail());
    }
  }

  List<PartyId> others() {
    return roster.parties().stream().map(Roster.Party::id).filter(party -> !party.equals(me)).toList();
  }

  /** Whether this party is the first of the roster: where the parties would choose differently, they follow its choice. */
  boolean isFirst() {
    return roster.parties().get(0).id().equals(me);
  }

  /** How long a query may take whose analyst waits that long. */
  Duration patience(Duration lifetime) {
    return lifetime.compareTo(sessionDeadline) < 0 ? lifetime : sessionDeadline;
  }
}
