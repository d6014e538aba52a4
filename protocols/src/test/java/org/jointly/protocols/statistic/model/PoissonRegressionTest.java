package org.jointly.protocols.statistic.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.jointly.protocols.plan.ExpectedNumbers;
import org.jointly.protocols.plan.SiteRows;
import org.jointly.protocols.plan.StatisticScenario;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.YamlQuestions;
import org.junit.jupiter.api.Test;

final class PoissonRegressionTest {
  private static final String RATES = """
      outcome: {column: y, low: 0, high: 20}
      exposure: {column: years, low: 0.5, high: 100, decimals: 1}
      predictors: [{column: g, values: [a, b]}]
      """;
  private static final List<SiteRows> SITES = List.of(
      SiteRows.of("id,y,years,g\np1,2,5,a\np2,6,5,b\np3,,1,b\n"),
      SiteRows.of("id,y,years,g\np1,4,7,a\np2,9,5,b\n"),
      SiteRows.of("id,y,years,g\np1,0,3,a\np2,3,2,b\np3,1,,a\n"));

  /** 6 in 15 years in a, 18 in 12 in b: rates 0.4 and 1.5, variances 1/6 and 1/6 + 1/18; for all, 24 in 27. */
  @Test
  void answer_ofTwoGroups_isTheRatioOfTheirRates() {
    int[] y = {2, 4, 0, 6, 9, 3};
    double[] years = {5, 7, 3, 5, 5, 2};
    double[] group = {.4, .4, .4, 1.5, 1.5, 1.5};

    StatisticScenario.Asked asked = StatisticScenario.of(SITES).ask("poisson-regression", Questions.rule(1, 1), RATES);

    asked.matches(ExpectedNumbers.these(
        "n", 6, "missing", 2,
        "deviance", 2 * sum(i -> deviance(y[i], group[i] * years[i])),
        "null_deviance", 2 * sum(i -> deviance(y[i], 24 / 27.0 * years[i])),
        "aic", 4 - 2 * sum(i -> likelihood(y[i], group[i] * years[i]))));
    asked.matches(ExpectedNumbers.these("coef", List.of(Math.log(.4), Math.log(3.75)), "rr", List.of(.4, 3.75)), 1e-7);
    asked.matches(ExpectedNumbers.these("se", List.of(Math.sqrt(1 / 6.0), Math.sqrt(2 / 9.0))), 1e-4);
    assertThat(asked.field("terms")).isEqualTo(new Answer.Text("(Intercept) gb"));
  }

  private interface Term {
    double of(int i);
  }

  private static double sum(Term term) {
    return IntStream.range(0, 6).mapToDouble(term::of).sum();
  }

  private static double deviance(int y, double mean) {
    return (y == 0 ? 0 : y * Math.log(y / mean)) - y + mean;
  }

  private static double likelihood(int y, double mean) {
    return y * Math.log(mean) - mean - IntStream.rangeClosed(1, y).mapToDouble(Math::log).sum();
  }

  @Test
  void answer_whenACategoryHasNoEvent_saysSo() {
    StatisticScenario.Asked asked = StatisticScenario.of(List.of(
            SiteRows.of("id,y,years,g\np1,0,5,a\np2,6,5,b\np3,0,1,a\n"),
            SiteRows.of("id,y,years,g\np1,0,7,a\np2,9,5,b\np3,2,2,b\n")))
        .ask("poisson-regression", Questions.rule(1, 1), RATES);

    assertThat(asked.field("coef")).isEqualTo(new Answer.NotAvailable(Estimates.SEPARATION));
  }

  @Test
  void answer_whenACategoryIsTooSmall_isSuppressedAsAWhole() {
    StatisticScenario.Asked asked = StatisticScenario.of(SITES).ask("poisson-regression", Questions.rule(4, 1), RATES);

    assertThat(asked.answer().fields().values()).containsOnlyKeys("terms", "n", "warning").containsEntry("n", new Answer.Suppressed(4, 1, false));
  }

  /** Of six patients in two groups two have a count above 0, and their sum, 5, is what is opened. */
  @Test
  void answer_whenFewPatientsHaveAnEvent_isSuppressedAsAWhole() {
    List<SiteRows> sites = List.of(
        SiteRows.of("id,y,years,g\np1,0,5,a\np2,3,5,b\np3,0,1,b\np4,0,2,a\n"),
        SiteRows.of("id,y,years,g\np1,2,7,a\np2,0,5,b\n"));

    assertThat(StatisticScenario.of(sites).ask("poisson-regression", Questions.rule(3, 1), RATES).answer().fields().values())
        .containsOnlyKeys("terms", "n", "warning");
    assertThat(StatisticScenario.of(sites).ask("poisson-regression", Questions.rule(2, 1), RATES).field("n"))
        .isEqualTo(new Answer.Whole(6));
  }

  @Test
  void compile_ofAMisspecifiedQuery_saysWhatToWrite() {
    assertThatThrownBy(() -> new PoissonRegression().compile(YamlQuestions.ask("poisson-regression", Questions.rule(11, 1), """
            outcome: {column: y, low: -1, high: 20}
            exposure: {column: years, low: 0, high: 10}
            predictors: [{column: y, low: 0, high: 3}]
            """), 3))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).isEqualTo("outcome: is no count; write low: 0 and no decimals"),
            problem -> assertThat(problem).isEqualTo("exposure: may be 0; write a low above 0"),
            problem -> assertThat(problem).startsWith("predictors: name the column y, which")));
  }

  /** A column is read once: a site could not say which of the two it is. */
  @Test
  void compile_withAColumnTwice_saysWhatToWrite() {
    assertThatThrownBy(() -> new PoissonRegression().compile(YamlQuestions.ask("poisson-regression", Questions.rule(11, 1), """
            outcome: {column: y, low: 0, high: 3000000000}
            exposure: {column: y, low: 1, high: 10}
            predictors: [{column: x, low: 1, high: 10}, {column: y, low: 1, high: 10}]
            """), 3))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).containsExactlyInAnyOrder(
            "outcome: high is 3000000000; write at most 2147483647",
            "exposure: has the column of the outcome; write another one",
            "predictors: name the column y, which is what is to be explained, or its time or exposure; write others"));
    assertThatThrownBy(() -> new PoissonRegression().compile(YamlQuestions.ask("poisson-regression", Questions.rule(11, 1), """
            outcome: {column: y, low: 0, high: 20}
            exposure: {column: years, low: 1, high: 10}
            predictors: [{column: years, low: 1, high: 10}]
            """), 3))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).singleElement().asString()
            .startsWith("predictors: name the column years, which"));
  }
}
