package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.simulation.ComputingTime;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.PredictedCost;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.statistic.primitive.Primitive;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Suite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PrimitiveTest {
  private static final Catalog CATALOG = Catalog.standard().withPrimitives();
  private static final int PARTIES = 3;

  static Stream<String> operations() {
    return Primitive.operations().stream();
  }

  private static QueryPlan plan(Suite suite, Adversary adversary, Map<String, Object> parameters) {
    Object[] pairs = parameters.entrySet().stream().flatMap(entry -> Stream.of(entry.getKey(), entry.getValue())).toArray();
    return new QueryPlanner(CATALOG).plan(
        Questions.ask("primitive", Questions.rule(0, 1), pairs), new Setting(PARTIES, suite.name(), adversary));
  }

  private static List<Outcome> run(QueryPlan plan, Suite suite) {
    return Simulation.of(suite, plan.security(), plan::guard)
        .run((me, session) -> new JointRun(plan, PrimitiveTest::numbers).on(session))
        .stream()
        .map(PartyOutcome::result)
        .toList();
  }

  private static LocalAggregate numbers(LocalAggregation local) {
    LocalAggregation.OfRows ofRows = (LocalAggregation.OfRows) local;
    return ofRows.fold().fold(new RowTable.Builder(ofRows.reads()).build());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_givesWhatPlainArithmeticGives_forThePredictedCost(String operation) {
    Suite suite = CATALOG.suites().get(0);
    QueryPlan plan = plan(suite, Adversary.SEMI_HONEST, Map.of("operation", operation, "length", 37, "bits", 10));
    Function<LocalAggregation, LocalAggregate> site = PrimitiveTest::numbers;

    List<Outcome> outcomes = run(plan, suite);

    assertThat(outcomes.get(0).answer())
        .isEqualTo(new PooledRun(plan, site, Collections.nCopies(PARTIES, site)).answer());
    assertThat(PredictedCost.of(plan, suite).parties()).extracting(PredictedCost.Party::trace)
        .isEqualTo(outcomes.stream().map(outcome -> outcome.trace().counts()).toList());
  }

  @Test
  void rounds_ofTheOperation_areTheJointStep() {
    Suite suite = CATALOG.suites().get(0);

    RoundTrace trace = run(plan(suite, Adversary.SEMI_HONEST, Map.of("operation", "multiply")), suite).get(0).trace();

    assertThat(trace.rounds()).extracting(RoundTrace.Round::step).containsExactly("setup", "input", "joint", "open");
    assertThat(trace.rounds().get(2).gates()).containsExactly("MultiplyGate");
  }

  /** A clock that goes on by one at each reading: computing is told, waiting is not a part of it. */
  @Test
  void computingTime_isThatOfThePartyThatComputesLongest() {
    Suite suite = CATALOG.suites().get(0);
    QueryPlan plan = plan(suite, Adversary.SEMI_HONEST, Map.of("operation", "multiply"));

    ComputingTime time = ComputingTime.of(plan, suite, new AtomicLong()::incrementAndGet);

    PredictedCost cost = PredictedCost.of(plan, suite);
    assertThat(time.rounds()).isEqualTo(cost.rounds());
    assertThat(time.bytes()).isEqualTo(cost.parties().stream().mapToLong(PredictedCost.Party::bytes).max().orElseThrow());
    assertThat(time.nanos()).isPositive();
  }

  @Test
  void primitive_isNothingThatANodeAnswers() {
    assertThat(Catalog.standard().statistic("primitive")).isEmpty();
  }

  @Test
  void unknownOperation_isAProblem() {
    Suite suite = CATALOG.suites().get(0);

    assertThatThrownBy(() -> plan(suite, Adversary.SEMI_HONEST, Map.of("operation", "divide", "length", 0)))
        .isInstanceOf(InvalidQueryException.class)
        .hasMessageContaining("divide")
        .hasMessageContaining("length");
  }
}
