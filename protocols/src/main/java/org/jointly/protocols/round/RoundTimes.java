package org.jointly.protocols.round;

import java.util.function.LongSupplier;

/**
 * Tells computing from waiting, by a clock that stands still between programs. Two readings of the clock a round, and two
 * for every chunk that is waited for.
 */
final class RoundTimes {
  private final LongSupplier nanoClock;
  private final long began;
  private long mark;
  private long computed;
  private long waited;

  RoundTimes(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.began = nanoClock.getAsLong();
    this.mark = began;
  }

  /** A program begins: what this party did since the last one is no part of the session. */
  void resume() {
    mark = nanoClock.getAsLong();
  }

  void waitBegins() {
    compute();
  }

  void waitEnds() {
    long now = nanoClock.getAsLong();
    waited += now - mark;
    mark = now;
  }

  /** All computing up to now counts. */
  void compute() {
    long now = nanoClock.getAsLong();
    computed += now - mark;
    mark = now;
  }

  /** Of the last {@link #compute}, since the session began. */
  long sinceBeginning() {
    return mark - began;
  }

  long takeComputed() {
    long taken = computed;
    computed = 0;
    return taken;
  }

  long takeWaited() {
    long taken = waited;
    waited = 0;
    return taken;
  }
}
