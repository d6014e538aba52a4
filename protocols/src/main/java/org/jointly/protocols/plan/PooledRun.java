package org.jointly.protocols.plan;

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

  /** Runs all legs. */
  public Answer answer() {
    Computation leg = plan.computation();
    for (int legs = 1; ; legs++) {
      LocalAggregation local = leg.local();
      List<LocalAggregate> perSite =
          asksSites(leg) ? sites.stream().map(site -> site.apply(local)).toList() : List.of();
      LocalAggregate sums =
          leg.stratifiesBySite() ? LocalAggregate.sum(local.blocks(), perSite) : pooled.apply(local);
      PlainGate gate = new PlainGate(plan.spec().release(), leg.releases(), perSite);
      Opened opened = gate.open(leg.jointInPlain(sums));
      Optional<Computation> next = legs < plan.maximumLegs() ? leg.next(opened) : Optional.empty();
      if (next.isEmpty()) {
        return leg.report(opened);
      }
      leg = next.get();
    }
  }

  private boolean asksSites(Computation leg) {
    return leg.stratifiesBySite() || plan.spec().release().minimumSites() > 1;
  }
}
