package org.jointly.runtime.node;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jointly.protocols.query.Answer;
import org.jointly.runtime.fault.Aborted;
import org.jointly.runtime.fault.Busy;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.Ballot;
import org.jointly.runtime.session.Deadline;
import org.jointly.runtime.transport.PeerLinks;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.Abort;
import org.jointly.runtime.wire.ControlMessage.AboutProposal;
import org.jointly.runtime.wire.ControlMessage.MakingProposal;
import org.jointly.runtime.wire.ControlMessage.MaterialKept;
import org.jointly.runtime.wire.ControlMessage.PeerMessage;
import org.jointly.runtime.wire.ControlMessage.Proposal;
import org.jointly.runtime.wire.ControlMessage.Proposing;
import org.jointly.runtime.wire.ControlMessage.ReportReady;
import org.jointly.runtime.wire.ControlMessage.Vote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what peers say to the thread that waits for it, and begins a thread for each proposal.
 *
 * <p>Used by many threads; never blocks for long.
 */
final class Switchboard {
  private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);

  /** A making may last a night; but its batches are a matter of seconds, and who keeps silent holds the others' one place. */
  static final Duration LONGEST_PAUSE_OF_A_MAKING = Duration.ofMinutes(10);

  private final Site site;
  private final ExecutorService threads;
  private final Roles queries;
  private final Roles makings;
  private final Post post;

  /**
   * @param threads where queries run, one thread each
   * @param queries the queries that go on
   * @param makings the making of material that goes on
   */
  Switchboard(Site site, PeerLinks links, ExecutorService threads, Roles queries, Roles makings) {
    this.site = site;
    this.threads = threads;
    this.queries = queries;
    this.makings = makings;
    this.post = new Post(site.me(), site.roster(), links, this::said);
  }

  Post post() {
    return post;
  }

  /** A message of a party, which may be this one. */
  void said(PartyId sender, PeerMessage message) {
    if (message instanceof Proposing proposal) {
      begin(sender, proposal);
    } else if (message instanceof AboutProposal about) {
      deliver(sender, about);
    }
  }

  /** A link went down: every query that still needs the party ends. */
  void lost(PartyId peer, JointlyException why) {
    Conversation.Lost lost = new Conversation.Lost(peer, why);
    queries.forEach(conversation -> conversation.put(lost));
    makings.forEach(conversation -> conversation.put(lost));
  }

  private void deliver(PartyId sender, AboutProposal message) {
    Optional<Conversation> party =
        queries.party(message.proposal()).or(() -> makings.party(message.proposal()));
    Optional<Conversation> home = queries.home(message.proposal()).or(() -> makings.home(message.proposal()));
    Conversation.Said said = new Conversation.Said(sender, message);
    if (message instanceof Abort abort) {
      home.ifPresent(conversation -> conversation.put(said));
      party.ifPresent(conversation -> conversation.endedBy(new Accusation(sender, abort.fault())));
    } else if (message instanceof Vote || message instanceof ReportReady || message instanceof MaterialKept) {
      home.ifPresent(conversation -> conversation.put(said));
    } else {
      party.ifPresent(conversation -> conversation.put(said));
    }
  }

  private void begin(PartyId sender, Proposing proposal) {
    if (!proposal.home().equals(sender)) {
      LOG.warn("party {} proposes something in the name of {}; ignored", sender, proposal.home());
      return;
    }
    Conversation conversation =
        new Conversation(proposal.id(), site.me(), deadline(proposal));
    Conversations asParty = asParty(proposal);
    switch (asParty.begin(conversation)) {
      case BEGUN -> start(asParty, conversation, proposal);
      case BUSY -> refuse(proposal, new Busy(site.me(), busy(proposal)));
      case KNOWN -> LOG.warn("party {} proposes {} twice; ignored", sender, proposal.id());
    }
  }

  private Conversations asParty(Proposing proposal) {
    return (proposal instanceof MakingProposal ? makings : queries).asParty();
  }

  private Deadline deadline(Proposing proposal) {
    return proposal instanceof MakingProposal making
        ? Deadline.in(making.order().patience(), site.nanoClock()).withPauses(LONGEST_PAUSE_OF_A_MAKING)
        : Deadline.in(site.sessionDeadline(), site.nanoClock());
  }

  private String busy(Proposing proposal) {
    return proposal instanceof MakingProposal
        ? "busy: material is being made already; wait for that, or end it: jointly preprocess stop"
        : "busy: as many queries are running here as may (" + queries.asParty().most() + "); ask again in a moment";
  }

  private void start(Conversations asParty, Conversation conversation, Proposing proposal) {
    try {
      threads.execute(() -> {
        try {
          path(conversation, proposal).run();
        } finally {
          asParty.end(conversation);
        }
      });
    } catch (RejectedExecutionException stopping) {
      asParty.end(conversation);
      refuse(proposal, new Aborted(site.me(), "the node is stopping"));
    }
  }

  private Runnable path(Conversation conversation, Proposing proposal) {
    if (proposal instanceof MakingProposal making) {
      return new MakingPipeline(
          site, post, conversation, making, pieces -> makings.home(making.id()).ifPresent(home -> home.progressed(pieces)))::run;
    }
    return new QueryPipeline(
        site, post, conversation, (Proposal) proposal, answer -> keep(conversation.proposal(), answer))::run;
  }

  /** The home's own answer is the one it hands on; the reports say whether it is everybody's. */
  private void keep(Bytes32 proposal, Answer answer) {
    queries.home(proposal).ifPresent(home -> home.keep(answer));
  }

  private void refuse(Proposing proposal, JointlyException why) {
    Ballot ballot = new Ballot.Refusal(proposal.id(), site.me(), site.rosterDigest(), FaultReport.of(why, site.me()));
    SignedBytes signed = SignedBytes.sign(site.identity(), Ballot.LABEL, ballot.toBytes());
    try {
      post.send(proposal.home(), new Vote(proposal.id(), site.me(), signed));
    } catch (JointlyException gone) {
      LOG.debug("the refusal cannot be told: {}", gone.getMessage());
    }
  }
}
