package org.jointly.runtime.node;

import java.util.List;
import java.util.function.Consumer;
import org.jointly.protocols.plan.Outcome;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.suite.MaterialStore;
import org.jointly.runtime.consent.Decision;
import org.jointly.runtime.engine.Engine;
import org.jointly.runtime.fault.InvalidQuery;
import org.jointly.runtime.fault.Refused;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.material.Offer;
import org.jointly.runtime.session.AgreedSession;
import org.jointly.runtime.session.Ballot;
import org.jointly.runtime.session.RequestCheck.Admitted;
import org.jointly.runtime.session.SessionReport;
import org.jointly.runtime.transport.SessionEndpoint;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.Proposal;
import org.jointly.runtime.wire.ControlMessage.ReportReady;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The path of one query at one node, from the proposal to the signed report, on a thread of its own.
 *
 * <p>{@link #walk} is the whole of it. Four orderings are deliberate: nothing is planned before the analyst is known, no data is
 * touched before all consent, nothing is shared before it is charged and everybody has its own numbers at hand, and what is opened
 * is written down before it is opened. Any failure on the way tells the others, and the ledger.
 */
final class QueryPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(QueryPipeline.class);

  private final Site site;
  private final Post post;
  private final Conversation conversation;
  private final Proposal proposal;
  private final Consumer<Answer> answered;
  private final QueryRecord record;
  private final Participation part;

  /** @param answered given the answer just before the report goes to the home node */
  QueryPipeline(Site site, Post post, Conversation conversation, Proposal proposal, Consumer<Answer> answered) {
    this.site = site;
    this.post = post;
    this.conversation = conversation;
    this.proposal = proposal;
    this.answered = answered;
    this.record = new QueryRecord(site.ledger(), site.charges(), conversation.proposal());
    this.part = new Participation(site, post, conversation, proposal.home());
  }

  /** Walks the path to its end; never throws. */
  void run() {
    part.run(this::walk, record::refused, record::aborted);
  }

  private void walk() {
    Admitted asked = admit();
    QueryPlan plan = plan(asked);
    decide(asked, plan);
    Ballot.Consent vote = vote(plan);
    AgreedSession agreed = part.agree(vote);
    Bytes32 session = agreed.id();
    try (SessionEndpoint endpoint = part.open(session)) {
      charge(asked, session, plan);
      OwnNumbers numbers = OwnNumbers.read(site, plan, agreed.linkageKey(), conversation.deadline());
      try (Offer offer = site.material().offer(plan.security().field(), site.isFirst())) {
        MaterialStore store = agreeOnMaterial(session, offer);
        Outcome outcome = compute(session, endpoint, plan, numbers, store);
        report(asked, plan, session, outcome);
      }
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
      return site.planner().plan(asked.request().spec(), site.roster().setting());
    } catch (InvalidQueryException invalid) {
      throw new InvalidQuery(invalid.problems());
    }
  }

  private void decide(Admitted asked, QueryPlan plan) {
    require(site.policy().decide(plan, asked.analyst()));
    requireMayAsk(asked);
    requireMapped(plan);
    post.requireLinks(conversation.deadline());
  }

  private void require(Decision decision) {
    if (decision instanceof Decision.Refusal refusal) {
      throw new Refused(site.me(), refusal.reason());
    }
  }

  private void requireMayAsk(Admitted asked) {
    require(site.policy().decide(asked.analyst(), site.charges(), site.clock().instant()));
  }

  /** Of questions that were consented to at one moment, no more are charged than the policy says. */
  private void charge(Admitted asked, Bytes32 session, QueryPlan plan) {
    synchronized (site.charges()) {
      requireMayAsk(asked);
      record.charged(session, plan, asked.analyst());
    }
  }

  /** What a question names and this site does not have is no reason to begin a session. */
  private void requireMapped(QueryPlan plan) {
    site.ofItsRecords(records -> {
      records.requireMapped(plan.spec().cohort(), plan.local());
      return true;
    });
  }

  private Ballot.Consent vote(QueryPlan plan) {
    Ballot.Consent consent = part.consent(Bytes32.of(plan.digest()));
    record.consented(plan);
    part.cast(consent);
    LOG.info("consent to plan {}", consent.plan());
    return consent;
  }

  /** Waits for the others; of what is stored here only what everybody has, and has not promised another query, is of use. */
  private MaterialStore agreeOnMaterial(Bytes32 session, Offer offer) {
    List<Bytes32> common = part.awaitReady(session, offer.lots(), OwnNumbers.TO_READ);
    int here = offer.lots().size();
    if (common.size() < here) {
      LOG.warn("{} of the {} lots of material that are ready here are not at every party: another query has them, or a party lacks them;"
          + " compare: jointly preprocess status", here - common.size(), here);
    }
    return offer.amongst(common);
  }

  private Outcome compute(Bytes32 session, SessionEndpoint endpoint, QueryPlan plan, OwnNumbers numbers, MaterialStore store) {
    return site.engine().run(new Engine.Session(session, plan, part.network(endpoint), numbers, store), () -> record.opening(plan));
  }

  private void report(Admitted asked, QueryPlan plan, Bytes32 session, Outcome outcome) {
    SessionReport.About about = new SessionReport.About(session, asked.digest(), site.rosterDigest(), site.me());
    SessionReport report = SessionReport.of(about, plan, outcome, conversation.deadline().passedMillis());
    LOG.info("done in {} rounds and {} ms", report.cost().rounds(), report.cost().millis());
    answered.accept(outcome.answer());
    SignedBytes signed = SignedBytes.sign(site.identity(), SessionReport.LABEL, report.toBytes());
    post.send(proposal.home(), new ReportReady(conversation.proposal(), signed));
  }
}
