package org.jointly.protocols.statistic.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jointly.protocols.plan.ExpectedNumbers;
import org.jointly.protocols.plan.SiteRows;
import org.jointly.protocols.plan.StatisticScenario;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.YamlQuestions;
import org.junit.jupiter.api.Test;

final class LogRankBySiteTest {
  private static final String LUNG = """
      time: {column: time, low: 0, high: 1100}
      event: {column: status, equals: 2}
      groups: {column: sex, values: [1, 2]}
      """;
  private static final String SMALL = """
      time: {column: time, low: 0, high: 100}
      event: {column: dead, equals: 1}
      groups: {column: arm, values: [a, b, c]}
      """;

  @Test
  void answer_onLungBySex_isThatOfR() {
    StatisticScenario.Asked asked =
        StatisticScenario.of(SiteRows.dataset("lung")).ask("log-rank-by-site", Questions.rule(11, 2), LUNG);

    asked.matches(ExpectedNumbers.of("lung-lr-site"));
    assertThat(asked.field("missing")).isEqualTo(new Answer.Whole(0));
  }

  /**
   * By hand. North: at 1 a dies of a, a, b (E 2/3, 1/3; V 2/9); at 2 b dies and a is censored, of a, b (E 1/2, 1/2; V 1/4).
   * South and west: at 5 one of each dies, of a, b: n = d, so V = 0, E = 1, 1. One row has no arm.
   */
  @Test
  void answer_withTiesAndMissingRows_isThatByHand() {
    StatisticScenario.of(List.of(
            SiteRows.of("id,time,dead,arm\np1,1,1,a\np2,2,0,a\np3,2,1,b\n"),
            SiteRows.of("id,time,dead,arm\np1,5,1,a\np2,5,1,b\np3,4,1,\n"),
            SiteRows.of("id,time,dead,arm\np1,5,1,a\np2,5,1,b\n")))
        .ask("log-rank-by-site", Questions.rule(1, 1), SMALL.replace(", c", ""))
        .matches(ExpectedNumbers.these(
            "observed", List.of(3, 3), "expected", List.of(19 / 6.0, 17 / 6.0), "chi2", (1 / 36.0) / (17 / 36.0), "df", 1,
            "missing", 1));
  }

  /** Of three groups one has nobody: two are left to be compared. */
  @Test
  void answer_withAnEmptyGroupAndNoThreshold_leavesItOut() {
    StatisticScenario.of(List.of(
            SiteRows.of("id,time,dead,arm\np1,1,1,a\np2,2,0,a\np3,2,1,c\n"),
            SiteRows.of("id,time,dead,arm\np1,5,1,a\np2,5,1,c\n"),
            SiteRows.of("id,time,dead,arm\np1,5,1,a\np2,5,1,c\n")))
        .ask("log-rank-by-site", Questions.rule(0, 1), SMALL)
        .matches(ExpectedNumbers.these("observed", List.of(3, 0, 3), "df", 1, "chi2", (1 / 36.0) / (17 / 36.0)));
  }

  @Test
  void answer_whenAllAreInOneGroup_hasNoTest() {
    StatisticScenario.Asked asked = StatisticScenario.of(List.of(
            SiteRows.of("id,time,dead,arm\np1,1,1,a\np2,2,1,a\n"),
            SiteRows.of("id,time,dead,arm\np1,1,1,a\n"),
            SiteRows.of("id,time,dead,arm\np1,1,1,a\n")))
        .ask("log-rank-by-site", Questions.rule(0, 1), SMALL);

    assertThat(asked.field("chi2")).isEqualTo(new Answer.NotAvailable("fewer than two groups were at risk of an event"));
  }

  @Test
  void answer_whenAGroupHasTooFewEvents_isSuppressedAsAWhole() {
    StatisticScenario.Asked asked =
        StatisticScenario.of(SiteRows.dataset("lung")).ask("log-rank-by-site", Questions.rule(54, 1), LUNG);

    assertThat(asked.answer().fields().values()).containsOnlyKeys("groups", "observed")
        .containsEntry("observed", new Answer.Suppressed(54, 3, false));
  }

  /** Of two each could tell the other's. */
  @Test
  void answer_whenTwoSitesHaveEvents_isSuppressedAsAWhole() {
    StatisticScenario.Asked asked = StatisticScenario.of(List.of(
            SiteRows.of("id,time,dead,arm\np1,1,1,a\np2,2,1,b\n"),
            SiteRows.of("id,time,dead,arm\np1,1,1,b\np2,2,1,a\n"),
            SiteRows.of("id,time,dead,arm\np1,1,0,a\np2,2,0,b\n")))
        .ask("log-rank-by-site", Questions.rule(1, 1), SMALL.replace(", c", ""));

    assertThat(asked.answer().fields().values()).containsOnlyKeys("groups", "observed")
        .containsEntry("observed", new Answer.Suppressed(1, 3, false));
  }

  @Test
  void compile_ofAMisspecifiedQuery_saysWhatToWrite() {
    assertThatThrownBy(() -> new LogRankBySite().compile(YamlQuestions.ask("log-rank-by-site", Questions.rule(11, 1), """
            time: {column: time}
            groups: {column: sex, values: [1]}
            """), 3))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).startsWith("event: is missing; write"),
            problem -> assertThat(problem).startsWith("time.low: is missing; write"),
            problem -> assertThat(problem).startsWith("time.high: is missing; write"),
            problem -> assertThat(problem).isEqualTo("groups: got 1 values; write 2 to 50")));
  }

  @Test
  void variance_ofAStratumOfThreeGroups_hasRowsThatAddUpToZero() {
    LogRankTerms terms = new LogRankTerms(3);

    terms.add(new long[] {1, 0, 1}, new long[] {3, 2, 5});

    double scale = 2 * 8 / 9.0;
    assertThat(terms.variance()).containsExactly(scale * .3 * .7, -scale * .3 * .2, scale * .2 * .8);
    assertThat(Map.of("expected", terms.expected()).get("expected")).containsExactly(.6, .4, 1.0);
  }
}
