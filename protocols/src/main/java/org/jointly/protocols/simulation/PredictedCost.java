package org.jointly.protocols.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.plan.JointRun;
import org.jointly.protocols.plan.Outcome;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.suite.Suite;

/**
 * What a plan will cost each party, exactly: its run with zeros in place of data. Messages do not depend on data, so
 * neither does this; an iterative model is counted for as many legs as it takes on zeros.
 *
 * @param rounds from setup to opening, the same at every party: the longest of the parties' own counts
 * @param parties in order
 */
public record PredictedCost(long rounds, List<Party> parties) {
  public PredictedCost {
    parties = List.copyOf(parties);
  }

  /** What one party sends, the setup round included. */
  public record Party(long frames, long messages, long bytes) {}

  /**
   * Runs the plan with all parties in this JVM.
   *
   * @param suite the plan's
   */
  public static PredictedCost of(QueryPlan plan, Suite suite) {
    List<RoundTrace> traces = Simulation.of(suite, plan.security(), plan::guard)
        .run((me, session) -> new JointRun(plan, PredictedCost::zeros).on(session))
        .stream()
        .map(PartyOutcome::result)
        .map(Outcome::trace)
        .toList();
    List<Party> parties = new ArrayList<>();
    traces.forEach(trace -> parties.add(new Party(trace.framesSent(), trace.messagesSent(), trace.bytesSent())));
    long rounds = traces.stream().mapToLong(trace -> trace.rounds().size()).max().orElse(0);
    return new PredictedCost(rounds, parties);
  }

  private static LocalAggregate zeros(LocalAggregation aggregation) {
    Map<String, IntegerVector> cells = new HashMap<>();
    for (CellBlock block : aggregation.blocks()) {
      cells.put(block.name(), IntegerVector.zeros(block.length()));
    }
    return new LocalAggregate(cells);
  }
}
