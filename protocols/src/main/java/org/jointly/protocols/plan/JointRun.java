package org.jointly.protocols.plan;

import java.util.Optional;
import java.util.function.Function;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.SuiteSession;

/**
 * One party's run of a plan, all legs of it, inside one session. Nodes, simulations and cost predictions run this very
 * code.
 *
 * @param plan what was agreed on
 * @param site computes on the site's own rows; called once per leg, on the session's thread
 * @param foreseen what a leg will use up of what must be made beforehand, the same at every party
 */
public record JointRun(QueryPlan plan, Function<LocalAggregation, LocalAggregate> site, Preprocessing foreseen) {

  /** Foresees nothing: whatever must be made is made when it is used, in more rounds. */
  public JointRun(QueryPlan plan, Function<LocalAggregation, LocalAggregate> site) {
    this(plan, site, Preprocessing.NONE);
  }

  /** What all parties agreed to is the shape of the first leg. */
  private static void requireSameShape(Computation leg, Computation next) {
    boolean isSame = next.local().blocks().equals(leg.local().blocks())
        && next.local().columns().equals(leg.local().columns())
        && next.releases().equals(leg.releases());
    if (!isSame) {
      throw new IllegalStateException("a leg reads, puts in or opens something else than the one before; nothing more was opened");
    }
  }

  /**
   * Runs the plan with all parties; blocks for as long as they take.
   *
   * @param session opened with {@link QueryPlan#security()} and {@link QueryPlan#guard()}
   * @throws org.jointly.protocols.aggregate.MisfitException if the site's numbers are not as the plan says; nothing of
   *     them was sent
   * @throws org.jointly.protocols.suite.UnlistedOpeningException if program and plan disagree; nothing was opened
   * @throws org.jointly.protocols.round.ProtocolViolationException if a party's messages are not what the protocol says
   */
  public Outcome on(SuiteSession session) {
    Computation leg = plan.computation();
    for (int legs = 1; ; legs++) {
      LocalAggregate local = site.apply(leg.local());
      Opened opened = leg(plan, leg, local, session, foreseen);
      Optional<Computation> next = legs < plan.maximumLegs() ? leg.next(opened) : Optional.empty();
      if (next.isEmpty()) {
        return new Outcome(leg.report(opened), opened, legs, session.trace());
      }
      requireSameShape(leg, next.get());
      leg = next.get();
    }
  }

  private static Opened leg(
      QueryPlan plan, Computation leg, LocalAggregate local, SuiteSession session, Preprocessing foreseen) {
    JointProgram program = new JointProgram(plan.spec().release(), plan.parties(), leg, local);
    if (!foreseen.used().isEmpty()) {
      session.prepare(foreseen);
    }
    return program.run(session);
  }

  /**
   * Runs a plan with zeros in place of data, for as many legs as one likes: messages do not depend on data, so these are the
   * messages of any run of that many legs. A statistic that has nothing left to ask repeats its last leg.
   *
   * @param legs how many to run, within what the plan allows
   * @param foreseen as that of a run on data
   * @param afterLeg called at the end of each
   */
  public static void onZeros(QueryPlan plan, int legs, SuiteSession session, Preprocessing foreseen, Runnable afterLeg) {
    if (legs < 1 || legs > plan.maximumLegs()) {
      throw new IllegalArgumentException("got " + legs + " legs; the plan has 1 to " + plan.maximumLegs());
    }
    Computation leg = plan.computation();
    for (int i = 0; i < legs; i++) {
      Opened opened = leg(plan, leg, LocalAggregate.zeros(leg.local().blocks()), session, foreseen);
      leg = leg.next(opened).orElse(leg);
      afterLeg.run();
    }
  }
}
