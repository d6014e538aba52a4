package org.jointly.benchmarks.process;

import java.util.ArrayList;
import java.util.List;
import org.jointly.protocols.suite.SecurityModel;

/**
 * What one party's process measured, as it tells its parent: one line of words.
 *
 * @param field the field's name
 * @param setupNanos opening the session, that is agreeing on keys
 * @param runs in order; the first is the process's first
 * @param cost of one run; the same for every run, or the process fails
 * @param peakKiB the process's largest resident set, 0 where the system does not tell
 */
record Measurement(String field, long setupNanos, List<Run> runs, Cost cost, long peakKiB) {
  private static final String TAG = "measured";
  private static final int FIXED = 7;

  Measurement {
    runs = List.copyOf(runs);
  }

  /**
   * One run.
   *
   * @param nanos by the clock
   * @param cpuNanos of the session's thread: what is left on a machine that does other things besides
   */
  record Run(long nanos, long cpuNanos) {}

  /** What one party sent in one run. */
  record Cost(long rounds, long messages, long bytes) {
    Cost minus(Cost before) {
      return new Cost(rounds - before.rounds, messages - before.messages, bytes - before.bytes);
    }
  }

  static Measurement of(SecurityModel model, long setupNanos, List<Run> runs, Cost cost, long peakKiB) {
    return new Measurement(model.field(), setupNanos, runs, cost, peakKiB);
  }

  String line() {
    StringBuilder line = new StringBuilder(String.join(
        " ", TAG, field, "" + setupNanos, "" + cost.rounds, "" + cost.messages, "" + cost.bytes, "" + peakKiB));
    runs.forEach(run -> line.append(' ').append(run.nanos).append(' ').append(run.cpuNanos));
    return line.toString();
  }

  static boolean isLine(String line) {
    return line.startsWith(TAG + " ");
  }

  static Measurement parse(String line) {
    String[] words = line.split(" ");
    List<Run> runs = new ArrayList<>();
    for (int i = FIXED; i < words.length; i += 2) {
      runs.add(new Run(Long.parseLong(words[i]), Long.parseLong(words[i + 1])));
    }
    Cost cost = new Cost(Long.parseLong(words[3]), Long.parseLong(words[4]), Long.parseLong(words[5]));
    return new Measurement(words[1], Long.parseLong(words[2]), runs, cost, Long.parseLong(words[6]));
  }
}
