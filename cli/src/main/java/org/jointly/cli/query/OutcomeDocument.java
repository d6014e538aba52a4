package org.jointly.cli.query;

import java.util.Base64;
import java.util.List;
import org.jointly.cli.render.Document;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.runtime.analyst.VerifiedOutcome;
import org.jointly.runtime.session.SessionReport;

/**
 * The JSON of {@code query run}. Its names are a contract with programs: they may be added to, never changed.
 *
 * <pre>
 *   status, query {id, name, statistic}, security {suite, adversary, threshold, parties, field},
 *   release {minimumCount, minimumSites}, result, opened [{label, elements}],
 *   cost {rounds, messages, bytesSentByParty, millis}, plan {digest}, session {id}, reports [{party, answer, signed}],
 *   material? {pieces [{kind, needed, stored, toMake}], makingSeconds}
 * </pre>
 *
 * <p>{@code material} is there if the suite uses any up: what was foreseen before the query started, over its most legs, and what its
 * home node had in store.
 *
 * <p>{@code rounds} is the same at every party, {@code messages} the sum over all. {@code signed} is a party's certificate, report
 * and signature in base64.
 */
public final class OutcomeDocument {
  private OutcomeDocument() {}

  public static Document of(QuerySpec spec, VerifiedOutcome outcome) {
    return new Document()
        .with("status", "ok")
        .with("query", query(spec, outcome))
        .with("security", security(outcome.security()))
        .with("release", release(outcome))
        .with("result", outcome.answer().fields())
        .with("opened", opened(outcome))
        .with("cost", cost(outcome))
        .with("plan", new Document().with("digest", outcome.plan().hex()))
        .with("session", new Document().with("id", outcome.session().hex()))
        .with("reports", reports(outcome));
  }

  private static Document query(QuerySpec spec, VerifiedOutcome outcome) {
    return new Document().with("id", outcome.query().hex()).with("name", spec.name()).with("statistic", spec.statistic());
  }

  private static Document security(SecurityModel security) {
    return new Document()
        .with("suite", security.suite())
        .with("adversary", security.adversary().label())
        .with("threshold", security.threshold())
        .with("parties", security.parties())
        .with("field", security.field());
  }

  private static Document release(VerifiedOutcome outcome) {
    return new Document()
        .with("minimumCount", outcome.release().minimumCount())
        .with("minimumSites", outcome.release().minimumSites());
  }

  private static Answer.Items opened(VerifiedOutcome outcome) {
    List<Value> openings =
        outcome.openings().stream()
            .<Value>map(opening -> new Document().with("label", opening.label()).with("elements", opening.elements()).fields())
            .toList();
    return new Answer.Items(openings);
  }

  private static Document cost(VerifiedOutcome outcome) {
    Document bytes = new Document();
    outcome.reports().forEach(report -> bytes.with(report.party().name(), report.content().cost().bytesSent()));
    return new Document()
        .with("rounds", outcome.rounds())
        .with("messages", outcome.reports().stream().mapToLong(report -> report.content().cost().messages()).sum())
        .with("bytesSentByParty", bytes)
        .with("millis", outcome.millis());
  }

  private static Answer.Items reports(VerifiedOutcome outcome) {
    return new Answer.Items(outcome.reports().stream().<Value>map(OutcomeDocument::report).toList());
  }

  private static Answer.Fields report(VerifiedOutcome.Report report) {
    SessionReport content = report.content();
    return new Document()
        .with("party", report.party().name())
        .with("answer", content.answer().hex())
        .with("signed", Base64.getEncoder().encodeToString(report.signed().encode()))
        .fields();
  }
}
