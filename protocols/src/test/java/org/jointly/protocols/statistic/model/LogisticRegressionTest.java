package org.jointly.protocols.statistic.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jointly.protocols.plan.ExpectedNumbers;
import org.jointly.protocols.plan.SiteRows;
import org.jointly.protocols.plan.StatisticScenario;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.YamlQuestions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogisticRegressionTest {
  private static final String BIRTHWT = """
      outcome: {column: low, equals: 1}
      predictors:
        - {column: age, low: 10, high: 60}
        - {column: lwt, low: 50, high: 400}
        - {column: smoke, values: [0, 1]}
        - {column: ht, low: 0, high: 1}
        - {column: ui, low: 0, high: 1}
      """;
  private static final String SMALL = """
      outcome: {column: y, equals: 1}
      predictors: [{column: x, low: 0, high: 10}]
      """;

  @Test
  void answer_onLowBirthWeight_isThatOfR() {
    StatisticScenario.Asked asked =
        StatisticScenario.of(SiteRows.dataset("birthwt")).ask("logistic-regression", Questions.rule(11, 2), BIRTHWT);

    asked.matches(ExpectedNumbers.of("bw-logit").without("terms"));
    assertThat(asked.field("terms")).isEqualTo(new Answer.Text("(Intercept) age lwt smoke1 ht ui"));
    assertThat(asked.field("missing")).isEqualTo(new Answer.Whole(0));
  }

  /** What a coefficient is does not depend on what values are possible, and wide bounds are not taken for separation. */
  @Test
  void answer_withBoundsFarWiderThanTheValues_isTheSame() {
    StatisticScenario.of(SiteRows.dataset("birthwt"))
        .ask("logistic-regression", Questions.rule(11, 2), BIRTHWT.replace("high: 400", "high: 1000000"))
        .matches(ExpectedNumbers.of("bw-logit").without("terms"), 1e-7);
  }

  /** One category: the odds ratio is that of the table, 3·4/(2·1), with the variance 1/3 + 1/1 + 1/2 + 1/4. */
  @Test
  void answer_ofOneCategory_isTheOddsRatioOfTheTable() {
    StatisticScenario.of(List.of(
            SiteRows.of("id,y,g\np1,1,b\np2,1,b\np3,1,b\np4,0,b\np5,,a\n"),
            SiteRows.of("id,y,g\np1,1,a\np2,1,a\np3,0,a\np4,0,a\np5,0,a\np6,0,a\n"),
            SiteRows.of("id,y,g\n")))
        .ask("logistic-regression", Questions.rule(1, 1), """
            outcome: {column: y, equals: 1}
            predictors: [{column: g, values: [a, b]}]
            """)
        .matches(ExpectedNumbers.these("n", 10, "missing", 1, "or", List.of(0.5, 6.0)), 1e-7)
        .matches(ExpectedNumbers.these("se", List.of(Math.sqrt(3 / 4.0), Math.sqrt(25 / 12.0))), 1e-4);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "p1,0,1\np2,0,2\np3,0,3\np4,1,4\np5,1,5\np6,1,6\n",
      "p1,0,1\np2,0,2\np3,0,3\np4,1,3\np5,1,5\np6,1,6\n"})
  void answer_withSeparatedOutcomes_saysSo(String rows) {
    StatisticScenario.Asked asked = StatisticScenario.of(List.of(SiteRows.of("id,y,x\n" + rows), SiteRows.of("id,y,x\n")))
        .ask("logistic-regression", Questions.rule(1, 1), SMALL);

    assertThat(asked.field("coef")).isEqualTo(new Answer.NotAvailable(Estimates.SEPARATION));
  }

  @Test
  void answer_withSeparatedOutcomesAndWideBounds_saysSo() {
    StatisticScenario.Asked asked = StatisticScenario.of(List.of(
            SiteRows.of("id,y,x\np1,0,1\np2,0,2\np3,0,3\np4,1,4\np5,1,5\np6,1,6\n"), SiteRows.of("id,y,x\n")))
        .ask("logistic-regression", Questions.rule(1, 1), SMALL.replace("high: 10", "high: 100000"));

    assertThat(asked.field("coef")).isEqualTo(new Answer.NotAvailable(Estimates.SEPARATION));
  }

  @Test
  void answer_withAConstantPredictor_saysSo() {
    StatisticScenario.Asked asked = StatisticScenario.of(List.of(
            SiteRows.of("id,y,x\np1,0,7\np2,0,7\np3,1,7\np4,1,7\np5,1,7\np6,0,7\n"), SiteRows.of("id,y,x\n")))
        .ask("logistic-regression", Questions.rule(1, 1), SMALL);

    assertThat(asked.field("coef")).isEqualTo(new Answer.NotAvailable(Estimates.RANK_DEFICIENT_OR_WIDE));
  }

  @Test
  void answer_withTooFewRows_opensNothing() {
    StatisticScenario.Asked asked = StatisticScenario.of(List.of(
            SiteRows.of("id,y,x\np1,0,1\np2,1,2\np3,0,3\np4,1,2\np5,1,1\n"), SiteRows.of("id,y,x\n")))
        .ask("logistic-regression", Questions.rule(1, 1), SMALL);

    assertThat(asked.field("n")).isEqualTo(new Answer.Suppressed(1, 1, false));
  }

  @Test
  void answer_whenACategoryHasTooFewPatients_isSuppressedAsAWhole() {
    StatisticScenario.Asked asked = StatisticScenario.of(SiteRows.dataset("birthwt"))
        .ask("logistic-regression", Questions.rule(13, 1), BIRTHWT.replace("ht, low: 0, high: 1", "ht, values: [0, 1]"));

    assertThat(asked.answer().fields().values()).containsOnlyKeys("terms", "n", "warning").containsEntry("n", new Answer.Suppressed(13, 1, false));
  }

  @Test
  void compile_ofAMisspecifiedQuery_saysWhatToWrite() {
    assertThatThrownBy(() -> new LogisticRegression().compile(YamlQuestions.ask("logistic-regression", Questions.rule(11, 1), """
            outcome: {column: low}
            predictors: [{column: age}]
            """), 3))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).startsWith("outcome.equals: is missing; write"),
            problem -> assertThat(problem).startsWith("predictors[1].low: is missing; write"),
            problem -> assertThat(problem).startsWith("predictors[1].high: is missing; write")));
  }

  @Test
  void compile_withMoreCoefficientsThanRowsCanSupport_isRefused() {
    var rule = new org.jointly.protocols.query.ReleaseRule(1, 1, new org.jointly.protocols.query.ReleaseRule.Noise.None(), 2);

    assertThatThrownBy(() -> new LogisticRegression().compile(YamlQuestions.ask("logistic-regression", rule, """
            outcome: {column: low, equals: 1}
            predictors: [{column: a, low: 0, high: 1}, {column: b, low: 0, high: 1}]
            """), 3))
        .hasMessageContaining("predictors: give 3 coefficients; write fewer");
  }
}
