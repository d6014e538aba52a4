package org.jointly.cli.profile;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jointly.cli.profile.ProfiledRound.Cause;

/**
 * One session at all parties.
 *
 * @param rounds in the order of their numbers, and of parties within a round
 */
record ProfiledRun(String session, List<ProfiledRound> rounds) {
  ProfiledRun {
    rounds = rounds.stream()
        .sorted(Comparator.comparingInt(ProfiledRound::number).thenComparing(ProfiledRound::party))
        .toList();
  }

  List<String> parties() {
    return rounds.stream().map(ProfiledRound::party).distinct().sorted().toList();
  }

  /** The rounds in which somebody has something to send. */
  long roundCount() {
    return rounds.stream().mapToInt(ProfiledRound::number).distinct().count();
  }

  long messages() {
    return rounds.stream().mapToLong(ProfiledRound::messages).sum();
  }

  long bytes() {
    return rounds.stream().mapToLong(ProfiledRound::bytesSent).sum();
  }

  long startNanos() {
    return rounds.stream().mapToLong(ProfiledRound::startNanos).min().orElse(0);
  }

  /** From the first party's first round to the last one's end. */
  long nanos() {
    return rounds.stream().mapToLong(ProfiledRound::endNanos).max().orElse(0) - startNanos();
  }

  /** In the order of their first rounds. */
  Map<Cause, List<ProfiledRound>> byCause() {
    return rounds.stream().collect(Collectors.groupingBy(ProfiledRound::cause, LinkedHashMap::new, Collectors.toList()));
  }

  List<ProfiledRound> of(String party) {
    return rounds.stream().filter(round -> round.party().equals(party)).toList();
  }

  /** The sum at the party where it is largest. */
  static long most(List<ProfiledRound> rounds, ToLongFunction<ProfiledRound> what) {
    return rounds.stream()
        .collect(Collectors.groupingBy(ProfiledRound::party, Collectors.summingLong(what)))
        .values().stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }
}
