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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogRankPooledTest {
  private static final String LUNG = """
      time: time
      grid: {from: 0, to: 1100, step: 1}
      event: {column: status, equals: 2}
      groups: {column: sex, values: [1, 2]}
      """;

  private static final String EARLY = LUNG.replace("to: 1100", "to: 9");

  @ParameterizedTest
  @ValueSource(ints = {1, 11, 53})
  void answer_onLungBySex_isThatOfR_whateverTheThreshold(int minimum) {
    StatisticScenario.of(SiteRows.dataset("lung"))
        .ask("log-rank-pooled", Questions.rule(minimum, 1), LUNG)
        .matches(ExpectedNumbers.of("lung-lr"));
  }

  @Test
  void answer_whenAGroupIsTooSmall_isSuppressedAsAWhole() {
    StatisticScenario.Asked asked =
        StatisticScenario.of(SiteRows.dataset("lung")).ask("log-rank-pooled", Questions.rule(54, 1), LUNG);

    assertThat(asked.field("observed")).isEqualTo(new Answer.Suppressed(54, 1, false));
    assertThat(asked.answer().fields().values()).containsOnlyKeys("groups", "observed");
  }

  /** The digits that are cut off leave no trace: the second group has left before the first event. */
  @Test
  void answer_whenOneGroupIsAloneAtRisk_hasNoTest() {
    StatisticScenario.Asked asked = StatisticScenario.of(List.of(
            SiteRows.of("id,time,status,sex\np1,2,2,1\np2,3,2,1\n"),
            SiteRows.of("id,time,status,sex\np1,1,1,2\n")))
        .ask("log-rank-pooled", Questions.rule(0, 1), EARLY);

    asked.matches(ExpectedNumbers.these("observed", List.of(2, 0), "expected", List.of(2, 0)));
    assertThat(asked.field("chi2")).isEqualTo(new Answer.NotAvailable("fewer than two groups were at risk of an event"));
  }

  /** Everybody dies at once, of one group and of both: the variance is 0 but for digits cut off. */
  @Test
  void answer_whenAllDieAtOnce_hasNoVariance() {
    StatisticScenario.Asked asked = StatisticScenario.of(List.of(
            SiteRows.of("id,time,status,sex\np1,1,2,1\np2,1,2,1\n"),
            SiteRows.of("id,time,status,sex\np1,1,2,2\np2,1,2,2\n")))
        .ask("log-rank-pooled", Questions.rule(0, 1), EARLY);

    asked.matches(ExpectedNumbers.these("observed", List.of(2, 2), "expected", List.of(2, 2)));
    assertThat(asked.field("chi2")).isInstanceOf(Answer.NotAvailable.class);
  }

  /** Of three groups one has nobody: two are compared. */
  @Test
  void answer_withAnEmptyGroupAndNoThreshold_leavesItOut() {
    StatisticScenario.of(List.of(
            SiteRows.of("id,time,status,sex\np1,1,2,1\np2,2,1,1\n"),
            SiteRows.of("id,time,status,sex\np1,2,2,2\np2,9,2,\n")))
        .ask("log-rank-pooled", Questions.rule(0, 1), EARLY.replace("[1, 2]", "[1, 3, 2]"))
        .matches(ExpectedNumbers.these("observed", List.of(1, 0, 1), "df", 1, "chi2", (1 / 36.0) / (17 / 36.0), "missing", 1));
  }

  @Test
  void compile_ofAMisspecifiedQuery_saysWhatToWrite() {
    assertThatThrownBy(() -> new LogRankPooled().compile(YamlQuestions.ask("log-rank-pooled", Questions.rule(11, 1), """
            time: time
            event: {column: status, equals: 2}
            groups: {column: sex, values: [1]}
            """), 3))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).startsWith("grid: is missing; write"),
            problem -> assertThat(problem).isEqualTo("groups: got 1 values; write 2 to 20")));
  }
}
