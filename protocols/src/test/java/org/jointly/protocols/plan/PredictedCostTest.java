package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.simulation.PredictedCost;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.UnsupportedSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Predicted is measured: to the frame, for everything in the catalogue. A new statistic or suite is tested without being named here. */
final class PredictedCostTest {
  private static final long SEED = 20_261_121;
  private static final Catalog CATALOG = Catalog.standard();

  private record Asked(Statistic statistic, Suite suite, Setting setting) {
    QueryPlan plan() {
      return new QueryPlanner(CATALOG).plan(ExampleQuestions.of(statistic, Questions.rule(11, 2)), setting);
    }

    @Override
    public String toString() {
      return statistic.name() + ", " + setting.suite() + ", " + setting.adversary().label() + ", " + setting.parties();
    }
  }

  static Stream<Asked> everything() {
    return CATALOG.statistics().stream().flatMap(statistic -> suites()
        .flatMap(suite -> Stream.of(Adversary.values()).flatMap(adversary -> Stream.of(3, 5)
            .filter(parties -> serves(suite, parties, adversary))
            .map(parties -> new Asked(statistic, suite, new Setting(parties, suite.name(), adversary))))));
  }

  /** Those of the catalogue; spdz with a dealer's material, for its own takes minutes. */
  private static Stream<Suite> suites() {
    Suite quick = Hospitals.spdz(3).suite();
    return CATALOG.suites().stream().map(suite -> suite.name().equals(quick.name()) ? quick : suite);
  }

  /** Nothing in these is a test's: the preprocessing that is made is what was counted. */
  static Stream<Asked> withMaterialOfMascot() {
    Suite spdz = CATALOG.suite("spdz").orElseThrow();
    return Stream.of("3 cohort-count", "4 cohort-count", "3 counts-by-code", "3 attrition").map(each -> each.split(" ")).map(each -> new Asked(
        CATALOG.statistic(each[1]).orElseThrow(),
        spdz,
        new Setting(Integer.parseInt(each[0]), spdz.name(), Adversary.MALICIOUS)));
  }

  private static boolean serves(Suite suite, int parties, Adversary adversary) {
    try {
      suite.model(parties, adversary, 1, 1);
      return true;
    } catch (UnsupportedSetting notServed) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource({"everything", "withMaterialOfMascot"})
  void cost_ofARunOnData_isThePredictedOne(Asked asked) {
    QueryPlan plan = asked.plan();

    List<Outcome> outcomes = run(asked.suite(), plan, SEED);

    PredictedCost predicted = PredictedCost.of(plan, asked.suite(), outcomes.get(0).legs());
    assertThat(predicted.parties()).extracting(PredictedCost.Party::trace)
        .as("%s, seed %s", asked, SEED)
        .isEqualTo(outcomes.stream().map(outcome -> outcome.trace().counts()).toList());
    assertThat(predicted.rounds())
        .as("what a report says")
        .isEqualTo(outcomes.stream().mapToLong(outcome -> outcome.trace().passed()).max().orElseThrow());
    assertAddsUp(predicted);
  }

  private static List<Outcome> run(Suite suite, QueryPlan plan, long seed) {
    List<Function<LocalAggregation, LocalAggregate>> sites = new ArrayList<>();
    IntStream.range(0, plan.parties()).forEach(i -> sites.add(new RandomRows(seed + i).site()));
    Preprocessing foreseen = PredictedCost.foreseen(plan, suite);
    return Simulation.of(suite, plan.security(), () -> plan.guard().allowingMaskedScalars())
        .run((me, session) -> new JointRun(plan, sites.get(me.value() - 1), foreseen).on(session))
        .stream()
        .map(outcome -> outcome.result())
        .toList();
  }

  private static void assertAddsUp(PredictedCost cost) {
    assertThat(cost.links().stream().mapToLong(PredictedCost.Link::bytes).sum()).isEqualTo(cost.bytes());
    assertThat(cost.phases().stream().mapToLong(PredictedCost.Phase::bytes).sum()).isEqualTo(cost.bytes());
    assertThat(cost.phases().stream().mapToLong(PredictedCost.Phase::messages).sum()).isEqualTo(cost.messages());
    assertThat(cost.phases().get(0).step()).isIn("setup", "preprocessing");
    assertThat(cost.serialBytes()).isPositive().isLessThanOrEqualTo(cost.bytes());
  }

  /** More legs than zeros take: they cost what the last one did, and begin as fewer do. */
  @Test
  void costOfMoreLegs_beginsWithThatOfFewer() {
    Statistic logistic = CATALOG.statistic("logistic-regression").orElseThrow();
    Suite suite = CATALOG.suites().get(0);
    QueryPlan plan = new Asked(logistic, suite, new Setting(3, suite.name(), Adversary.SEMI_HONEST)).plan();

    PredictedCost one = PredictedCost.of(plan, suite);
    PredictedCost most = PredictedCost.of(plan, suite, plan.maximumLegs());

    assertThat(one.legs()).isEqualTo(1);
    assertThat(most.legs()).isEqualTo(plan.maximumLegs()).isGreaterThan(2);
    List<RoundTrace.Round> first = one.parties().get(0).trace().rounds();
    assertThat(most.parties().get(0).trace().rounds().subList(0, first.size())).isEqualTo(first);
    assertThat(most.rounds(1, 1)).isEqualTo(one.rounds());
    assertThat(most.rounds(2, 2)).isEqualTo(most.rounds(most.legs(), most.legs())).isEqualTo(one.rounds() - 1);
    assertThat(most.rounds()).isEqualTo(one.rounds() + (most.legs() - 1) * (one.rounds() - 1));
  }

  @Test
  void costOfMoreLegsThanThePlanHas_isRefused() {
    Statistic count = CATALOG.statistic("cohort-count").orElseThrow();
    Suite suite = CATALOG.suites().get(0);
    QueryPlan plan = new Asked(count, suite, new Setting(3, suite.name(), Adversary.SEMI_HONEST)).plan();

    assertThatThrownBy(() -> PredictedCost.of(plan, suite, 2)).hasMessageContaining("got 2 legs; the plan has 1 to 1");
  }
}
