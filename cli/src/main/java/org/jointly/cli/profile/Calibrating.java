package org.jointly.cli.profile;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.plan.QueryPlanner;
import org.jointly.protocols.plan.Setting;
import org.jointly.protocols.query.Cohort;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.ParameterValue;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.simulation.ComputingTime;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Suite;

/**
 * Measures how long parties compute, for every suite and adversary: three parties in this process, by the CPU time of their threads,
 * warm. A short comparison tells what a round takes, long vectors what a byte takes.
 */
public final class Calibrating {
  private static final int PARTIES = 3;
  private static final int TIMED = 5;

  /** So long until code is compiled. */
  private static final long WARM_NANOS = 200_000_000;

  private static final List<String> OPERATIONS = List.of("at-least", "multiply");
  private static final long SHORT = 10;

  /** The next length is tried only if the one before was quick. */
  private static final List<Long> LENGTHS = List.of(SHORT, 1_000L, 30_000L);

  private static final long QUICK_NANOS = 200_000_000;

  /** What takes longer is run once. */
  private static final long LONGEST_NANOS = 500_000_000;

  private final LongSupplier threadClock = ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;
  private final Catalog catalog = Catalog.standard().withPrimitives();
  private final Consumer<String> stage;

  /** @param stage told what is measured */
  public Calibrating(Consumer<String> stage) {
    this.stage = stage;
  }

  public Calibration measured() {
    Map<String, Calibration.Rate> rates = new TreeMap<>();
    for (Suite suite : catalog.suites()) {
      for (Adversary adversary : Adversary.values()) {
        Setting setting = new Setting(PARTIES, suite.name(), adversary);
        if (plan(setting, "multiply", SHORT).isPresent()) {
          stage.accept("measuring " + suite.name() + ", " + adversary.label());
          rates.put(Calibration.key(suite.name(), adversary.label()), rate(suite, setting));
        }
      }
    }
    return new Calibration(rates);
  }

  private Calibration.Rate rate(Suite suite, Setting setting) {
    ComputingTime brief = median(suite, plan(setting, "at-least", SHORT).orElseThrow());
    double perRound = (double) brief.nanos() / brief.rounds();
    double perByte = OPERATIONS.stream()
        .mapToDouble(operation -> {
          ComputingTime bulk = longest(suite, setting, operation);
          return Math.max(0, bulk.nanos() - bulk.rounds() * perRound) / bulk.bytes();
        })
        .average()
        .orElseThrow();
    return new Calibration.Rate(perRound, perByte);
  }

  private ComputingTime longest(Suite suite, Setting setting, String operation) {
    ComputingTime last = median(suite, plan(setting, operation, LENGTHS.get(0)).orElseThrow());
    for (int i = 1; i < LENGTHS.size() && last.nanos() < QUICK_NANOS; i++) {
      last = median(suite, plan(setting, operation, LENGTHS.get(i)).orElseThrow());
    }
    return last;
  }

  private ComputingTime median(Suite suite, QueryPlan plan) {
    ComputingTime first = ComputingTime.of(plan, suite, threadClock);
    if (first.nanos() > LONGEST_NANOS) {
      return first;
    }
    for (long spent = first.nanos(); spent < WARM_NANOS; ) {
      spent += ComputingTime.of(plan, suite, threadClock).nanos();
    }
    List<ComputingTime> times = new ArrayList<>();
    for (int run = 0; run < TIMED; run++) {
      times.add(ComputingTime.of(plan, suite, threadClock));
    }
    return times.stream().sorted(Comparator.comparingLong(ComputingTime::nanos)).toList().get(times.size() / 2);
  }

  /** Empty if the suite does not serve this setting. */
  private Optional<QueryPlan> plan(Setting setting, String operation, long length) {
    Map<String, ParameterValue> parameters = Map.of(
        "operation", new ParameterValue.Text(operation),
        "length", new ParameterValue.Number(BigDecimal.valueOf(length)));
    ReleaseRule rule = new ReleaseRule(0, 1, new ReleaseRule.Noise.None(), ReleaseRule.DEFAULT_LARGEST_COUNT_PER_SITE);
    QuerySpec spec = new QuerySpec(
        operation, "primitive", new Cohort("nothing", new Predicate.Everyone()), new TreeMap<>(parameters), rule);
    try {
      return Optional.of(new QueryPlanner(catalog).plan(spec, setting));
    } catch (InvalidQueryException notServed) {
      return Optional.empty();
    }
  }
}
