package org.jointly.runtime.node;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jointly.runtime.fault.DeadlineExceeded;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.ProtocolViolation;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.AgreedSession;
import org.jointly.runtime.session.Agreement;
import org.jointly.runtime.session.Ballot;
import org.jointly.runtime.session.SessionNetwork;
import org.jointly.runtime.transport.SessionEndpoint;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.Abort;
import org.jointly.runtime.wire.ControlMessage.AboutProposal;
import org.jointly.runtime.wire.ControlMessage.MaterialMade;
import org.jointly.runtime.wire.ControlMessage.SessionReady;
import org.jointly.runtime.wire.ControlMessage.Start;
import org.jointly.runtime.wire.ControlMessage.Vote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * How one party takes part in what was proposed, whatever that is: its ballot, the proof that all agree, the session with the others,
 * and how it gives up.
 *
 * <p>One thread uses it. Every wait ends at the conversation's deadline, with a lost link, and when another party gives up.
 */
final class Participation {
  private static final Logger LOG = LoggerFactory.getLogger(Participation.class);

  private final Site site;
  private final Post post;
  private final Conversation conversation;
  private final PartyId home;
  private final Map<PartyId, Bytes32> ready = new HashMap<>();
  private final Map<PartyId, List<Bytes32>> lots = new HashMap<>();
  private final Map<PartyId, Bytes32> made = new HashMap<>();
  private boolean voted;
  private Supplier<PartyId> waitedFor;

  /** @param home who proposed it */
  Participation(Site site, Post post, Conversation conversation, PartyId home) {
    this.site = site;
    this.post = post;
    this.conversation = conversation;
    this.home = home;
    this.waitedFor = site::me;
  }

  /**
   * Walks a path to its end; never throws. Before the vote a failure is a refusal, after it an abort that everybody hears of; also when
   * memory ran out or a library cannot be loaded, for the others would wait for the deadline.
   *
   * @param refused writes a failure before the vote down
   * @param aborted writes a later one down
   */
  void run(Runnable path, Consumer<FaultReport> refused, Consumer<FaultReport> aborted) {
    MDC.put(Site.SESSION_IN_LOGS, conversation.proposal().toString());
    try {
      path.run();
    } catch (JointlyException failure) {
      giveUp(failure, refused, aborted);
    } catch (RuntimeException | Error unforeseen) {
      LOG.error("this failed for a reason nobody foresaw", unforeseen);
      giveUp(FaultReport.of(unforeseen, site.me()).toException(), refused, aborted);
    } finally {
      MDC.remove(Site.SESSION_IN_LOGS);
    }
  }

  /** A fresh consent to a plan, not yet cast. */
  Ballot.Consent consent(Bytes32 plan) {
    return new Ballot.Consent(
        conversation.proposal(), site.me(), site.rosterDigest(), plan, Bytes32.random(site.random()));
  }

  void cast(Ballot ballot) {
    voted = true;
    SignedBytes signed = SignedBytes.sign(site.identity(), Ballot.LABEL, ballot.toBytes());
    post.send(home, new Vote(conversation.proposal(), site.me(), signed));
  }

  /** Waits until the home node shows everybody's consent, and believes nothing of it unverified. */
  AgreedSession agree(Ballot.Consent vote) {
    while (true) {
      Conversation.Said said = next(home, "start the session");
      if (said.message() instanceof Start start && said.party().equals(home)) {
        Agreement agreement = new Agreement(site.roster(), conversation.proposal(), site.clock());
        return agreement.session(start.ballots(), vote, home);
      }
      note(said);
    }
  }

  SessionEndpoint open(Bytes32 session) {
    LOG.info("all consent; this is session {} from now on", session);
    MDC.put(Site.SESSION_IN_LOGS, session.toString());
    SessionEndpoint endpoint = post.links().openSession(session);
    conversation.onFailure(endpoint::fail);
    return endpoint;
  }

