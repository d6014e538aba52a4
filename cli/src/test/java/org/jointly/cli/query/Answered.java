package org.jointly.cli.query;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jointly.protocols.query.Answer;
import org.jointly.runtime.analyst.VerifiedOutcome;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.SessionReport;
import org.jointly.runtime.wire.Bytes32;

/** Outcomes that no consortium computed. */
final class Answered {
  private static final Bytes32 ZERO = Bytes32.of(new byte[Bytes32.LENGTH]);

  private Answered() {}

  /** As if north, south and west had answered so. */
  static VerifiedOutcome outcome(Question question, Answer answer) {
    List<VerifiedOutcome.Report> reports =
        Stream.of("north", "south", "west").map(name -> report(question, new PartyId(name), answer)).toList();
    return new VerifiedOutcome(
        question.spec().id(), answer, question.plan().security(), question.spec().release(), ZERO, ZERO, reports, 1234);
  }

  private static VerifiedOutcome.Report report(Question question, PartyId party, Answer answer) {
    SessionReport content =
        new SessionReport(
            ZERO,
            ZERO,
            ZERO,
            ZERO,
            party,
            SessionReport.digestOf(answer.toBytes()),
            question.plan().security(),
            List.of(new SessionReport.Opening("keep patients", 2), new SessionReport.Opening("patients", 2)),
            new SessionReport.Cost(10, 38, 20, 81_700, 1000));
    Identity identity = Identity.create(party.name(), Duration.ofDays(1), Clock.systemUTC(), new SecureRandom());
    return new VerifiedOutcome.Report(party, content, SignedBytes.sign(identity, SessionReport.LABEL, content.toBytes()));
  }
}
