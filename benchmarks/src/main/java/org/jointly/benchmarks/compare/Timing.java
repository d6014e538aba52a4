package org.jointly.benchmarks.compare;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * How long something takes, in milliseconds, over several warm runs.
 *
 * @param result of the last run
 */
record Timing<T>(double median, double least, double most, T result) {
  private static final double NANOS_PER_MILLI = 1e6;

  static <T> Timing<T> of(int warmUps, int runs, Supplier<T> work) {
    T result = work.get();
    for (int i = 1; i < warmUps; i++) {
      result = work.get();
    }
    double[] millis = new double[runs];
    for (int i = 0; i < runs; i++) {
      long begun = System.nanoTime();
      result = work.get();
      millis[i] = (System.nanoTime() - begun) / NANOS_PER_MILLI;
    }
    Arrays.sort(millis);
    return new Timing<>(millis[runs / 2], millis[0], millis[runs - 1], result);
  }

  String shown() {
    return String.format(Locale.ROOT, "%.1f (%.1f - %.1f)", median, least, most);
  }
}
