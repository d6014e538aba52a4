package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.query.YamlQuestions;
import org.jointly.protocols.release.Opening;
import org.jointly.protocols.round.FrameLayout;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.simulation.PredictedCost;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rounds and bytes that plan, gate and statistics state, as equalities; those inside a comparison are its own test's. */
final class PlanCostTest {

  /**
   * @param comparison the rounds of a comparison on the bits that n·300 000 needs: 20 for 3 parties, 21 and 22 for more
   * @param sort those of a sort on a bit more
   * @param few those of a comparison on the bits of the number of parties
   */
  @ParameterizedTest
  @CsvSource({"3, 6, 39, 3", "4, 6, 43, 4", "5, 9, 124, 6", "7, 10, 365, 7"})
  void rounds_areThoseOfSetupInputComparisonProductAndOpening(int parties, int comparison, int sort, int few) {
    Hospitals hospitals = Hospitals.natives(parties);

    assertThat(rounds(hospitals, "cohort-count", Questions.rule(11, 1))).isEqualTo(4 + comparison);
    assertThat(rounds(hospitals, "cohort-count", Questions.rule(11, 2))).isEqualTo(5 + comparison);
    assertThat(rounds(hospitals, "cohort-count", Questions.rule(0, 1))).isEqualTo(3);
    assertThat(rounds(hospitals, "counts-by-code", Questions.rule(11, 1))).isEqualTo(4 + comparison);
    assertThat(rounds(hospitals, "at-least", Questions.rule(11, 1))).isEqualTo(3 + comparison);
    assertThat(rounds(hospitals, "at-least", Questions.rule(11, 2))).isEqualTo(4 + comparison);
    assertThat(rounds(hospitals, "mean", Questions.rule(11, 1))).isEqualTo(5 + comparison);
    assertThat(rounds(hospitals, "histogram", Questions.rule(11, 2))).isEqualTo(5 + comparison);
    assertThat(rounds(hospitals, "attrition", Questions.rule(11, 1))).isEqualTo(8 + 2 * comparison);
    assertThat(rounds(hospitals, "attrition", Questions.rule(11, 2))).isEqualTo(10 + 2 * comparison);
    assertThat(rounds(hospitals, "t-test", Questions.rule(11, 1))).isEqualTo(6 + comparison);
    assertThat(rounds(hospitals, "t-test", Questions.rule(11, 2))).isEqualTo(7 + comparison);
    assertThat(rounds(hospitals, "quantile", Questions.rule(11, 1))).isEqualTo(10 + 3 * comparison);
    assertThat(rounds(hospitals, "top-k", Questions.rule(11, 1))).isEqualTo(5 + comparison + sort);
    assertThat(rounds(hospitals, "distinct-patients", Questions.rule(11, 1))).isEqualTo(6 + comparison + few);
  }

  private static long rounds(Hospitals hospitals, String statistic, ReleaseRule rule) {
    return PredictedCost.of(hospitals.plan(question(statistic, rule, 3)), hospitals.suite()).rounds();
  }

  static Stream<Hospitals> hospitals() {
    return Stream.of(3, 4, 5).map(Hospitals::natives);
  }

  /** n-1-t frames a party for its inputs and t for its openings, one message a vector. */
  @ParameterizedTest
  @MethodSource("hospitals")
  void bytes_ofInputAndOpening_areThoseOfTheListedVectors(Hospitals hospitals) {
    for (String statistic : List.of("cohort-count", "counts-by-code", "at-least", "mean", "histogram")) {
      QueryPlan plan = hospitals.plan(question(statistic, Questions.rule(11, 2), 70));
      int threshold = plan.security().threshold();

      List<RoundTrace> traces = hospitals
          .run(plan, hospitals.withEmptySites(plan, List.of())).stream()
          .map(outcome -> outcome.result().trace())
          .toList();

      long input = (hospitals.parties() - 1 - threshold)
          * FrameLayout.frameBytes(plan.inputs().stream().mapToLong(CellBlock::length).map(length -> 8 * length).toArray());
      long open = threshold
          * FrameLayout.frameBytes(plan.openings().stream().mapToLong(Opening::length).map(length -> 8 * length).toArray());
      assertThat(traces).as(statistic).allSatisfy(trace -> {
        assertThat(bytes(trace, "input")).isEqualTo(input);
        assertThat(bytes(trace, "open")).isEqualTo(open);
        assertThat(bytes(trace, "joint")).isZero();
      });
    }
  }

  /** A thousand codes cost as many rounds as one. */
  @ParameterizedTest
  @MethodSource("hospitals")
  void rounds_doNotDependOnTheNumberOfCodes(Hospitals hospitals) {
    QueryPlan one = hospitals.plan(question("counts-by-code", Questions.rule(11, 1), 1));
    QueryPlan thousand = hospitals.plan(question("counts-by-code", Questions.rule(11, 1), 1000));

    PredictedCost costOfOne = PredictedCost.of(one, hospitals.suite());
    PredictedCost costOfThousand = PredictedCost.of(thousand, hospitals.suite());

    assertThat(costOfThousand.rounds()).isEqualTo(costOfOne.rounds());
    assertThat(costOfThousand.parties()).extracting(PredictedCost.Party::frames)
        .isEqualTo(costOfOne.parties().stream().map(PredictedCost.Party::frames).toList());
  }

  private static long bytes(RoundTrace trace, String step) {
    return trace.rounds().stream()
        .filter(round -> round.step().equals(step))
        .flatMap(round -> round.sent().values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  private static QuerySpec question(String statistic, ReleaseRule rule, int codes) {
    return switch (statistic) {
      case "counts-by-code" ->
          Questions.countsByCode(rule, IntStream.range(0, codes).mapToObj(i -> "C" + i).toArray(String[]::new));
      case "at-least" -> Questions.ask(statistic, rule, "threshold", 100);
      case "mean" -> Questions.ask(statistic, rule, "column", "x", "low", 0, "high", 120);
      case "top-k" -> Questions.ask(statistic, rule, "column", "code", "codes", List.of("A", "B"), "top", 2);
      case "distinct-patients" -> Questions.ask(statistic, rule, "identifier", "number", "expected_patients", 100);
      case "t-test" -> YamlQuestions.ask(statistic, rule, """
          value: {column: x, low: 0, high: 50, decimals: 1}
          groups: {column: g, values: [1, 2]}
          """);
      case "attrition" -> YamlQuestions.ask(statistic, rule, "steps: [{column: a, equals: 1}, {column: b, equals: 1}]");
      case "quantile" -> Questions.ask(statistic, rule, "column", "x", "grid", List.of(0, 1, 2));
      case "histogram" -> Questions.ask(statistic, rule, "column", "x", "from", 0, "to", 100, "width", 10);
      default -> Questions.ask(statistic, rule);
    };
  }
}
