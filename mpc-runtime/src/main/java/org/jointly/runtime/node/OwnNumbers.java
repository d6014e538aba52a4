package org.jointly.runtime.node;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jointly.protocols.aggregate.LinkageKey;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.runtime.data.CohortRows;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.session.Deadline;

/**
 * What this site puts into each leg of a session: the first leg's is computed before anybody shares anything, the others' as they
 * come. For one session and its thread.
 */
final class OwnNumbers implements Function<LocalAggregation, LocalAggregate> {
  /** What a site that is late did not do. */
  static final String TO_READ = "read its own data";

  private final Site site;
  private final Deadline deadline;
  private final CohortRows rows;
  private Optional<LocalAggregate> first = Optional.empty();

  private OwnNumbers(Site site, Deadline deadline, CohortRows rows) {
    this.site = site;
    this.deadline = deadline;
    this.rows = rows;
  }

  /**
   * The first touch of data.
   *
   * @throws DataFailure if the records do not allow it; names this site, as do failures of later legs
   * @throws org.jointly.runtime.fault.DeadlineExceeded if it took too long
   */
  static OwnNumbers read(Site site, QueryPlan plan, LinkageKey key, Deadline deadline) {
    OwnNumbers numbers = new OwnNumbers(site, deadline, new CohortRows(site.source(), plan.spec().cohort(), key));
    numbers.first = Optional.of(numbers.aggregate(plan.local()));
    return numbers;
  }

  @Override
  public LocalAggregate apply(LocalAggregation leg) {
    LocalAggregate mine = first.orElseGet(() -> aggregate(leg));
    first = Optional.empty();
    return mine;
  }

  private LocalAggregate aggregate(LocalAggregation aggregation) {
    LocalAggregate mine = site.ofItsRecords(records -> rows.apply(aggregation));
    List<String> misfits = mine.misfits(aggregation.blocks());
    if (!misfits.isEmpty()) {
      throw new DataFailure(site.me(), String.join("; ", misfits));
    }
    if (deadline.remaining().isZero()) {
      throw deadline.exceededBy(site.me(), TO_READ);
    }
    return mine;
  }
}
