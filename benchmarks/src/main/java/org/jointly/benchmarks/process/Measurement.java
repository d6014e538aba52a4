package org.jointly.benchmarks.process;

import java.util.ArrayList;
import java.util.List;
import org.jointly.protocols.suite.SecurityModel;

/**
 * What one party's process measured, as it tells its parent: one line of words.
 *
 * @param field the field's name
 * @param setupNanos opening the session, that is agreeing on keys
 * @param runNanos the runs in order; the first is the process's first
 * @param cost of one run; the same for every run, or the process fails
 * @param peakKiB the process's largest resident set, 0 where the system does not tell
 */
record Measurement(String field, long setupNanos, List<Long> runNanos, Cost cost, long peakKiB) {
  private static final String TAG = "measured";
  private static final int FIXED = 7;

  Measurement {
    runNanos = List.copyOf(runNanos);
  }

  /** What one party sent in one run. */
  record Cost(long rounds, long messages, long bytes) {
    Cost minus(Cost before) {
      return new Cost(rounds - before.rounds, messages - before.messages, bytes - before.bytes);
    }
  }

  static Measurement of(SecurityModel model, long setupNanos, List<Long> runNanos, Cost cost, long peakKiB) {
    return new Measurement(model.field(), setupNanos, runNanos, cost, peakKiB);
  }

  String line() {
    StringBuilder line = new StringBuilder(String.join(
        " ", TAG, field, "" + setupNanos, "" + cost.rounds, "" + cost.messages, "" + cost.bytes, "" + peakKiB));
    runNanos.forEach(nanos -> line.append(' ').append(nanos));
    return line.toString();
  }

  static boolean isLine(String line) {
    return line.startsWith(TAG + " ");
  }

  static Measurement parse(String line) {
    String[] words = line.split(" ");
    List<Long> runs = new ArrayList<>();
    for (int i = FIXED; i < words.length; i++) {
      runs.add(Long.valueOf(words[i]));
    }
    Cost cost = new Cost(Long.parseLong(words[3]), Long.parseLong(words[4]), Long.parseLong(words[5]));
    return new Measurement(words[1], Long.parseLong(words[2]), runs, cost, Long.parseLong(words[6]));
  }
}
