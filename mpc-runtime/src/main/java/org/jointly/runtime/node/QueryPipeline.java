package org.jointly.runtime.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.plan.Outcome;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.runtime.consent.Decision;
import org.jointly.runtime.data.CohortRows;
import org.jointly.runtime.engine.Engine;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.fault.DeadlineExceeded;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.InvalidQuery;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.ProtocolViolation;
import org.jointly.runtime.fault.Refused;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.AgreedSession;
import org.jointly.runtime.session.Agreement;
import org.jointly.runtime.session.Ballot;
import org.jointly.runtime.session.RequestCheck.Admitted;
import org.jointly.runtime.session.SessionNetwork;
import org.jointly.runtime.session.SessionReport;
import org.jointly.runtime.transport.SessionEndpoint;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.Abort;
import org.jointly.runtime.wire.ControlMessage.Proposal;
import org.jointly.runtime.wire.ControlMessage.ReportReady;
import org.jointly.runtime.wire.ControlMessage.SessionReady;
import org.jointly.runtime.wire.ControlMessage.Start;
import org.jointly.runtime.wire.ControlMessage.Vote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The path of one query at one node, from the proposal to the signed report, on a thread of its own.
 *
 * <p>{@link #walk} is the whole of it. Four orderings are deliberate: nothing is planned before the analyst is known, no data is
 * touched before all consent, nothing is shared before it is charged and everybody has its own numbers at hand, and what is opened
 * is written down before it is opened. Any failure on the way tells the others, and the ledger.
 */
final class QueryPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(QueryPipeline.class);
  private static final String READ_DATA = "read its own data";

  private final Site site;
  private final Post post;
  private final Conversation conversation;
  private final Proposal proposal;
  private final Consumer<Answer> answered;
  private final QueryRecord record;
  private final Map<PartyId, Bytes32> ready = new HashMap<>();
  private boolean voted;
  private Supplier<PartyId> waitedFor;

  /** @param answered given the answer just before the report goes to the home node */
  QueryPipeline(Site site, Post post, Conversation conversation, Proposal proposal, Consumer<Answer> answered) {
    this.site = site;
    this.post = post;
    this.conversation = conversation;
    this.proposal = proposal;
    this.answered = answered;
    this.record = new QueryRecord(site.ledger(), conversation.proposal());
    this.waitedFor = site::me;
  }

  /** Walks the path to its end; never throws. */
  void run() {
    MDC.put(Site.SESSION_IN_LOGS, conversation.proposal().toString());
    try {
      walk();
    } catch (JointlyException failure) {
      giveUp(failure);
    } catch (RuntimeException unforeseen) {
      LOG.error("the query failed for a reason nobody foresaw", unforeseen);
      giveUp(FaultReport.of(unforeseen, site.me()).toException());
    } finally {
      MDC.remove(Site.SESSION_IN_LOGS);
    }
  }

  private void walk() {
    Admitted asked = admit();
    QueryPlan plan = plan(asked);
    decide(asked, plan);
    Ballot.Consent vote = vote(plan);
    AgreedSession agreed = agree(vote);
    Bytes32 session = agreed.id();
    try (SessionEndpoint endpoint = open(session)) {
      record.charged(session, plan);
      Function<LocalAggregation, LocalAggregate> rows = new CohortRows(site.source(), plan.spec().cohort(), agreed.linkageKey());
      LocalAggregate first = aggregate(rows, plan.local());
      awaitOthers(session);
      Outcome outcome = compute(session, endpoint, plan, new Legs(first, leg -> aggregate(rows, leg)));
      report(asked, plan, session, outcome);
    }
  }

  private Admitted admit() {
    Admitted asked = site.requestCheck().admit(proposal.query());
    conversation.shorten(site.patience(asked.request().lifetime()));
    record.asked(asked, proposal.home());
    LOG.info("query {} of analyst {}, proposed by {}", asked.request().spec().id(), asked.analyst(), proposal.home());
    return asked;
  }

  private QueryPlan plan(Admitted asked) {
    try {
      return site.planner().plan(asked.request().spec(), site.setting());
    } catch (InvalidQueryException invalid) {
      throw new InvalidQuery(invalid.problems());
    }
  }

  private void decide(Admitted asked, QueryPlan plan) {
    Decision decision = site.policy().decide(plan, asked.analyst());
    if (decision instanceof Decision.Refusal refusal) {
      throw new Refused(site.me(), refusal.reason());
    }
    post.requireLinks(conversation.deadline());
  }

  private Ballot.Consent vote(QueryPlan plan) {
    Ballot.Consent consent =
        new Ballot.Consent(
            conversation.proposal(),
            site.me(),
            site.rosterDigest(),
            Bytes32.of(plan.digest()),
            Bytes32.random(site.random()));
    record.consented(plan);
    cast(consent);
    LOG.info("consent to plan {}", consent.plan());
    return consent;
  }

  private void cast(Ballot ballot) {
    voted = true;
    SignedBytes signed = SignedBytes.sign(site.identity(), Ballot.LABEL, ballot.toBytes());
    post.send(proposal.home(), new Vote(conversation.proposal(), site.me(), signed));
  }

  /** Waits until the home node shows everybody's consent, and believes nothing of it unverified. */
  private AgreedSession agree(Ballot.Consent vote) {
    while (true) {
      Conversation.Said said = next(proposal.home(), "start the session");
      if (said.message() instanceof Start start && said.party().equals(proposal.home())) {
        Agreement agreement = new Agreement(site.roster(), conversation.proposal(), site.clock());
        return agreement.session(start.ballots(), vote, proposal.home());
      }
      noteReady(said);
    }
  }

  private SessionEndpoint open(Bytes32 session) {
    LOG.info("all consent; this is session {} from now on", session);
    MDC.put(Site.SESSION_IN_LOGS, session.toString());
    SessionEndpoint endpoint = post.links().openSession(session);
    conversation.onFailure(endpoint::fail);
    return endpoint;
  }

  /** The first touch of data. */
  private LocalAggregate aggregate(
      Function<LocalAggregation, LocalAggregate> rows, LocalAggregation aggregation) {
    LocalAggregate mine;
    try {
      mine = rows.apply(aggregation);
    } catch (DataFailure failure) {
      throw new DataFailure(site.me(), failure.detail());
    }
    List<String> misfits = mine.misfits(aggregation.blocks());
    if (!misfits.isEmpty()) {
      throw new DataFailure(site.me(), String.join("; ", misfits));
    }
    if (conversation.deadline().remaining().isZero()) {
      throw conversation.deadline().exceededBy(site.me(), READ_DATA);
    }
    return mine;
  }

  /** Nobody shares anything before everybody has its own numbers: a site that cannot read its data ends the session here. */
  private void awaitOthers(Bytes32 session) {
    post.sendToOthers(new SessionReady(conversation.proposal(), session));
    while (true) {
      ready.forEach((party, other) -> requireSame(session, party, other));
      Optional<PartyId> missing = site.others().stream().filter(party -> !ready.containsKey(party)).findFirst();
      if (missing.isEmpty()) {
        return;
      }
      noteReady(next(missing.get(), READ_DATA));
    }
  }

  private static void requireSame(Bytes32 session, PartyId party, Bytes32 other) {
    if (!other.equals(session)) {
      throw new ProtocolViolation(party, "it is ready for session " + other + ", expected " + session);
    }
  }

  private void noteReady(Conversation.Said said) {
    if (!(said.message() instanceof SessionReady readiness)) {
      throw new ProtocolViolation(said.party(), "sent " + said.message().getClass().getSimpleName() + " out of turn");
    }
    ready.putIfAbsent(said.party(), readiness.session());
  }

  /** The next message; every party is still needed, so a lost link ends the waiting. */
  private Conversation.Said next(PartyId party, String toDo) {
    waitedFor = () -> party;
    Conversation.Event event = conversation.next().orElseThrow(() -> conversation.deadline().exceededBy(party, toDo));
    if (event instanceof Conversation.Lost lost) {
      throw lost.why();
    }
    return (Conversation.Said) event;
  }

  private Outcome compute(Bytes32 session, SessionEndpoint endpoint, QueryPlan plan, Legs legs) {
    SessionNetwork network = new SessionNetwork(site.roster(), site.me(), endpoint, conversation.deadline());
    waitedFor = network::waitedFor;
    return site.engine().run(new Engine.Session(session, plan, network, legs), () -> record.opening(plan));
  }

  /** What this site puts into each leg: the first is computed before anybody shares anything. */
  private static final class Legs implements Function<LocalAggregation, LocalAggregate> {
    private final LocalAggregate first;
    private final Function<LocalAggregation, LocalAggregate> others;
    private boolean begun;

    Legs(LocalAggregate first, Function<LocalAggregation, LocalAggregate> others) {
      this.first = first;
      this.others = others;
    }

    @Override
    public LocalAggregate apply(LocalAggregation leg) {
      if (begun) {
        return others.apply(leg);
      }
      begun = true;
      return first;
    }
  }

  private void report(Admitted asked, QueryPlan plan, Bytes32 session, Outcome outcome) {
    SessionReport.About about = new SessionReport.About(session, asked.digest(), site.rosterDigest(), site.me());
    SessionReport report = SessionReport.of(about, plan, outcome, conversation.deadline().passedMillis());
    LOG.info("done in {} rounds and {} ms", report.cost().rounds(), report.cost().millis());
    answered.accept(outcome.answer());
    SignedBytes signed = SignedBytes.sign(site.identity(), SessionReport.LABEL, report.toBytes());
    post.send(proposal.home(), new ReportReady(conversation.proposal(), signed));
  }

  /** When another party waited in vain, the home also hears whom this one waited for: see {@link Verdict}. */
  private void testify(JointlyException failure) {
    if (failure instanceof DeadlineExceeded && !waitedFor.get().equals(site.me())) {
      FaultReport waiting = FaultReport.of(conversation.deadline().exceededBy(waitedFor.get(), "answer"));
      post.send(proposal.home(), new Abort(conversation.proposal(), site.me(), waiting));
    }
  }

  /** Before the vote a failure is a refusal, after it an abort that everybody hears of. */
  private void giveUp(JointlyException failure) {
    LOG.warn("the query ends here: {}", failure.getMessage());
    FaultReport why = FaultReport.of(failure, site.me());
    if (!voted) {
      attempt("written down", () -> record.refused(why));
      attempt("told", () -> cast(new Ballot.Refusal(conversation.proposal(), site.me(), site.rosterDigest(), why)));
      return;
    }
    attempt("told", () -> tell(failure, why));
    attempt("written down", () -> record.aborted(why));
  }

  private void tell(JointlyException failure, FaultReport why) {
    if (conversation.isEndedByOthers()) {
      testify(failure);
    } else {
      post.abort(new Abort(conversation.proposal(), site.me(), why));
    }
  }

  /** Who cannot write still tells the others, or they would wait for the deadline; and the other way round. */
  private static void attempt(String toBe, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException unable) {
      LOG.error("this could not be {}: {}", toBe, unable.getMessage());
    }
  }
}
