package org.jointly.runtime.analyst;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.plan.QueryPlanner;
import org.jointly.protocols.plan.Setting;
import org.jointly.protocols.query.CanonicalFormException;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.runtime.fault.FaultFamily;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.InvalidQuery;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.Deadline;
import org.jointly.runtime.session.QueryRequest;
import org.jointly.runtime.session.RequestCheck;
import org.jointly.runtime.transport.NodeClient;
import org.jointly.runtime.transport.TlsEngine;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.Outcome;
import org.jointly.runtime.wire.ControlMessage.QueryOutcome;
import org.jointly.runtime.wire.ControlMessage.Stored;
import org.jointly.runtime.wire.ControlMessage.SubmitQuery;

/** Asks a consortium one question, and verifies the answer. Blocking; may be used by several threads. */
public final class QueryClient {
  /** The nodes give up at the deadline; this much later their word has arrived, or the home node is silent itself. */
  private static final Duration GRACE = Duration.ofSeconds(4);

  private final Clock clock;
  private final SecureRandom random;
  private final LongSupplier nanoClock = System::nanoTime;

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
   * @param deadline how long the parties may take, at most ten minutes; they give up then, and this a few seconds later
   * @return an answer that every party signed
   * @throws JointlyException if there is none, saying who must act; if it came late, something may have been opened at the
   *     nodes, as their ledgers say
   */
  public VerifiedOutcome run(
      Roster roster, Identity analyst, PartyId home, QuerySpec spec, Duration deadline, ProgressListener progress) {
    return run(roster, analyst, home, plan(roster, spec), deadline, progress);
  }

  /**
   * The same, for a question that the caller has planned.
   *
   * @param plan in the roster's setting: what the nodes will have to agree on
   */
  public VerifiedOutcome run(
      Roster roster, Identity analyst, PartyId home, QueryPlan plan, Duration deadline, ProgressListener progress) {
    Deadline begun = Deadline.in(deadline, nanoClock);
    requireAnalyst(roster, analyst);
    Roster.Party node = node(roster, home);
    QueryRequest request = request(roster, plan.spec(), deadline);
    SignedBytes signed = sign(analyst, request);
    progress.stage("connecting to " + home);
    try (NodeClient client = NodeClient.connect(node, analyst, TlsEngine.best(), clock, begun.remaining())) {
      QueryOutcome outcome = client.submit(new SubmitQuery(signed), progress::stage, begun.remaining().plus(GRACE));
      if (outcome.outcome() instanceof Outcome.Failed failed) {
        throw heard(failed.fault(), home).toException();
      }
      Outcome.Reports reports = (Outcome.Reports) outcome.outcome();
      OutcomeCheck.Expected expected =
          new OutcomeCheck.Expected(request, Bytes32.of(plan.digest()), plan.security());
      return new OutcomeCheck(roster, clock)
          .verify(expected, home, reports.answer().bytes(), reports.reports(), begun.passedMillis());
    }
  }

  /** An accusation says who accuses: the home node need not be trusted. */
  private static FaultReport heard(FaultReport fault, PartyId home) {
    return fault.family() == FaultFamily.PROTOCOL_VIOLATION ? fault.saidBy(home) : fault;
  }

  /**
   * What a node has in store for a query in a field: less may be common to all, and another query may come first.
   *
   * @throws JointlyException if the node does not say
   */
  public Stored stored(Roster roster, Identity analyst, PartyId home, String field, Duration deadline) {
    Deadline begun = Deadline.in(deadline, nanoClock);
    requireAnalyst(roster, analyst);
    try (NodeClient client = NodeClient.connect(node(roster, home), analyst, TlsEngine.best(), clock, begun.remaining())) {
      return client.stored(field, begun.remaining());
    }
  }

  private static Roster.Party node(Roster roster, PartyId home) {
    return roster.party(home).orElseThrow(() -> new InvalidConfiguration("the roster names no party " + home + "; it has "
        + String.join(", ", roster.parties().stream().map(party -> party.id().name()).toList())));
  }

  private void requireAnalyst(Roster roster, Identity analyst) {
    if (roster.analyst(analyst.fingerprint()).isEmpty()) {
      throw new IdentityFailure("your fingerprint " + analyst.fingerprint()
          + " is no analyst of the roster; ask the sites to add it, or use another identity");
    }
    analyst.publicIdentity().requireValid(clock);
  }

  private static QueryPlan plan(Roster roster, QuerySpec spec) {
    try {
      Setting setting = roster.setting();
      return new QueryPlanner(Catalog.standard()).plan(spec, setting);
    } catch (InvalidQueryException invalid) {
      throw new InvalidQuery(invalid.problems());
    }
  }

  private QueryRequest request(Roster roster, QuerySpec spec, Duration lifetime) {
    if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(RequestCheck.MAX_LIFETIME) > 0) {
      throw new InvalidQuery(
          "a deadline of " + lifetime.toSeconds() + " s; give at least 1 s and at most " + RequestCheck.MAX_LIFETIME.toSeconds());
    }
    Instant now = clock.instant();
    return new QueryRequest(spec, Bytes32.random(random), now, now.plus(lifetime), Bytes32.of(roster.digest()));
  }

  private static SignedBytes sign(Identity analyst, QueryRequest request) {
    try {
      return SignedBytes.sign(analyst, QueryRequest.LABEL, request.toBytes());
    } catch (CanonicalFormException tooLarge) {
      throw new InvalidQuery("the question is too large to be sent: " + tooLarge.getMessage());
    }
  }
}
