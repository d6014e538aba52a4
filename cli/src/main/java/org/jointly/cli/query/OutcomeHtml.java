package org.jointly.cli.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.Optional;
import org.jointly.cli.figure.Figures;
import org.jointly.cli.render.Layout;
import org.jointly.cli.render.Page;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.release.Opening;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.runtime.analyst.VerifiedOutcome;

/** Outcomes as one HTML page: pictures, tables, and what to know about them. */
public final class OutcomeHtml {
  private final Page page;

  public OutcomeHtml(String title) {
    this.page = new Page(title);
  }

  /** One more outcome. */
  public OutcomeHtml with(QueryPlan plan, VerifiedOutcome outcome) {
    return with(plan, outcome, Optional.empty());
  }

  /** One more outcome, beside the pooled answer. */
  public OutcomeHtml with(QueryPlan plan, Rehearsal rehearsal) {
    return with(plan, rehearsal.joint(), Optional.of(rehearsal));
  }

  /** The page's text. */
  public String done() {
    return page.done();
  }

  private OutcomeHtml with(QueryPlan plan, VerifiedOutcome outcome, Optional<Rehearsal> rehearsal) {
    List<Exhibit> exhibits = plan.exhibits();
    Layout answer = Layout.of(outcome.answer().fields(), exhibits);
    String statistic = plan.spec().statistic();
    page.begin(plan.spec().name(), statistic
        + Catalog.standard().statistic(statistic).map(Statistic::summary).map(summary -> ": " + summary).orElse("")
        + "; table " + plan.spec().cohort().table());
    rehearsal.filter(rehearsed -> !rehearsed.agrees()).ifPresent(rehearsed ->
        page.alarm("The joint answer is not that of the pooled rows; this is a fault of Jointly, please report it."));
    Figures.of(exhibits, answer).forEach(figure -> page.picture(figure.title(), figure.svg()));
    page.heading("Result").layout(rehearsal.map(rehearsed -> rehearsed.table(exhibits)).orElse(answer));
    OutcomePage.suppressed(outcome).ifPresent(text -> page.paragraph("Suppressed: " + text + ". " + OutcomePage.NOUGHT + "."));
    rehearsal.filter(Rehearsal::agrees).ifPresent(rehearsed ->
        page.paragraph("The joint answer is that of the pooled rows, " + rehearsed.howWell() + "."));
    learned(plan, outcome);
    parties(plan, outcome);
    page.end();
    return this;
  }

  private void learned(QueryPlan plan, VerifiedOutcome outcome) {
    page.heading("What was opened")
        .paragraph("To every party and the analyst, besides the question, and nothing else of the patients"
            + (plan.maximumLegs() > 1 ? "; as often as it took, " + plan.maximumLegs() + " times at most" : "")
            + (OutcomePage.count(outcome.answer().fields()) > 0 ? ". 0 was opened in place of each number that stayed secret." : "."));
    List<List<String>> rows = new ArrayList<>();
    OutcomePage.alike(plan).forEach(alike -> rows.add(List.of(
        alike.stream().map(opening -> opening.label() + " (" + OutcomePage.grouped(opening.length()) + ")").collect(Collectors.joining(", ")),
        alike.get(0).kind() == Opening.Kind.BIT ? "bits" : "numbers",
        alike.get(0).reason())));
    page.table(List.of("vectors (and their lengths)", "of", "reason"), rows);
  }

  private void parties(QueryPlan plan, VerifiedOutcome outcome) {
    page.heading("Who computed it, and how").paragraph("Security: " + OutcomePage.security(outcome.security()) + ".");
    List<List<String>> rows = new ArrayList<>();
    outcome.reports().forEach(report -> rows.add(List.of(
        report.party().name(),
        OutcomePage.grouped(report.content().cost().messages()),
        OutcomePage.grouped(report.content().cost().bytesSent()))));
    page.table(List.of("party, which signed the answer", "messages", "bytes sent"), rows)
        .table(List.of(), List.of(
            List.of("rounds", OutcomePage.grouped(outcome.rounds())),
            List.of("time", OutcomePage.grouped(outcome.millis()) + " ms"),
            List.of("plan", plan.digestHex()),
            List.of("session", outcome.session().hex()),
            List.of("query", outcome.query().hex())));
  }
}
