package org.jointly.runtime.node;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jointly.runtime.fault.Aborted;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.session.Deadline;
import org.jointly.runtime.transport.OperatorLink;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.MakeMaterial;
import org.jointly.runtime.wire.ControlMessage.MakingOutcome;
import org.jointly.runtime.wire.ControlMessage.MakingProgress;
import org.jointly.runtime.wire.ControlMessage.MakingProposal;
import org.jointly.runtime.wire.ControlMessage.MakingStopped;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the orders of this node's own operator, proposes each to all parties on a thread of its own, and tells how it ended; ends what others began. */
final class OperatorDesk {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorDesk.class);

  private final Site site;
  private final Post post;
  private final Roles makings;
  private final Errands<OperatorLink> errands;

  OperatorDesk(Site site, Post post, ExecutorService threads, Roles makings) {
    this.site = site;
    this.post = post;
    this.makings = makings;
    this.errands = new Errands<>(site.me(), threads, makings.asHome());
  }

  /** Begins with a making, or says at once why not. */
  void make(OperatorLink link, MakeMaterial request) {
    try {
      begin(link, request);
    } catch (JointlyException failure) {
      LOG.warn("no material is made: {}", failure.getMessage());
      reply(link, request, Optional.of(failure));
    }
  }

  /** Who leaves has changed their mind: it ends at all parties. */
  void left(OperatorLink link) {
    errands.left(link, stopped());
  }

  /** Ends what is made with this node, whoever began it, at all parties: nobody else can hold it. */
  void stop(OperatorLink link) {
    boolean wasMaking = !makings.isIdle();
    Aborted why = new Aborted(site.me(), stopped());
    makings.forEach(conversation -> conversation.fail(why));
    LOG.info("the operator ends the making of material; there was {}", wasMaking ? "one" : "none");
    link.reply(new MakingStopped(wasMaking));
  }

  private String stopped() {
    return "the operator of " + site.me() + " stopped it";
  }

  private void begin(OperatorLink link, MakeMaterial request) {
    MakingProposal proposal = new MakingProposal(
        Bytes32.random(site.random()), site.me(), site.rosterDigest(), site.clock().instant(), request.order());
    Conversation conversation = new Conversation(
        proposal.id(), site.me(), Deadline.in(request.order().patience().plus(HomeRun.GRACE), site.nanoClock()));
    conversation.watch(pieces -> link.reply(new MakingProgress(request.nonce(), pieces)));
    errands.begin(
        link,
        conversation,
        "material is being made already; wait for that, or end it: jointly preprocess stop",
        () -> run(link, request, conversation, proposal),
        failure -> reply(link, request, Optional.of(failure)));
  }

  private void run(OperatorLink link, MakeMaterial request, Conversation conversation, MakingProposal proposal) {
    new HomeRun(site, post, conversation, proposal, stage -> {}).make();
    reply(link, request, Optional.empty());
  }

  private void reply(OperatorLink link, MakeMaterial request, Optional<JointlyException> failure) {
    if (!link.reply(new MakingOutcome(request.nonce(), failure.map(why -> FaultReport.of(why, site.me()))))) {
      LOG.info("the operator left before the end");
    }
  }
}
