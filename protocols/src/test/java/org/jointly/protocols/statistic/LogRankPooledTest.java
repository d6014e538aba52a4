package org.jointly.protocols.statistic;

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

final class LogRankPooledTest {
  private static final String LUNG = """
      time: time
      grid: {from: 0, to: 1100, step: 1}
      event: {column: status, equals: 2}
      groups: {column: sex, values: [1, 2]}
      """;

  @Test
  void answer_onLungBySexWithoutAThreshold_isThatOfR() {
    StatisticScenario.of(SiteRows.dataset("lung"))
        .ask("log-rank-pooled", Questions.rule(1, 1), LUNG)
        .matches(ExpectedNumbers.of("lung-lr"));
  }

  /** All intervals hold at least k of either kind in both groups, and none of the patients is lost. */
  @Test
  void answer_withAThreshold_isOfMergedIntervalsAndSaysSo() {
    StatisticScenario.Asked asked =
        StatisticScenario.of(SiteRows.dataset("lung")).ask("log-rank-pooled", Questions.rule(11, 1), LUNG);

    asked.matches(ExpectedNumbers.these("observed", List.of(112, 53), "df", 1));
    assertThat(((Answer.Items) asked.field("interval_ends")).values()).hasSizeBetween(1, 3).last()
        .isEqualTo(new Answer.Real(1100));
  }

  @Test
  void answer_whenAGroupIsTooSmall_isSuppressedAsAWhole() {
    StatisticScenario.Asked asked =
        StatisticScenario.of(SiteRows.dataset("lung")).ask("log-rank-pooled", Questions.rule(40, 1), LUNG);

    assertThat(asked.field("observed")).isEqualTo(new Answer.Suppressed(40, 1));
    assertThat(asked.answer().fields().values()).containsOnlyKeys("groups", "observed");
  }

  /** Of three groups one has nobody: two are compared. */
  @Test
  void answer_withAnEmptyGroupAndNoThreshold_leavesItOut() {
    StatisticScenario.of(List.of(
            SiteRows.of("id,time,status,sex\np1,1,2,1\np2,2,1,1\n"),
            SiteRows.of("id,time,status,sex\np1,2,2,2\np2,9,2,\n")))
        .ask("log-rank-pooled", Questions.rule(0, 1), LUNG.replace("[1, 2]", "[1, 3, 2]"))
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
