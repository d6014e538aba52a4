package org.jointly.protocols.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.PlainGate;
import org.jointly.protocols.statistic.Computation;

/**
 * The answer to a plan when one holder has all rows: what a session over the same rows must print. For rehearsals, never in a node.
 *
 * <p>Adding up is done by pooling the rows, unless sites are strata; the joint step is {@link Computation#jointInPlain}.
 *
 * @param plan the question
 * @param pooled computes on all rows together, patients told apart per site
 * @param sites compute on each site's rows: asked where sites are strata, and where the rule counts sites
 */
public record PooledRun(
    QueryPlan plan,
    Function<LocalAggregation, LocalAggregate> pooled,
    List<Function<LocalAggregation, LocalAggregate>> sites) {
  public PooledRun {
    sites = List.copyOf(sites);
  }

  /**
   * What one leg did.
   *
   * @param joined what was tested and, in part, opened: secret in a session
   */
  record Leg(Computation computation, LocalAggregate joined, Opened opened) {
    @Override
    public String toString() {
      return "Leg[redacted]";
    }
  }

  /** Runs all legs. */
  public Answer answer() {
    List<Leg> legs = legs();
    Leg last = legs.get(legs.size() - 1);
    return last.computation().report(last.opened());
  }

  List<Leg> legs() {
    List<Leg> legs = new ArrayList<>();
    Optional<Computation> next = Optional.of(plan.computation());
    while (next.isPresent()) {
      Leg leg = leg(next.get());
      legs.add(leg);
      next = legs.size() < plan.maximumLegs() ? leg.computation().next(leg.opened()) : Optional.empty();
    }
    return legs;
  }

  private Leg leg(Computation computation) {
    LocalAggregation local = computation.local();
    List<LocalAggregate> perSite =
        asksSites(computation) ? sites.stream().map(site -> site.apply(local)).toList() : List.of();
    LocalAggregate sums =
        computation.stratifiesBySite() ? LocalAggregate.sum(local.blocks(), perSite) : pooled.apply(local);
    LocalAggregate joined = computation.jointInPlain(sums);
    return new Leg(computation, joined, new PlainGate(plan.spec().release(), computation.releases(), perSite).open(joined));
  }

  private boolean asksSites(Computation leg) {
    return leg.stratifiesBySite() || plan.spec().release().minimumSites() > 1;
  }
}
