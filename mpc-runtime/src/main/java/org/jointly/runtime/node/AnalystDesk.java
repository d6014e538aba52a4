package org.jointly.runtime.node;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jointly.runtime.fault.Aborted;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.Refused;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.session.Deadline;
import org.jointly.runtime.session.RequestCheck.Admitted;
import org.jointly.runtime.transport.AnalystLink;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.Outcome;
import org.jointly.runtime.wire.ControlMessage.Proposal;
import org.jointly.runtime.wire.ControlMessage.QueryOutcome;
import org.jointly.runtime.wire.ControlMessage.QueryProgress;
import org.jointly.runtime.wire.ControlMessage.SubmitQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes analysts' queries, proposes each to all parties on a thread of its own, and replies with what came out. */
final class AnalystDesk {
  private static final Logger LOG = LoggerFactory.getLogger(AnalystDesk.class);

  private final Site site;
  private final Post post;
  private final ExecutorService threads;
  private final Conversations asHome;
  private final Map<Conversation, AnalystLink> askers = new ConcurrentHashMap<>();

  AnalystDesk(Site site, Post post, ExecutorService threads, Conversations asHome) {
    this.site = site;
    this.post = post;
    this.threads = threads;
    this.asHome = asHome;
  }

  /** Begins with a query, or says at once why not. */
  void submit(AnalystLink link, SubmitQuery submission) {
    try {
      Admitted asked = site.requestCheck().verify(submission.query());
      requireOwn(link, asked);
      begin(link, submission, asked);
    } catch (JointlyException failure) {
      LOG.warn("a query of analyst {} is not proposed: {}", link.analyst(), failure.getMessage());
      reply(link, submission, failed(failure));
    }
  }

  /** Nobody waits for these answers any longer, so nothing need be opened for them. */
  void left(AnalystLink link) {
    askers.forEach((conversation, asker) -> {
      if (asker == link) {
        conversation.fail(new Aborted(site.me(), "analyst " + link.analyst() + " left before the answer"));
      }
    });
  }

  private static void requireOwn(AnalystLink link, Admitted asked) {
    if (!asked.analyst().equals(link.analyst())) {
      throw new IdentityFailure("analyst " + link.analyst() + " submits a query signed by " + asked.analyst()
          + "; each analyst submits their own");
    }
  }

  private void begin(AnalystLink link, SubmitQuery submission, Admitted asked) {
    Proposal proposal = new Proposal(Bytes32.random(site.random()), submission.query(), site.me());
    Deadline deadline =
        Deadline.in(site.patience(asked.request().lifetime()).plus(HomeRun.GRACE), site.nanoClock());
    Conversation conversation = new Conversation(proposal.id(), site.me(), deadline);
    if (asHome.begin(conversation) != Conversations.Admission.BEGUN) {
      throw new Refused(site.me(), "busy: as many queries of analysts are running here as may (" + asHome.most()
          + "); ask again in a moment, or over another party");
    }
    askers.put(conversation, link);
    try {
      threads.execute(() -> run(link, submission, conversation, proposal));
    } catch (RejectedExecutionException stopping) {
      end(conversation);
      throw new Aborted(site.me(), "the node is stopping");
    }
  }

  private void run(AnalystLink link, SubmitQuery submission, Conversation conversation, Proposal proposal) {
    try {
      HomeRun run =
          new HomeRun(site, post, conversation, proposal, stage -> link.reply(new QueryProgress(submission.id(), stage)));
      List<SignedBytes> reports = run.run();
      reply(link, submission, new Outcome.Reports(conversation.kept(), reports));
    } catch (JointlyException failure) {
      reply(link, submission, failed(failure));
    } catch (RuntimeException unforeseen) {
      LOG.error("the outcome of a query could not be handed on", unforeseen);
      reply(link, submission, failed(FaultReport.of(unforeseen, site.me()).toException()));
    } finally {
      end(conversation);
    }
  }

  private void end(Conversation conversation) {
    askers.remove(conversation);
    asHome.end(conversation);
  }

  private Outcome failed(JointlyException failure) {
    return new Outcome.Failed(FaultReport.of(failure, site.me()));
  }

  private static void reply(AnalystLink link, SubmitQuery submission, Outcome outcome) {
    if (!link.reply(new QueryOutcome(submission.id(), outcome))) {
      LOG.info("analyst {} left before the outcome", link.analyst());
    }
  }
}
