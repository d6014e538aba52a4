package org.jointly.protocols.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.query.CanonicalFormException;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.release.ReleaseGate;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.Threshold;
import org.jointly.protocols.suite.UnsupportedSetting;

/** Makes plans. Pure: the same question and setting give the same plan at every node. */
public record QueryPlanner(Catalog catalog) {

  /**
   * The plan of a question.
   *
   * @throws InvalidQueryException if it cannot be answered in this setting; holds every problem
   */
  public QueryPlan plan(QuerySpec spec, Setting setting) {
    requireCanonical(spec);
    List<String> problems = new ArrayList<>();
    if (spec.release().minimumSites() > setting.parties()) {
      problems.add("minimum_sites: got " + spec.release().minimumSites() + " of " + setting.parties()
          + " sites; write at most " + setting.parties());
    }
    Optional<Suite> suite = catalog.suite(setting.suite());
    if (suite.isEmpty()) {
      problems.add(catalog.unknownSuite(setting.suite()));
    }
    Optional<QueryPlan> plan = compiled(spec, setting, problems)
        .flatMap(computation -> suite.flatMap(known -> plan(spec, setting, known, computation, problems)));
    if (!problems.isEmpty()) {
      throw new InvalidQueryException(problems);
    }
    return plan.orElseThrow();
  }

  /** First, since the limits of the canonical form keep absurd numbers away from all arithmetic. */
  private static void requireCanonical(QuerySpec spec) {
    try {
      spec.toBytes();
    } catch (CanonicalFormException e) {
      throw new InvalidQueryException("the query is too large: " + e.getMessage());
    }
  }

  private Optional<Computation> compiled(QuerySpec spec, Setting setting, List<String> problems) {
    try {
      Optional<Computation> computation =
          catalog.statistic(spec.statistic()).map(statistic -> statistic.compile(spec, setting.parties()));
      if (computation.isEmpty()) {
        problems.add(catalog.unknownStatistic(spec.statistic()));
      }
      return computation;
    } catch (InvalidQueryException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private static Optional<QueryPlan> plan(
      QuerySpec spec, Setting setting, Suite suite, Computation computation, List<String> problems) {
    ReleaseGate gate = JointProgram.gate(spec.release(), setting.parties(), computation);
    Optional<String> misfit = setting.problem(suite);
    if (misfit.isPresent()) {
      problems.add("roster: " + misfit.get());
      return Optional.empty();
    }
    try {
      int comparedBits = Math.max(comparedBits(gate, suite), computation.comparedBits(setting.parties()));
      SecurityModel security =
          suite.model(setting.parties(), setting.adversary(), valueBits(setting, computation), comparedBits);
      List<CellBlock> inputs = JointProgram.inputs(computation, gate);
      return Optional.of(new QueryPlan(spec, security, computation, inputs, gate.openings()));
    } catch (UnsupportedSetting e) {
      problems.add("these numbers do not fit: " + e.getMessage()
          + "; write narrower bounds, fewer decimals or a smaller largest_count_per_site");
      return Optional.empty();
    }
  }

  /** The widest comparison by which the suite applies the release rule. */
  private static int comparedBits(ReleaseGate gate, Suite suite) {
    return gate.conditions().stream()
        .map(together -> together.stream().map(each -> new Threshold(each.threshold(), each.bits(), each.orNone())).toList())
        .mapToInt(suite::comparedBits)
        .max()
        .orElse(0);
  }

  /** The least b such that every value that is ever shared, sums included, is below 2^b in magnitude. */
  private static int valueBits(Setting setting, Computation computation) {
    int parties = setting.parties();
    Stream<CellBlock> sums = computation.local().blocks().stream().map(block -> block.summedOver(parties));
    int shared = Stream.concat(sums, computation.joined(parties).stream()).mapToInt(CellBlock::bits).max().orElse(0);
    return Math.max(shared, computation.valueBits(parties));
  }
}
