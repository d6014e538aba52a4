package org.jointly.cli.profile;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.jointly.cli.render.Document;
import org.jointly.protocols.query.Answer.Real;

/** A time over several runs, in milliseconds. */
record Spread(double median, double least, double most) {
  private static final double NANOS_PER_MILLI = 1e6;

  /** @param nanos at least one */
  static Spread of(LongStream nanos) {
    long[] sorted = nanos.sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no run to tell the time of");
    }
    double[] millis = Arrays.stream(sorted).mapToDouble(one -> one / NANOS_PER_MILLI).toArray();
    int half = millis.length / 2;
    double median = millis.length % 2 == 1 ? millis[half] : (millis[half - 1] + millis[half]) / 2;
    return new Spread(median, millis[0], millis[millis.length - 1]);
  }

  Document document() {
    return new Document().with("median", new Real(median)).with("least", new Real(least)).with("most", new Real(most));
  }
}
