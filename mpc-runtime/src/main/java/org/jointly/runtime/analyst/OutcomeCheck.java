package org.jointly.runtime.analyst;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.CanonicalFormException;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.runtime.analyst.VerifiedOutcome.Report;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.fault.ProtocolViolation;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.QueryRequest;
import org.jointly.runtime.session.SessionReport;
import org.jointly.runtime.wire.Bytes32;

/**
 * Whether a set of reports is an answer: one of every party, signed by it, all alike, to this request and to the analyst's own plan.
 *
 * <p>With at least one honest party, whatever passes here is what that party computed. A disagreement names the party that differs
 * from the majority.
 */
final class OutcomeCheck {
  private final Roster roster;
  private final Clock clock;

  public OutcomeCheck(Roster roster, Clock clock) {
    this.roster = roster;
    this.clock = clock;
  }

  /**
   * What the analyst expects, by its own planning.
   *
   * @param plan the digest of its plan
   */
  public record Expected(QueryRequest request, Bytes32 plan, SecurityModel security) {}

  /**
   * The outcome, if the reports prove it.
   *
   * @param millis how long it took so far, for the outcome
   * @throws ProtocolViolation naming the party whose report is missing, not its own, or differs; the home node if the answer fits
   *     nobody's report
   */
  public VerifiedOutcome verify(
      Expected expected, PartyId home, byte[] answer, List<SignedBytes> signedReports, long millis) {
    List<Report> reports = authentic(home, signedReports);
    requireAlike(reports, SessionReport::session, "another session");
    requireAlike(reports, SessionReport::plan, "another plan");
    requireAlike(reports, SessionReport::answer, "another answer");
    requireAlike(reports, SessionReport::openings, "other openings");
    requireAlike(reports, SessionReport::security, "another security model");
    SessionReport common = reports.get(0).content();
    for (Report report : reports) {
      requireExpected(expected, report);
    }
    require(SessionReport.digestOf(answer).equals(common.answer()), home, "an answer that no party signed");
    return new VerifiedOutcome(
        expected.request().spec().id(),
        parse(answer, home),
        common.security(),
        expected.request().spec().release(),
        common.session(),
        common.plan(),
        reports,
        millis);
  }

  private List<Report> authentic(PartyId home, List<SignedBytes> signedReports) {
    Map<PartyId, Report> reports = new HashMap<>();
    for (SignedBytes signed : signedReports) {
      Report report = authentic(home, signed);
      require(reports.put(report.party(), report) == null, home, "two reports of party " + report.party());
    }
    List<Report> inOrder = new ArrayList<>();
    for (Roster.Party party : roster.parties()) {
      Report report = reports.get(party.id());
      require(report != null, home, "an outcome without a report of party " + party.id());
      inOrder.add(report);
    }
    return inOrder;
  }

  private Report authentic(PartyId home, SignedBytes signed) {
    try {
      Roster.Party party =
          roster
              .party(signed.signer().fingerprint())
              .orElseThrow(() -> new ProtocolViolation(home, "a report of somebody who is not in the roster"));
      SessionReport content =
          SessionReport.fromBytes(signed.verifiedPayload(party.fingerprint(), SessionReport.LABEL, clock));
      require(content.party().equals(party.id()), party.id(), "a report in the name of party " + content.party());
      return new Report(party.id(), content, signed);
    } catch (IdentityFailure | CanonicalFormException malformed) {
      throw new ProtocolViolation(home, "a report that does not count: " + malformed.getMessage());
    }
  }

  private void requireExpected(Expected expected, Report report) {
    SessionReport content = report.content();
    Bytes32 myRoster = Bytes32.of(roster.digest());
    require(content.request().equals(expected.request().digest()), report.party(), "a report about another request");
    require(content.roster().equals(myRoster), report.party(), "it has roster " + content.roster() + ", you have " + myRoster
        + ": distribute the same roster file");
    require(content.plan().equals(expected.plan()), report.party(), "it ran plan " + content.plan() + ", your question compiles to "
        + expected.plan() + ": use the same version of Jointly as the sites");
    require(content.security().equals(expected.security()), report.party(), "it ran under another security model than your roster says");
  }

  /** Names whoever differs from more than half; nobody in particular if there is no majority. */
  private static <T> void requireAlike(List<Report> reports, Function<SessionReport, T> part, String otherwise) {
    Map<T, Integer> counts = new HashMap<>();
    reports.forEach(report -> counts.merge(part.apply(report.content()), 1, Integer::sum));
    if (counts.size() == 1) {
      return;
    }
    Optional<T> majority =
        counts.entrySet().stream().filter(entry -> 2 * entry.getValue() > reports.size()).map(Map.Entry::getKey).findFirst();
    if (majority.isEmpty()) {
      throw ProtocolViolation.unattributed("the parties' reports differ, and no majority agrees: each says " + otherwise);
    }
    Report odd =
        reports.stream().filter(report -> !part.apply(report.content()).equals(majority.get())).findFirst().orElseThrow();
    throw new ProtocolViolation(odd.party(), "its report says " + otherwise + " than the majority's");
  }

  private static Answer parse(byte[] answer, PartyId home) {
    try {
      return Answer.fromBytes(answer);
    } catch (CanonicalFormException malformed) {
      throw new ProtocolViolation(home, "an answer that all signed but that is malformed: " + malformed.getMessage());
    }
  }

  private static void require(boolean holds, PartyId blamed, String what) {
    if (!holds) {
      throw new ProtocolViolation(blamed, what);
    }
  }
}