  /** The session's network, which also tells whom this party waits for. */
  SessionNetwork network(SessionEndpoint endpoint) {
    SessionNetwork network = new SessionNetwork(site.roster(), site.me(), endpoint, conversation.deadline());
    waitedFor = network::waitedFor;
    return network;
  }

  /**
   * Nobody sends anything of its own before everybody can: a site that cannot begin ends the session here.
   *
   * @param mine lots of material that this party could use, the best first
   * @param toDo what a party that is late did not do
   * @return those that every party could use, the first party's choice first
   */
  List<Bytes32> awaitReady(Bytes32 session, List<Bytes32> mine, String toDo) {
    post.sendToOthers(new SessionReady(conversation.proposal(), session, mine));
    lots.put(site.me(), mine);
    await(session, ready, toDo);
    PartyId first = site.roster().parties().get(0).id();
    return inAll(lots.get(first), lots.values());
  }

  /** Of what one party has, what all have, in its order. */
  static List<Bytes32> inAll(List<Bytes32> one, Collection<List<Bytes32>> all) {
    Set<Bytes32> common = new LinkedHashSet<>(one);
    all.forEach(common::retainAll);
    return List.copyOf(common);
  }

  /** That this party has made its part. If it throws, not everybody has heard it, and nobody can have heard it of all. */
  void sayMade(Bytes32 session) {
    conversation.requireGoing();
    post.sendToOthers(new MaterialMade(conversation.proposal(), session));
  }

  /** Nobody keeps what was made before everybody has made it. */
  void awaitMade(Bytes32 session) {
    await(session, made, "make its part");
  }

  private void await(Bytes32 session, Map<PartyId, Bytes32> heard, String toDo) {
    while (true) {
      heard.forEach((party, other) -> requireSame(session, party, other));
      Optional<PartyId> missing = site.others().stream().filter(party -> !heard.containsKey(party)).findFirst();
      if (missing.isEmpty()) {
        return;
      }
      note(next(missing.get(), toDo));
    }
  }

  private void requireSame(Bytes32 session, PartyId party, Bytes32 other) {
    if (!other.equals(session)) {
      throw ProtocolViolation.unattributed("of party " + party + ": it is ready for session " + other + ", expected " + session
          + "; it is at fault, or party " + home + ", which may have shown it other ballots");
    }
  }

  private void note(Conversation.Said said) {
    AboutProposal message = said.message();
    if (message instanceof SessionReady readiness) {
      ready.putIfAbsent(said.party(), readiness.session());
      lots.putIfAbsent(said.party(), readiness.lots());
    } else if (message instanceof MaterialMade making) {
      made.putIfAbsent(said.party(), making.session());
    } else {
      throw new ProtocolViolation(said.party(), "sent " + message.getClass().getSimpleName() + " out of turn");
    }
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

  private void giveUp(JointlyException failure, Consumer<FaultReport> refused, Consumer<FaultReport> aborted) {
    LOG.warn("it ends here: {}", failure.getMessage());
    FaultReport why = FaultReport.of(failure, site.me());
    if (!voted) {
      attempt("written down", () -> refused.accept(why));
      attempt("told", () -> cast(new Ballot.Refusal(conversation.proposal(), site.me(), site.rosterDigest(), why)));
      return;
    }
    attempt("told", () -> tell(failure, why));
    attempt("written down", () -> aborted.accept(why));
  }

  private void tell(JointlyException failure, FaultReport why) {
    if (conversation.isEndedByOthers()) {
      testify(failure);
    } else {
      post.abort(new Abort(conversation.proposal(), site.me(), why));
    }
  }

  /** When another party waited in vain, the home also hears whom this one waited for: see {@link Verdict}. */
  private void testify(JointlyException failure) {
    if (failure instanceof DeadlineExceeded && !waitedFor.get().equals(site.me())) {
      FaultReport waiting = FaultReport.of(conversation.deadline().exceededBy(waitedFor.get(), "answer"));
      post.send(home, new Abort(conversation.proposal(), site.me(), waiting));
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
