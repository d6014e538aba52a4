package org.jointly.cli.query;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.cli.render.Document;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Real;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.simulation.PredictedCost;
import org.jointly.protocols.suite.SecurityModel;

/**
 * The JSON of {@code query explain}. Its names are a contract with programs: they may be added to, never changed.
 *
 * <pre>
 *   status, query {id, name, statistic}, plan {digest},
 *   security {suite, adversary, threshold, parties, field, statisticalBits},
 *   local {table, columns, sql, parameters, codes}, inputs [{block, length, smallest, largest}], steps,
 *   openings [{label, kind, elements, smallest, largest, recipients, reason}],
 *   legs {fewest, most, explained},
 *   cost {rounds, frames, messages, bytes, phases [{firstLeg, lastLeg, step, rounds, frames, messages, bytes}],
 *         parties [{party, frames, messages, bytes}], links [{from, to, frames, bytes}], preprocessing [{kind, perParty}]},
 *   time {roundTripMillis, bitsPerSecond, latencySeconds, transferSeconds, makingSeconds?, computeSeconds?, totalSeconds?}
 * </pre>
 *
 * <p>Bounds are texts, for they may be larger than a program's numbers. Frames, messages and bytes of a phase are those of each of
 * its legs, all parties together. What is not in store beforehand is made in {@code makingSeconds} of computing.
 * Without a calibration there is no {@code computeSeconds} and no {@code totalSeconds}.
 */
public final class ExplanationDocument {
  private ExplanationDocument() {}

  public static Document of(Explanation explanation) {
    QueryPlan plan = explanation.plan();
    return new Document()
        .with("status", "ok")
        .with("query", query(explanation))
        .with("plan", new Document().with("digest", plan.digestHex()))
        .with("security", security(plan.security()))
        .with("local", local(explanation))
        .with("inputs", inputs(plan))
        .withTexts("steps", plan.steps())
        .with("openings", openings(plan))
        .with("legs", legs(explanation))
        .with("cost", cost(explanation))
        .with("time", time(explanation));
  }

  /** The phases alone. */
  public static Document phases(Explanation explanation) {
    return new Document().with("phases", items(explanation.legs().stream().flatMap(ExplanationDocument::phases)));
  }

  private static Items items(Stream<Document> rows) {
    return new Items(rows.<Value>map(Document::fields).toList());
  }

  private static Document query(Explanation explanation) {
    return new Document()
        .with("id", explanation.question().spec().id().hex())
        .with("name", explanation.question().spec().name())
        .with("statistic", explanation.question().spec().statistic());
  }

  private static Document security(SecurityModel security) {
    return new Document()
        .with("suite", security.suite())
        .with("adversary", security.adversary().label())
        .with("threshold", security.threshold())
        .with("parties", security.parties())
        .with("field", security.field())
        .with("statisticalBits", security.statisticalBits());
  }

  private static Document local(Explanation explanation) {
    return new Document()
        .with("table", explanation.question().spec().cohort().table())
        .withTexts("columns", List.copyOf(explanation.plan().columns()))
        .with("sql", explanation.statement().text())
        .withTexts("parameters", explanation.statement().parameters())
        .withTexts("codes", explanation.statement().codes());
  }

  private static Items inputs(QueryPlan plan) {
    return items(plan.inputs().stream().map(block -> new Document()
        .with("block", block.name())
        .with("length", block.length())
        .with("smallest", block.smallest().toString())
        .with("largest", block.largest().toString())));
  }

  private static Items openings(QueryPlan plan) {
    return items(plan.openings().stream().map(opening -> new Document()
        .with("label", opening.label())
        .with("kind", opening.kind().name().toLowerCase(Locale.ROOT))
        .with("elements", opening.length())
        .with("smallest", opening.smallest().toString())
        .with("largest", opening.largest().toString())
        .with("recipients", Explanation.RECIPIENTS)
        .with("reason", opening.reason())));
  }

  private static Document legs(Explanation explanation) {
    return new Document()
        .with("fewest", explanation.plan().fewestLegs())
        .with("most", explanation.plan().maximumLegs())
        .with("explained", explanation.cost().legs());
  }

  private static Document cost(Explanation explanation) {
    PredictedCost cost = explanation.cost();
    return new Document()
        .with("rounds", cost.rounds())
        .with("frames", cost.frames())
        .with("messages", cost.messages())
        .with("bytes", cost.bytes())
        .with("phases", items(explanation.legs().stream().flatMap(ExplanationDocument::phases)))
        .with("parties", items(IntStream.range(0, cost.parties().size()).mapToObj(i -> party(explanation, i))))
        .with("links", items(cost.links().stream().map(link -> link(explanation, link))))
        .with("preprocessing", items(cost.preprocessing().used().entrySet().stream()
            .map(kind -> new Document().with("kind", kind.getKey()).with("perParty", kind.getValue()))));
  }

  private static Stream<Document> phases(Explanation.Legs legs) {
    return legs.phases().stream().map(phase -> new Document()
        .with("firstLeg", legs.first())
        .with("lastLeg", legs.last())
        .with("step", phase.step())
        .with("rounds", phase.rounds())
        .with("frames", phase.frames())
        .with("messages", phase.messages())
        .with("bytes", phase.bytes()));
  }

  private static Document party(Explanation explanation, int index) {
    PredictedCost.Party party = explanation.cost().parties().get(index);
    return new Document()
        .with("party", explanation.parties().get(index))
        .with("frames", party.frames())
        .with("messages", party.messages())
        .with("bytes", party.bytes());
  }

  private static Document link(Explanation explanation, PredictedCost.Link link) {
    return new Document()
        .with("from", explanation.party(link.from()))
        .with("to", explanation.party(link.to()))
        .with("frames", link.frames())
        .with("bytes", link.bytes());
  }

  private static Document time(Explanation explanation) {
    Wire wire = explanation.wire();
    PredictedCost cost = explanation.cost();
    double latency = wire.latencySeconds(cost);
    double transfer = wire.transferSeconds(cost);
    Document time = new Document()
        .with("roundTripMillis", new Real(wire.roundTrip().toNanos() / 1e6))
        .with("bitsPerSecond", wire.bitsPerSecond())
        .with("latencySeconds", new Real(latency))
        .with("transferSeconds", new Real(transfer));
    explanation.material().ifPresent(need -> time.with("makingSeconds", new Real(explanation.makingSeconds(need))));
    explanation.computeSeconds().ifPresent(compute ->
        time.with("computeSeconds", new Real(compute)).with("totalSeconds", new Real(latency + transfer + compute)));
    return time;
  }
}
