package org.jointly.protocols.statistic.survival;

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
import org.jointly.protocols.statistic.model.Estimates;
import org.jointly.protocols.statistic.report.CountCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CoxTest {
  private static final String LUNG = """
      time: {column: time, low: 0, high: 1100}
      event: {column: status, equals: 2}
      predictors:
        - {column: age, low: 0, high: 120}
        - {column: sex, low: 1, high: 2}
        - {column: ph_ecog, low: 0, high: 5}
      """;
  private static final String SMALL = """
      time: {column: time, low: 0, high: 100}
      event: {column: dead, equals: 1}
      predictors: [{column: arm, values: [a, b]}]
      """;

  @ParameterizedTest
  @ValueSource(strings = {"efron", "breslow"})
  void answer_onLung_isThatOfR(String ties) {
    StatisticScenario.Asked asked = StatisticScenario.of(SiteRows.dataset("lung"))
        .ask("cox", Questions.rule(11, 1), LUNG + "ties: " + ties);

    asked.matches(ExpectedNumbers.of("lung-cox-" + ties));
    assertThat(asked.field("terms")).isEqualTo(new Answer.Text("age sex ph_ecog"));
    assertThat(asked.field("missing")).isEqualTo(CountCell.alone(new Answer.Suppressed(11, 1)));
  }

  /** Hazard ratios do not depend on what is possible, but on what is. */
  @Test
  void answer_withBoundsFarWiderThanTheValues_isTheSame() {
    StatisticScenario.of(SiteRows.dataset("lung"))
        .ask("cox", Questions.rule(11, 1), LUNG.replace("high: 120", "high: 100000000"))
        .matches(ExpectedNumbers.of("lung-cox-efron"), 1e-7);
  }

  /** What sites round, in units of the bounds, would show in the standard errors. */
  @Test
  void answer_withBoundsThatHideTheValues_saysSo() {
    StatisticScenario.Asked asked = StatisticScenario.of(SiteRows.dataset("lung"))
        .ask("cox", Questions.rule(11, 1), LUNG.replace("high: 120", "high: 10000000000"));

    assertThat(asked.field("coef")).isEqualTo(new Answer.NotAvailable(Estimates.RANK_DEFICIENT_AT_EACH_SITE));
  }

  /** The score test of one category, without ties, is the log-rank test of the two groups. */
  @Test
  void scoreTest_ofTwoGroupsWithoutTies_isTheLogRankTest() {
    List<SiteRows> sites = List.of(
        SiteRows.of("id,time,dead,arm\np1,1,1,a\np2,2,1,b\np3,3,1,a\np4,4,0,b\np5,6,1,a\np6,7,1,b\n"),
        SiteRows.of("id,time,dead,arm\np1,3,1,b\np2,5,1,a\np3,8,0,b\n"),
        SiteRows.of("id,time,dead,arm\np1,4,1,a\np2,6,1,b\np3,9,0,a\n"));
    StatisticScenario.Asked logRank = StatisticScenario.of(sites).ask("log-rank-by-site", Questions.rule(1, 1), """
        time: {column: time, low: 0, high: 100}
        event: {column: dead, equals: 1}
        groups: {column: arm, values: [a, b]}
        """);

    StatisticScenario.of(sites).ask("cox", Questions.rule(1, 1), SMALL).matches(
        ExpectedNumbers.these("score_chi2", ((Answer.Real) logRank.field("chi2")).value(), "n", 12, "events", 9));
  }

  @Test
  void answer_whenNobodyInACategoryHasAnEvent_reportsSeparation() {
    StatisticScenario.Asked asked = StatisticScenario.of(List.of(
            SiteRows.of("id,time,dead,arm\np1,1,1,a\np2,2,0,b\np3,3,1,a\np4,4,0,b\np5,6,1,a\np6,7,0,b\n"),
            SiteRows.of("id,time,dead,arm\np1,1,1,a\np2,2,0,b\np3,3,1,a\np4,4,0,b\np5,6,1,a\np6,7,0,b\n"),
            SiteRows.of("id,time,dead,arm\np1,1,1,a\np2,2,0,b\np3,3,1,a\np4,4,0,b\np5,6,1,a\np6,7,0,b\n")))
        .ask("cox", Questions.rule(1, 1), SMALL);

    assertThat(asked.field("coef")).isEqualTo(new Answer.NotAvailable(Estimates.SEPARATION));
  }

  @Test
  void answer_withAPredictorThatIsConstantAtEachSite_saysSo() {
    StatisticScenario.Asked asked = StatisticScenario.of(List.of(
            SiteRows.of("id,time,dead,x\np1,1,1,5\np2,2,0,5\n"),
            SiteRows.of("id,time,dead,x\np1,3,1,7\np2,4,0,7\n"),
            SiteRows.of("id,time,dead,x\np1,3,1,5\n")))
        .ask("cox", Questions.rule(1, 1), SMALL.replace("{column: arm, values: [a, b]}", "{column: x, low: 0, high: 9}"));

    assertThat(asked.field("coef")).isEqualTo(new Answer.NotAvailable(Estimates.RANK_DEFICIENT_AT_EACH_SITE));
  }

  /** Three for each coefficient, at three sites with events. */
  @Test
  void answer_withTooFewRows_opensNothing() {
    SiteRows first = SiteRows.of("id,time,dead,arm,x\np1,1,1,a,5\np2,2,0,b,6\n");
    SiteRows second = SiteRows.of("id,time,dead,arm,x\np1,3,1,a,7\np2,4,0,b,2\n");
    String two = SMALL.replace("}]", "}, {column: x, low: 0, high: 9}]");

    assertThat(StatisticScenario.of(List.of(first, second, SiteRows.of("id,time,dead,arm,x\np1,3,1,b,5\n")))
        .ask("cox", Questions.rule(1, 1), two).field("n")).isEqualTo(new Answer.Suppressed(1, 3, false));
    assertThat(StatisticScenario.of(List.of(first, second, SiteRows.of("id,time,dead,arm,x\np1,3,1,b,5\np2,5,0,a,1\n")))
        .ask("cox", Questions.rule(1, 1), two).field("n")).isEqualTo(new Answer.Whole(6));
  }

  /** Of two each could tell the other's. */
  @Test
  void answer_whenTwoSitesHaveEvents_opensNothing() {
    StatisticScenario.Asked asked = StatisticScenario.of(List.of(
            SiteRows.of("id,time,dead,arm\np1,1,1,a\np2,2,0,b\np3,2,1,b\n"),
            SiteRows.of("id,time,dead,arm\np1,1,1,b\np2,2,1,a\n"),
            SiteRows.of("id,time,dead,arm\np1,1,0,a\np2,2,0,b\n")))
        .ask("cox", Questions.rule(0, 1), SMALL);

    assertThat(asked.answer().fields().values()).containsOnlyKeys("terms", "n", "warning");
  }

  @Test
  void answer_whenTooFewAreCensored_isSuppressedAsAWhole() {
    StatisticScenario.Asked asked =
        StatisticScenario.of(SiteRows.dataset("lung")).ask("cox", Questions.rule(64, 1), LUNG);

    assertThat(asked.answer().fields().values()).containsOnlyKeys("terms", "n", "warning").containsEntry("n", new Answer.Suppressed(64, 3, false));
  }

  @Test
  void compile_ofAMisspecifiedQuery_saysWhatToWrite() {
    assertThatThrownBy(() -> new Cox().compile(YamlQuestions.ask("cox", Questions.rule(11, 1), """
            time: {column: time, low: 0, high: 100}
            event: {column: dead, equals: 1}
            predictors: [{column: dead, values: [1]}]
            ties: exact
            """), 3))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).startsWith("ties: got \"exact\"; write"),
            problem -> assertThat(problem).startsWith("predictors: dead has one category"),
            problem -> assertThat(problem).startsWith("predictors: name the column dead, which")));
  }
}
