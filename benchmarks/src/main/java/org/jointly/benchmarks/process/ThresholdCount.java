package org.jointly.benchmarks.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.JointRun;
import org.jointly.protocols.plan.Outcome;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.plan.QueryPlanner;
import org.jointly.protocols.plan.Setting;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Cohort;
import org.jointly.protocols.query.ParameterValue;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.simulation.PredictedCost;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;

/** The rare-disease count as a node runs it: input, sum, compare with k, select, open. Each site has i mod 10 patients of code i. */
record ThresholdCount(int codes) implements Workload {
  private static final int MINIMUM = 11;
  private static final int COUNTS = 10;

  @Override
  public String name() {
    return "threshold-count-" + codes;
  }

  @Override
  public String description() {
    return String.format("threshold count of %,d codes: input, sum, compare, select, open", codes);
  }

  @Override
  public SecurityModel model(Suite suite, int parties, Adversary adversary) {
    return plan(suite.name(), parties, adversary).security();
  }

  private QueryPlan plan(String suite, int parties, Adversary adversary) {
    List<ParameterValue> list = IntStream.range(0, codes)
        .mapToObj(i -> (ParameterValue) new ParameterValue.Text("C" + i))
        .toList();
    QuerySpec spec = new QuerySpec(
        "benchmark",
        "counts-by-code",
        new Cohort("diagnoses", new Predicate.Everyone()),
        new TreeMap<>(Map.of("column", new ParameterValue.Text("code"), "codes", new ParameterValue.Items(list))),
        new ReleaseRule(MINIMUM, 1, new ReleaseRule.Noise.None(), ReleaseRule.DEFAULT_LARGEST_COUNT_PER_SITE));
    return new QueryPlanner(Catalog.standard()).plan(spec, new Setting(parties, suite, adversary));
  }

  @Override
  public Prepared prepare(Bench bench) {
    QueryPlan plan = plan(bench.model().suite(), bench.parties(), bench.model().adversary());
    IntegerVector counts = IntegerVector.of(IntStream.range(0, codes).mapToLong(i -> i % COUNTS).toArray());
    Preprocessing needed = PredictedCost.foreseen(plan, Catalog.standard().suite(plan.security().suite()).orElseThrow());
    JointRun run = new JointRun(plan, aggregation -> site(aggregation, counts));
    return new Prepared() {
      private Optional<Outcome> outcome = Optional.empty();

      @Override
      public void before() {
        bench.session().prepare(needed);
      }

      @Override
      public void run() {
        outcome = Optional.of(run.on(bench.session()));
      }

      @Override
      public void check() {
        Answer answer = outcome.orElseThrow().answer();
        Answer.Items cells = (Answer.Items) answer.fields().values().get("cells");
        for (int i = 0; i < codes; i++) {
          requireRight(i, (Answer.Fields) cells.values().get(i), bench.parties());
        }
      }
    };
  }

  private static LocalAggregate site(LocalAggregation aggregation, IntegerVector counts) {
    return new LocalAggregate(
        aggregation.blocks().stream().collect(Collectors.toMap(CellBlock::name, block -> counts)));
  }

  private static void requireRight(int code, Answer.Fields cell, int parties) {
    long joint = (long) parties * (code % COUNTS);
    Answer.Value count = cell.values().get("count");
    Answer.Value expected = joint < MINIMUM ? new Answer.Suppressed(MINIMUM, 1) : new Answer.Whole(joint);
    if (!expected.equals(count)) {
      throw new IllegalStateException("code " + code + " is wrong");
    }
  }
}
