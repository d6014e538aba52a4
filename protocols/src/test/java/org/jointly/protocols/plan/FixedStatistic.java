package org.jointly.protocols.plan;

import java.util.List;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;

/** A statistic for tests that is compiled into the same computation whatever is asked. */
record FixedStatistic(Computation computation) implements Statistic {
  @Override
  public String name() {
    return "fixed";
  }

  @Override
  public String summary() {
    return "for tests";
  }

  @Override
  public Group group() {
    return Group.OPERATIONS;
  }

  @Override
  public String leakage() {
    return "nothing";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    return computation;
  }
}
