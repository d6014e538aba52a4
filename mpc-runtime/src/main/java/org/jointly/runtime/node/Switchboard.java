package org.jointly.runtime.node;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jointly.protocols.query.Answer;
import org.jointly.runtime.fault.Aborted;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.Refused;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.Ballot;
import org.jointly.runtime.session.Deadline;
import org.jointly.runtime.transport.PeerLinks;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.Abort;
import org.jointly.runtime.wire.ControlMessage.AboutProposal;
import org.jointly.runtime.wire.ControlMessage.PeerMessage;
import org.jointly.runtime.wire.ControlMessage.Proposal;
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

  private final Site site;
  private final ExecutorService threads;
  private final Conversations asParty;
  private final Conversations asHome;
  private final Post post;

  /**
   * @param threads where queries run, one thread each
   * @param asParty the queries this node takes part in
   * @param asHome the queries this node is home of
   */
  Switchboard(
      Site site, PeerLinks links, ExecutorService threads, Conversations asParty, Conversations asHome) {
    this.site = site;
    this.threads = threads;
    this.asParty = asParty;
    this.asHome = asHome;
    this.post = new Post(site.me(), site.roster(), links, this::said);
  }

  Post post() {
    return post;
  }

  /** A message of a party, which may be this one. */
  void said(PartyId sender, PeerMessage message) {
    if (message instanceof Proposal proposal) {
      begin(sender, proposal);
    } else if (message instanceof AboutProposal about) {
      deliver(sender, about);
    }
  }

  /** A link went down: every query that still needs the party ends. */
  void lost(PartyId peer, JointlyException why) {
    Conversation.Lost lost = new Conversation.Lost(peer, why);
    asParty.forEach(conversation -> conversation.put(lost));
    asHome.forEach(conversation -> conversation.put(lost));
  }

  private void deliver(PartyId sender, AboutProposal message) {
    Optional<Conversation> party = asParty.about(message.proposal());
    Optional<Conversation> home = asHome.about(message.proposal());
    Conversation.Said said = new Conversation.Said(sender, message);
    if (message instanceof Abort abort) {
      home.ifPresent(conversation -> conversation.put(said));
      party.ifPresent(conversation -> conversation.endedBy(new Accusation(sender, abort.fault())));
    } else if (message instanceof Vote || message instanceof ReportReady) {
      home.ifPresent(conversation -> conversation.put(said));
    } else {
      party.ifPresent(conversation -> conversation.put(said));
    }
  }

  private void begin(PartyId sender, Proposal proposal) {
    if (!proposal.home().equals(sender)) {
      LOG.warn("party {} proposes a query in the name of {}; ignored", sender, proposal.home());
      return;
    }
    Conversation conversation =
        new Conversation(proposal.id(), site.me(), Deadline.in(site.sessionDeadline(), site.nanoClock()));
    switch (asParty.begin(conversation)) {
      case BEGUN -> start(conversation, proposal);
      case BUSY -> refuse(proposal, new Refused(site.me(), "busy: as many queries are running here as may ("
          + asParty.most() + "); ask again in a moment"));
      case KNOWN -> LOG.warn("party {} proposes {} twice; ignored", sender, proposal.id());
    }
  }

  private void start(Conversation conversation, Proposal proposal) {
    try {
      threads.execute(() -> {
        try {
          new QueryPipeline(site, post, conversation, proposal, answer -> keep(conversation.proposal(), answer)).run();
        } finally {
          asParty.end(conversation);
        }
      });
    } catch (RejectedExecutionException stopping) {
      asParty.end(conversation);
      refuse(proposal, new Aborted(site.me(), "the node is stopping"));
    }
  }

  /** The home's own answer is the one it hands on; the reports say whether it is everybody's. */
  private void keep(Bytes32 proposal, Answer answer) {
    asHome.about(proposal).ifPresent(home -> home.keep(answer));
  }

  private void refuse(Proposal proposal, JointlyException why) {
    Ballot ballot = new Ballot.Refusal(proposal.id(), site.me(), site.rosterDigest(), FaultReport.of(why, site.me()));
    SignedBytes signed = SignedBytes.sign(site.identity(), Ballot.LABEL, ballot.toBytes());
    try {
      post.send(proposal.home(), new Vote(proposal.id(), site.me(), signed));
    } catch (JointlyException gone) {
      LOG.debug("the refusal cannot be told: {}", gone.getMessage());
    }
  }
}
