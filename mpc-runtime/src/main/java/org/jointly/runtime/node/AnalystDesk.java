package org.jointly.runtime.node;

import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.fault.JointlyException;
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
  private final Conversations asHome;
  private final Errands<AnalystLink> errands;

  AnalystDesk(Site site, Post post, ExecutorService threads, Conversations asHome) {
    this.site = site;
    this.post = post;
    this.asHome = asHome;
    this.errands = new Errands<>(site.me(), threads, asHome);
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
    errands.left(link, "analyst " + link.analyst() + " left before the answer");
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
    errands.begin(
        link,
        conversation,
        "as many queries of analysts are running here as may (" + asHome.most() + "); ask again in a moment, or over another party",
        () -> run(link, submission, conversation, proposal),
        failure -> reply(link, submission, failed(failure)));
  }

  private void run(AnalystLink link, SubmitQuery submission, Conversation conversation, Proposal proposal) {
    HomeRun run =
        new HomeRun(site, post, conversation, proposal, stage -> link.reply(new QueryProgress(submission.id(), stage)));
    List<SignedBytes> reports = run.run();
    reply(link, submission, new Outcome.Reports(conversation.kept(), reports));
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
