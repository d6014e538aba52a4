package org.jointly.runtime.node;

import java.util.List;
import java.util.function.LongConsumer;
import org.jointly.protocols.suite.MaterialSink;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.runtime.fault.Aborted;
import org.jointly.runtime.fault.DeadlineExceeded;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.PeerUnavailable;
import org.jointly.runtime.material.NewLot;
import org.jointly.runtime.session.Ballot;
import org.jointly.runtime.transport.SessionEndpoint;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.MakingProposal;
import org.jointly.runtime.wire.ControlMessage.MaterialKept;
import org.jointly.runtime.wire.MaterialOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The making of material at one node, from the proposal to the lot in its store, on a thread of its own.
 *
 * <p>No data are touched and nothing is opened, so neither policy nor ledger are asked. What is made is destroyed unless every party
 * says that it has made all of its part. A party that has said so and hears nothing of another any more cannot know whether that one
 * keeps its part (no protocol can tell it), and keeps its own: sessions use only what all parties have, and a part without the others'
 * shows in the status.
 */
final class MakingPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(MakingPipeline.class);

  private final Site site;
  private final Post post;
  private final Conversation conversation;
  private final MakingProposal proposal;
  private final LongConsumer progress;
  private final Participation part;

  /** @param progress given the pieces made so far, of all kinds together */
  MakingPipeline(Site site, Post post, Conversation conversation, MakingProposal proposal, LongConsumer progress) {
    this.site = site;
    this.post = post;
    this.conversation = conversation;
    this.proposal = proposal;
    this.progress = progress;
    this.part = new Participation(site, post, conversation, proposal.home());
  }

  /** Walks the path to its end; never throws. */
  void run() {
    part.run(this::walk, why -> {}, why -> {});
  }

  private void walk() {
    MaterialOrder order = proposal.order();
    LOG.info("{} proposes to make {} in field {}", proposal.home(), order.pieces(), order.field());
    SecurityModel model = new OrderCheck(site).admit(proposal);
    post.requireLinks(conversation.deadline());
    Ballot.Consent vote = part.consent(order.digest());
    part.cast(vote);
    Bytes32 session = part.agree(vote).id();
    try (SessionEndpoint endpoint = part.open(session);
        NewLot lot = begin(session, model)) {
      part.awaitReady(session, List.of(), "begin to make material");
      site.engine().make(session, model, part.network(endpoint), new Preprocessing(order.pieces()), new Counted(lot));
      lot.seal();
      part.sayMade(session);
      awaitOthers(session, lot);
      lot.commit();
      LOG.info("made and stored {} in field {}", order.pieces(), order.field());
      post.send(proposal.home(), new MaterialKept(conversation.proposal()));
    }
  }

  /** What is wrong with this site's files is told to its operator only. */
  private NewLot begin(Bytes32 session, SecurityModel model) {
    try {
      return site.material().make(session, model.suite(), model.field(), proposal.proposedAt());
    } catch (InvalidConfiguration unusable) {
      LOG.error("material cannot be stored: {}", unusable.getMessage());
      throw new InvalidConfiguration("its store of material cannot be used; its operator finds the reason in the node's log");
    }
  }

  private void awaitOthers(Bytes32 session, NewLot lot) {
    try {
      part.awaitMade(session);
    } catch (PeerUnavailable | DeadlineExceeded | Aborted inDoubt) {
      LOG.warn("this site's part is whole, and it is not known whether the others keep theirs: it stays; see jointly preprocess status");
      lot.commit();
      throw inDoubt;
    }
  }

  /** Tells how far the making is. */
  private final class Counted implements MaterialSink {
    private final NewLot lot;
    private long pieces;

    Counted(NewLot lot) {
      this.lot = lot;
    }

    @Override
    public void key(byte[] keyShare) {
      lot.key(keyShare);
    }

    @Override
    public void put(String kind, long count, byte[] made) {
      lot.put(kind, count, made);
      pieces += count;
      progress.accept(pieces);
    }
  }
}
