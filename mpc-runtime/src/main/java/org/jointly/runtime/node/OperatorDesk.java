package org.jointly.runtime.node;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jointly.runtime.fault.Aborted;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.Refused;
import org.jointly.runtime.session.Deadline;
import org.jointly.runtime.transport.OperatorLink;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.MakeMaterial;
import org.jointly.runtime.wire.ControlMessage.MakingOutcome;
import org.jointly.runtime.wire.ControlMessage.MakingProgress;
import org.jointly.runtime.wire.ControlMessage.MakingProposal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the orders of this node's own operator, proposes each to all parties on a thread of its own, and tells how it ended. */
final class OperatorDesk {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorDesk.class);

  private final Site site;
  private final Post post;
  private final ExecutorService threads;
  private final Conversations asHome;
  private final Map<Conversation, OperatorLink> askers = new ConcurrentHashMap<>();

  OperatorDesk(Site site, Post post, ExecutorService threads, Conversations asHome) {
    this.site = site;
    this.post = post;
    this.threads = threads;
    this.asHome = asHome;
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
    askers.forEach((conversation, asker) -> {
      if (asker == link) {
        conversation.fail(new Aborted(site.me(), "the operator of " + site.me() + " stopped it"));
      }
    });
  }

  private void begin(OperatorLink link, MakeMaterial request) {
    MakingProposal proposal = new MakingProposal(
        Bytes32.random(site.random()), site.me(), site.rosterDigest(), site.clock().instant(), request.order());
    Conversation conversation = new Conversation(
        proposal.id(), site.me(), Deadline.in(request.order().patience().plus(HomeRun.GRACE), site.nanoClock()));
    if (asHome.begin(conversation) != Conversations.Admission.BEGUN) {
      throw new Refused(site.me(), "busy: material is being made already; wait for that, or end it");
    }
    askers.put(conversation, link);
    conversation.watch(pieces -> link.reply(new MakingProgress(request.nonce(), pieces)));
    try {
      threads.execute(() -> run(link, request, conversation, proposal));
    } catch (RejectedExecutionException stopping) {
      end(conversation);
      throw new Aborted(site.me(), "the node is stopping");
    }
  }

  private void run(OperatorLink link, MakeMaterial request, Conversation conversation, MakingProposal proposal) {
    try {
      new HomeRun(site, post, conversation, proposal, stage -> {}).make();
      reply(link, request, Optional.empty());
    } catch (JointlyException failure) {
      reply(link, request, Optional.of(failure));
    } catch (RuntimeException unforeseen) {
      LOG.error("the end of a making could not be told", unforeseen);
      reply(link, request, Optional.of(unforeseen));
    } finally {
      end(conversation);
    }
  }

  private void end(Conversation conversation) {
    askers.remove(conversation);
    asHome.end(conversation);
  }

  private void reply(OperatorLink link, MakeMaterial request, Optional<? extends RuntimeException> failure) {
    if (!link.reply(new MakingOutcome(request.nonce(), failure.map(why -> FaultReport.of(why, site.me()))))) {
      LOG.info("the operator left before the end");
    }
  }
}
