package org.jointly.cli.query;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.JointRun;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.plan.QueryPlanner;
import org.jointly.protocols.plan.Setting;
import org.jointly.protocols.query.Cohort;
import org.jointly.protocols.query.ParameterValue;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.Suite;

/**
 * Does in an idle node what its first query would have to wait for: classes are loaded and loops compiled, by a count by code of all
 * parties in this JVM, on zeros. Nothing is read, sent or kept.
 */
public final class WarmUp {
  /** Small enough that a query which arrives meanwhile does not notice. */
  private static final int CODES = 1_000;

  /** The same, where all of the parties' material is made on the way: 7 triples a code. */
  private static final int CODES_WITH_MATERIAL = 20;

  private static final int MINIMUM = 11;

  private final QueryPlan plan;
  private final Suite suite;
  private final LongSupplier nanoClock;

  /** @param setting one that the catalogue has a suite for */
  public WarmUp(Catalog catalog, Setting setting, LongSupplier nanoClock) {
    this.suite = catalog.suite(setting.suite()).orElseThrow();
    int codes = suite.preprocesses() ? CODES_WITH_MATERIAL : CODES;
    this.plan = new QueryPlanner(catalog).plan(question(codes), setting);
    this.nanoClock = nanoClock;
  }

  private static QuerySpec question(int number) {
    List<ParameterValue> codes = IntStream.range(0, number).mapToObj(i -> (ParameterValue) new ParameterValue.Text("C" + i)).toList();
    return new QuerySpec(
        "warm-up",
        "counts-by-code",
        new Cohort("rows", new Predicate.Everyone()),
        new TreeMap<>(Map.of("column", new ParameterValue.Text("code"), "codes", new ParameterValue.Items(codes))),
        new ReleaseRule(MINIMUM, 1, new ReleaseRule.Noise.None(), ReleaseRule.DEFAULT_LARGEST_COUNT_PER_SITE));
  }

  /**
   * Counts again and again.
   *
   * @param longest no count begins after it
   * @param isWanted asked before each; ends it by false
   * @return how many counts were made
   */
  public int run(Duration longest, BooleanSupplier isWanted) {
    long begun = nanoClock.getAsLong();
    int counts = 0;
    while (isWanted.getAsBoolean() && nanoClock.getAsLong() - begun < longest.toNanos()) {
      Simulation.of(suite, plan.security(), plan::guard).run((me, session) -> {
        JointRun.onZeros(plan, plan.fewestLegs(), session, Preprocessing.NONE, () -> {});
        return true;
      });
      counts++;
    }
    return counts;
  }
}
