package org.jointly.runtime.analyst;

import java.util.List;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.QueryId;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.SessionReport;
import org.jointly.runtime.wire.Bytes32;

/**
 * An answer that every party of the roster signed, to the plan that the analyst compiled itself.
 *
 * @param query the question's id
 * @param session the session it comes from
 * @param plan the digest of the plan that ran
 * @param reports one per party, in roster order; all say the same, but for the cost
 * @param millis from sending the question to having verified the answer, by the analyst's clock
 */
public record VerifiedOutcome(
    QueryId query,
    Answer answer,
    SecurityModel security,
    ReleaseRule release,
    Bytes32 session,
    Bytes32 plan,
    List<Report> reports,
    long millis) {
  public VerifiedOutcome {
    reports = List.copyOf(reports);
  }

  /**
   * What one party signed.
   *
   * @param content what it says, among it {@link SessionReport#cost()}
   * @param signed the bytes anyone can verify with the roster
   */
  public record Report(PartyId party, SessionReport content, SignedBytes signed) {}

  /** How many rounds it took: the same at every party, or the most that one counted. */
  public long rounds() {
    return reports.stream().mapToLong(report -> report.content().cost().rounds()).max().orElse(0);
  }

  /** What was opened, to all parties and the analyst: the same at every party. */
  public List<SessionReport.Opening> openings() {
    return reports.get(0).content().openings();
  }
}
