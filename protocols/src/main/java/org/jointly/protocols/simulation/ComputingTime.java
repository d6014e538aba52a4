package org.jointly.protocols.simulation;

import java.util.function.LongSupplier;
import org.jointly.protocols.plan.JointRun;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.Suite;

/**
 * What one party computes in a session, at the party that computes longest; with its counts, to relate the time to.
 *
 * @param bytes sent by the party that sends most
 */
public record ComputingTime(long nanos, long rounds, long bytes) {

  /**
   * Runs one leg of a plan on zeros.
   *
   * @param threadClock of the calling thread's CPU time, in nanoseconds
   */
  public static ComputingTime of(QueryPlan plan, Suite suite, LongSupplier threadClock) {
    return Simulation.of(suite, plan.security(), plan::guard)
        .withClock(threadClock)
        .run((me, session) -> {
          JointRun.onZeros(plan, 1, session, Preprocessing.NONE, () -> {});
          return session.trace();
        })
        .stream()
        .map(outcome -> of(outcome.result()))
        .reduce(new ComputingTime(0, 0, 0), ComputingTime::most);
  }

  private static ComputingTime of(RoundTrace trace) {
    long nanos = trace.rounds().stream().mapToLong(round -> round.times().computedNanos()).sum();
    return new ComputingTime(nanos, trace.rounds().size(), trace.bytesSent());
  }

  private static ComputingTime most(ComputingTime one, ComputingTime other) {
    return new ComputingTime(
        Math.max(one.nanos, other.nanos), Math.max(one.rounds, other.rounds), Math.max(one.bytes, other.bytes));
  }
}
