package org.jointly.cli.profile;

import java.util.List;
import java.util.stream.Stream;
import org.jointly.cli.render.Document;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Value;

/**
 * The JSON of {@code profile}. Its names are a contract with programs: they may be added to, never changed.
 *
 * <pre>
 *   status, subject {what, suite, adversary, field, parties, network}, runs,
 *   cost {rounds, messages, bytes}, millis {median, least, most},
 *   steps [{step, gate, rounds, messages, bytes, computedMillis {…}, waitedMillis {…}}],
 *   parties [{party, rounds, messages, bytes, computedMillis {…}, waitedMillis {…}}],
 *   rounds [{number, step, gate, party, messages, bytes, sentTo, startMicros, micros, computedMicros, waitedMicros}]
 * </pre>
 *
 * <p>Rounds, messages and bytes are those of one run; they are the same in every run. Times are over all runs but the first, if there
 * are others; a step's are those of the party where they are longest. The rounds are the last run's.
 */
public final class ProfileDocument {
  private static final long NANOS_PER_MICRO = 1000;

  private ProfileDocument() {}

  public static Document of(Profile profile) {
    ProfiledRun first = profile.first();
    return new Document()
        .with("status", "ok")
        .with("subject", subject(profile.subject()))
        .with("runs", profile.count())
        .with(
            "cost",
            new Document().with("rounds", first.roundCount()).with("messages", first.messages()).with("bytes", first.bytes()))
        .with("millis", profile.time().document())
        .with("steps", items(profile.steps().stream().map(ProfileDocument::step)))
        .with("parties", items(profile.parties().stream().map(ProfileDocument::party)))
        .with("rounds", items(profile.last().rounds().stream().map(round -> round(round, profile.last().startNanos()))));
  }

  /** Party by party and step by step, for a spreadsheet. */
  public static Document rows(Profile profile) {
    List<Value> rows = profile.last().parties().stream()
        .flatMap(party -> profile.last().of(party).stream()
            .map(round -> round(round, profile.last().startNanos()).fields()))
        .<Value>map(fields -> fields)
        .toList();
    return new Document().with("rounds", new Items(rows));
  }

  private static Items items(Stream<Document> rows) {
    return new Items(rows.<Value>map(Document::fields).toList());
  }

  private static Document subject(Profile.Subject subject) {
    return new Document()
        .with("what", subject.what())
        .with("suite", subject.suite())
        .with("adversary", subject.adversary())
        .with("field", subject.field())
        .with("parties", subject.parties())
        .with("network", subject.network());
  }

  private static Document step(Profile.Step step) {
    return new Document()
        .with("step", step.cause().step())
        .with("gate", step.cause().gate())
        .with("rounds", step.rounds())
        .with("messages", step.messages())
        .with("bytes", step.bytes())
        .with("computedMillis", step.computed().document())
        .with("waitedMillis", step.waited().document());
  }

  private static Document party(Profile.Party party) {
    return new Document()
        .with("party", party.name())
        .with("rounds", party.rounds())
        .with("messages", party.messages())
        .with("bytes", party.bytes())
        .with("computedMillis", party.computed().document())
        .with("waitedMillis", party.waited().document());
  }

  private static Document round(ProfiledRound round, long begun) {
    return new Document()
        .with("number", round.number())
        .with("step", round.step())
        .with("gate", round.cause().gate())
        .with("party", round.party())
        .with("messages", round.messages())
        .with("bytes", round.bytesSent())
        .with("sentTo", round.sentTo())
        .with("startMicros", (round.startNanos() - begun) / NANOS_PER_MICRO)
        .with("micros", round.durationNanos() / NANOS_PER_MICRO)
        .with("computedMicros", round.computedNanos() / NANOS_PER_MICRO)
        .with("waitedMicros", round.waitedNanos() / NANOS_PER_MICRO);
  }
}
