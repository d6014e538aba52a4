package org.jointly.protocols.statistic.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.jointly.protocols.plan.ExpectedNumbers;
import org.jointly.protocols.plan.SiteRows;
import org.jointly.protocols.plan.StatisticScenario;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.YamlQuestions;
import org.junit.jupiter.api.Test;

final class LinearRegressionTest {
  private static final String BIRTHWT = """
      outcome: {column: bwt, low: 0, high: 6000}
      predictors:
        - {column: age, low: 0, high: 120}
        - {column: lwt, low: 0, high: 400}
        - {column: smoke, low: 0, high: 1}
      """;
  private static final String SMALL = """
      outcome: {column: y, low: -100, high: 100, decimals: 1}
      predictors: [{column: x, low: 0, high: 10, decimals: 2}]
      """;

  @Test
  void answer_onBirthWeight_isThatOfR() {
    StatisticScenario.Asked asked =
        StatisticScenario.of(SiteRows.dataset("birthwt")).ask("linear-regression", Questions.rule(11, 2), BIRTHWT);

    asked.matches(ExpectedNumbers.of("bw-lm").without("terms"));
    assertThat(asked.field("terms")).isEqualTo(new Answer.Text("(Intercept) age lwt smoke"));
  }

  /** A category in place of the number 0 or 1 is the same model. */
  @Test
  void answer_withACategory_isThatWithItsIndicator() {
    StatisticScenario.of(SiteRows.dataset("birthwt"))
        .ask("linear-regression", Questions.rule(11, 1), BIRTHWT.replace("smoke, low: 0, high: 1", "smoke, values: [0, 1]"))
        .matches(ExpectedNumbers.of("bw-lm").without("terms"));
  }

  /** x = 1, 2, 3, 4 and y = 1, 3, 2, 5: slope 1.1, intercept 0, RSS 2.7, TSS 8.75. */
  @Test
  void answer_withDecimals_scalesBack() {
    StatisticScenario.of(List.of(
            SiteRows.of("id,y,x\np1,1,1\np2,3,2\np9,7,\n"), SiteRows.of("id,y,x\np1,2,3\np2,5,4\n"), SiteRows.of("id,y,x\np1,2.75,2.5\np2,2.75,2.5")))
        .ask("linear-regression", Questions.rule(1, 1), SMALL.replace("decimals: 1", "decimals: 2"))
        .matches(ExpectedNumbers.these("n", 6, "missing", 1, "coef", List.of(0.0, 1.1), "df", 4, "r2", 6.05 / 8.75,
            "adjusted_r2", 1 - 2.7 / 4 / (8.75 / 5), "f", 6.05 / (2.7 / 4),
            "sigma", Math.sqrt(2.7 / 4), "se", List.of(Math.sqrt(2.7 / 4 * (1 / 6.0 + 6.25 / 5)), Math.sqrt(2.7 / 4 / 5))));
  }

  @Test
  void answer_withAConstantPredictor_saysSo() {
    assertThat(small("p1,1,3\np2,2,3\np3,1,3\np4,2,3\np5,2,3\np6,2,3\n").field("coef"))
        .isEqualTo(new Answer.NotAvailable(Estimates.RANK_DEFICIENT));
  }

  @Test
  void answer_ofAPerfectFit_hasCoefficientsAndNoErrors() {
    StatisticScenario.Asked asked = small("p1,1,1\np2,2,2\np3,3,3\np4,4,4\np5,5,5\np6,6,6\n");

    asked.matches(ExpectedNumbers.these("coef", List.of(0.0, 1.0), "r2", 1));
    assertThat(asked.field("se")).isEqualTo(new Answer.NotAvailable("the fit is perfect"));
  }

  @Test
  void answer_ofEqualOutcomes_hasNothingToExplain() {
    assertThat(small("p1,1,1\np2,1,2\np3,1,3\np4,1,4\np5,1,5\np6,1,6\n").field("r2"))
        .isEqualTo(new Answer.NotAvailable("all outcomes are equal"));
  }

  @Test
  void answer_withTooFewRows_opensNothing() {
    assertThat(small("p1,1,1\np2,1,2\np3,1,3\np4,1,4\np5,1,5\n").field("n")).isEqualTo(new Answer.Suppressed(1, 1, false));
  }

  private static StatisticScenario.Asked small(String rows) {
    return StatisticScenario.of(List.of(SiteRows.of("id,y,x\n" + rows), SiteRows.of("id,y,x\n")))
        .ask("linear-regression", Questions.rule(1, 1), SMALL);
  }

  @Test
  void answer_belowTheThreshold_isSuppressedAsAWhole() {
    StatisticScenario.Asked asked =
        StatisticScenario.of(SiteRows.dataset("birthwt")).ask("linear-regression", Questions.rule(190, 1), BIRTHWT);

    assertThat(asked.answer().fields().values()).containsOnlyKeys("terms", "n", "warning").containsEntry("n", new Answer.Suppressed(190, 1, false));
  }

  @Test
  void compile_ofAMisspecifiedQuery_saysWhatToWrite() {
    assertThatThrownBy(() -> new LinearRegression().compile(YamlQuestions.ask("linear-regression", Questions.rule(11, 1), """
            outcome: {column: bwt, low: 0, high: 6000}
            predictors: [{column: bwt, low: 0, high: 120}, {column: smoke, values: [1]}]
            """), 3))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).startsWith("predictors: name the column bwt, which"),
            problem -> assertThat(problem).startsWith("predictors: smoke has one category, which")));
  }

  /** (1, 2, 3) on an intercept: mean 2, RSS 2. */
  @Test
  void leastSquares_ofAnInterceptAlone_isTheMean() {
    BigInteger[][] moments = {{BigInteger.valueOf(3), BigInteger.valueOf(6)}, {BigInteger.valueOf(6), BigInteger.valueOf(14)}};

    LeastSquares fit = LeastSquares.of(moments).orElseThrow();

    assertThat(fit.coefficients()).containsExactly(BigInteger.valueOf(6));
    assertThat(fit.residual()).isEqualTo(BigInteger.valueOf(6));
    assertThat(fit.denominator()).isEqualTo(BigInteger.valueOf(3));
  }

  /** Such a predictor is constant whatever the data, and no scale to compute on. */
  @Test
  void compile_withBoundsThatLeaveOneValue_saysWhatToWrite() {
    assertThatThrownBy(() -> new LinearRegression().compile(YamlQuestions.ask("linear-regression", Questions.rule(11, 1), """
            outcome: {column: y, low: 0, high: 10}
            predictors: [{column: x, low: 0, high: 0.4}]
            """), 3))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).containsExactly(
            "predictors[1].high: got 0.4, between which and low 0 there is one value with 0 decimals; write decimals: 1 or more, or wider bounds"));
  }
}
