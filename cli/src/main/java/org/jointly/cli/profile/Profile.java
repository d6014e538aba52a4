package org.jointly.cli.profile;

import java.util.ArrayList;
import java.util.List;
import org.jointly.cli.profile.ProfiledRound.Cause;

/**
 * What was run, and what its runs cost.
 *
 * @param runs in order, at least one; all cost the same rounds, messages and bytes
 */
public final class Profile {
  private final Subject subject;
  private final List<ProfiledRun> runs;

  Profile(Subject subject, List<ProfiledRun> runs) {
    this.subject = subject;
    this.runs = List.copyOf(runs);
  }

  /**
   * What was profiled, in words.
   *
   * @param what the query's name, or an operation and its length
   * @param network the emulated one, or {@code this machine}
   */
  public record Subject(String what, String suite, String adversary, String field, int parties, String network) {}

  /** A cause of rounds, over the runs. */
  record Step(Cause cause, long rounds, long messages, long bytes, Spread computed, Spread waited) {}

  /** A party, over the runs. */
  record Party(String name, long rounds, long messages, long bytes, Spread computed, Spread waited) {}

  Subject subject() {
    return subject;
  }

  /** The first: fresh nodes, whose code is interpreted still, if there are others. */
  ProfiledRun first() {
    return runs.get(0);
  }

  /** The last one, of nodes that have been up for a while. */
  ProfiledRun last() {
    return runs.get(runs.size() - 1);
  }

  int count() {
    return runs.size();
  }

  /** The runs whose times count: all but the first, if there are others. */
  private List<ProfiledRun> timed() {
    return runs.size() == 1 ? runs : runs.subList(1, runs.size());
  }

  Spread time() {
    return Spread.of(timed().stream().mapToLong(ProfiledRun::nanos));
  }

  /** Rounds and bytes of the first run; times, at the party where they are longest, over all timed ones. */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    first().byCause().forEach((cause, rounds) -> steps.add(new Step(
        cause,
        rounds.stream().mapToInt(ProfiledRound::number).distinct().count(),
        rounds.stream().mapToLong(ProfiledRound::messages).sum(),
        rounds.stream().mapToLong(ProfiledRound::bytesSent).sum(),
        Spread.of(timed().stream().mapToLong(run -> ProfiledRun.most(of(run, cause), ProfiledRound::computedNanos))),
        Spread.of(timed().stream().mapToLong(run -> ProfiledRun.most(of(run, cause), ProfiledRound::waitedNanos))))));
    return steps;
  }

  private static List<ProfiledRound> of(ProfiledRun run, Cause cause) {
    return run.rounds().stream().filter(round -> round.cause().equals(cause)).toList();
  }

  List<Party> parties() {
    return first().parties().stream()
        .map(name -> {
          List<ProfiledRound> mine = first().of(name);
          return new Party(
              name,
              mine.size(),
              mine.stream().mapToLong(ProfiledRound::messages).sum(),
              mine.stream().mapToLong(ProfiledRound::bytesSent).sum(),
              Spread.of(timed().stream().mapToLong(run -> run.of(name).stream().mapToLong(ProfiledRound::computedNanos).sum())),
              Spread.of(timed().stream().mapToLong(run -> run.of(name).stream().mapToLong(ProfiledRound::waitedNanos).sum())));
        })
        .toList();
  }
}
