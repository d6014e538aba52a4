package org.jointly.cli.profile;

import java.util.ArrayList;
import java.util.List;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.Json;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Real;
import org.jointly.protocols.query.Answer.Value;

/**
 * The last run in the trace event format that Perfetto and {@code chrome://tracing} read: a process per party, a slice per round in
 * which the waiting is a slice of its own.
 */
public final class TraceFile {
  private static final double NANOS_PER_MICRO = 1e3;

  private TraceFile() {}

  /** The file's text. */
  public static String of(Profile profile) {
    ProfiledRun run = profile.last();
    List<String> parties = run.parties();
    List<Value> events = new ArrayList<>();
    for (int i = 0; i < parties.size(); i++) {
      events.add(name(i + 1, parties.get(i)).fields());
    }
    for (ProfiledRound round : run.rounds()) {
      int process = 1 + parties.indexOf(round.party());
      events.add(slice(round, process, run.startNanos()).fields());
      if (round.waitedNanos() > 0) {
        events.add(waiting(round, process, run.startNanos()).fields());
      }
    }
    return Json.of(new Document().with("displayTimeUnit", "ms").with("traceEvents", new Items(events)).fields());
  }

  private static Document name(int process, String party) {
    return new Document()
        .with("ph", "M")
        .with("name", "process_name")
        .with("pid", process)
        .with("tid", 1)
        .with("args", new Document().with("name", party));
  }

  private static Document slice(ProfiledRound round, int process, long begun) {
    return event(round.step() + ": " + round.cause().gate(), round.step(), process)
        .with("ts", micros(round.startNanos() - begun))
        .with("dur", micros(round.durationNanos()))
        .with(
            "args",
            new Document()
                .with("round", round.number())
                .with("messages", round.messages())
                .with("bytes", round.bytesSent())
                .with("sentTo", round.sentTo())
                .with("computedMicros", micros(round.computedNanos())));
  }

  /** A round begins with waiting for the others' frames; then they are worked on. */
  private static Document waiting(ProfiledRound round, int process, long begun) {
    long nanos = Math.min(round.waitedNanos(), round.durationNanos());
    return event("waiting", "waiting", process)
        .with("ts", micros(round.startNanos() - begun))
        .with("dur", micros(nanos));
  }

  private static Document event(String name, String category, int process) {
    return new Document().with("ph", "X").with("name", name).with("cat", category).with("pid", process).with("tid", 1);
  }

  private static Real micros(long nanos) {
    return new Real(nanos / NANOS_PER_MICRO);
  }
}
