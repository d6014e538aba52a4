package org.jointly.protocols.statistic.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jointly.protocols.plan.ExpectedNumbers;
import org.jointly.protocols.plan.SiteRows;
import org.jointly.protocols.plan.StatisticScenario;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.YamlQuestions;
import org.junit.jupiter.api.Test;

final class StandardizedRateTest {
  private static final String LUNG = """
      event: {column: status, equals: 2}
      time: {column: time, low: 0, high: 1100}
      strata: {column: age, edges: [0, 60, 70, 120]}
      weights: [50, 30, 20]
      reference_rates: [0.9, 0.8, 1.1]
      per: 1000
      """;
  private static final String TWO = """
      event: {column: e, equals: 1}
      time: {column: t, low: 0, high: 10}
      strata: {column: g, values: [a, b]}
      weights: [3, 3]
      """;

  /** The formulas in Python, with the gamma quantiles of SciPy 1.17. */
  @Test
  void answer_onLung_isThatOfTheFormulas() {
    StatisticScenario.Asked asked =
        StatisticScenario.of(SiteRows.dataset("lung")).ask("standardized-rate", Questions.rule(11, 1), LUNG);

    asked.matches(ExpectedNumbers.these(
            "crude_rate", 2.370928110585835,
            "rate", 2.3261938820262555,
            "ci95_low", 1.9767526064684853,
            "ci95_high", 2.7238248883889984,
            "expected", 63.0287,
            "smr", 2.617855040640216,
            "smr_low", 2.233647798721215,
            "smr_high", 3.0491788758252913));
    assertThat(((Answer.Items) asked.field("cells")).values().get(1)).isEqualTo(Answer.Fields.of(
        Map.entry("stratum", new Answer.Text("[60, 70)")),
        Map.entry("person_time", new Answer.Real(26_928)),
        Map.entry("events", new Answer.Whole(63))));
  }

  /** Strata of equal weight and size: the limits are those of the one Poisson count, which R prints. */
  @Test
  void answer_onEqualStrata_hasTheLimitsOfTheirSum() {
    Map<String, Object> r = ExpectedNumbers.of("rate-3").numbers();

    StatisticScenario.of(List.of(site("a", 500, 1), site("b", 500, 2), site("b", 0, 0)))
        .ask("standardized-rate", Questions.rule(0, 1), TWO)
        .matches(ExpectedNumbers.these(
            "rate", 0.003, "crude_rate", 0.003, "ci95_low", r.get("poisson_low"), "ci95_high", r.get("poisson_high"), "missing", 0, "per", 1));
  }

  @Test
  void answer_withoutEvents_hasAnUpperLimit() {
    Map<String, Object> r = ExpectedNumbers.of("rate-0").numbers();

    StatisticScenario.of(List.of(site("a", 500, 0), site("b", 500, 0), site("b", 0, 0)))
        .ask("standardized-rate", Questions.rule(0, 1), TWO)
        .matches(ExpectedNumbers.these("rate", 0, "ci95_low", 0, "ci95_high", r.get("poisson_high")));
  }

  /** Rows of one unit of time each. */
  private static SiteRows site(String stratum, int rows, int events) {
    return SiteRows.of("id,e,t,g\n" + IntStream.range(0, rows)
        .mapToObj(i -> "p" + i + "," + (i < events ? 1 : 0) + ",1," + stratum + "\n").collect(Collectors.joining()));
  }

  @Test
  void answer_whereOneStratumHasFewCases_isSuppressedAsAWhole() {
    assertThat(StatisticScenario.of(List.of(site("a", 50, 20), site("b", 50, 4), site("b", 0, 0)))
        .ask("standardized-rate", Questions.rule(5, 1), TWO).answer())
        .isEqualTo(new Answer(Answer.Fields.of(Map.entry("events", new Answer.Suppressed(5, 1, false)))));
  }

  @Test
  void answer_whereAStratumIsEmpty_saysWhich() {
    StatisticScenario.Asked asked = StatisticScenario.of(List.of(site("a", 5, 2), site("a", 5, 4), site("b", 0, 0)))
        .ask("standardized-rate", Questions.rule(0, 1), TWO + "reference_rates: [0.5, 0.5]\n");

    assertThat(asked.field("rate")).isEqualTo(new Answer.NotAvailable("no person-time in stratum b"));
    asked.matches(ExpectedNumbers.these("expected", 5, "smr", 1.2));
  }

  @Test
  void compile_withEverythingWrong_saysWhatToWrite() {
    assertThatThrownBy(() -> new StandardizedRate().compile(
        YamlQuestions.ask("standardized-rate", Questions.rule(11, 1), """
            event: {column: e, equals: 1}
            time: {column: t, low: -1, high: 10}
            strata: {column: g, values: [a, b]}
            weights: [1, 2, 3]
            reference_rates: [0, 1]
            """), 3)).isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).containsExactly(
        "time: low is -1; nobody is observed for less than 0, write low: 0",
        "weights: got 3 numbers for 2 strata; write one for each",
        "reference_rates: has a number that is not between 1e-12 and 1e12; write numbers above 0"));
  }
}
