package org.jointly.protocols.statistic.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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

final class MantelHaenszelTest {
  private static final String SMOKE = """
      groups: {column: smoke, values: [0, 1]}
      outcome: {column: low, values: [0, 1]}
      """;
  private static final String XY = """
      groups: {column: x, values: [a, b]}
      outcome: {column: y, values: [c, d]}
      """;

  private static final SiteRows CONCORDANT = SiteRows.of("id,x,y\n1,a,c\n2,b,d\n");

  @Test
  void answer_onSmokingAndLowBirthWeight_isThatOfR() {
    StatisticScenario.of(SiteRows.dataset("birthwt"))
        .ask("mantel-haenszel", Questions.rule(11, 3), SMOKE)
        .matches(ExpectedNumbers.of("bw-mh"))
        .matches(ExpectedNumbers.these("n", 189, "missing", 0, "sites", 3, "df", 1, "confidence", 0.95));
  }

  /** Tables 2 1 / 1 2, 1 1 / 0 2 and 1 0 / 0 1: R = 4/6 + 2/4 + 1/2, S = 1/6, V = 81/180 + 12/48 + 1/4. */
  @Test
  void answer_onThreeSitesByHand_isThatOfTheFormula() {
    SiteRows one = SiteRows.of("id,x,y\n1,a,c\n2,a,c\n3,a,d\n4,b,c\n5,b,d\n6,b,d\n7,,d\n");
    SiteRows two = SiteRows.of("id,x,y\n1,a,c\n2,a,d\n3,b,d\n4,b,d\n5,a,\n");

    StatisticScenario.of(List.of(one, two, CONCORDANT))
        .ask("mantel-haenszel", Questions.rule(0, 1), XY)
        .matches(ExpectedNumbers.these(
            "n", 12, "missing", 2, "sites", 3, "common_or", 10, "chi2", 2.25 / (81.0 / 180 + 12.0 / 48 + 0.25)));
  }

  /** Limits rest on terms of 10^-7 here: R's mantelhaen.test of 2 1 / 6000 1, 2 1 / 6000 2 and 3 1 / 6000 1. */
  @Test
  void answer_whereFewAreInAGroupAndFewHaveTheOutcome_isThatOfR() {
    StatisticScenario.of(List.of(tableOf(2, 1), tableOf(2, 2), tableOf(3, 1)))
        .ask("mantel-haenszel", Questions.rule(0, 1), XY)
        .matches(ExpectedNumbers.these("common_or", 0.000499990747423157, "low", 9.18954626342907e-05,
            "high", 2.72038183760646e-03, "chi2", 2345.53528910044));
  }

  /** a 1 / 6000 d. */
  private static SiteRows tableOf(int a, int d) {
    return SiteRows.of("id,x,y\n0,a,d\n" + rows(1, a, "a,c") + rows(10, d, "b,d") + rows(100, 6000, "b,c"));
  }

  private static String rows(int first, int count, String values) {
    return IntStream.range(first, first + count).mapToObj(id -> id + "," + values + "\n").collect(Collectors.joining());
  }

  /** Two sites could subtract their own terms and have the other's table. */
  @Test
  void answer_whenOnlyTwoSitesHaveBothGroupsAndOutcomes_isSuppressed() {
    SiteRows oneGroup = SiteRows.of("id,x,y\n1,a,c\n2,a,d\n3,a,d\n");

    StatisticScenario.Asked asked = StatisticScenario.of(List.of(CONCORDANT, CONCORDANT, oneGroup))
        .ask("mantel-haenszel", Questions.rule(0, 1), XY);

    assertThat(asked.answer().fields().values()).containsOnlyKeys("groups", "outcomes", "n")
        .containsEntry("n", new Answer.Suppressed(0, 3, false));
  }

  @Test
  void answer_whenOneCellIsBelowTheThreshold_isSuppressedAsAWhole() {
    StatisticScenario.Asked asked =
        StatisticScenario.of(SiteRows.dataset("birthwt")).ask("mantel-haenszel", Questions.rule(30, 1), SMOKE);

    assertThat(asked.field("n")).isEqualTo(new Answer.Suppressed(30, 3, false));
    assertThat(asked.answer().fields().values()).containsOnlyKeys("groups", "outcomes", "n");
  }

  @Test
  void answer_onManyRowsOfFewPatients_isSuppressed() {
    SiteRows site = SiteRows.of("id,x,y\n1,a,c\n1,a,c\n2,a,d\n3,a,d\n2,b,c\n3,b,c\n2,b,d\n3,b,d\n");

    assertThat(threeSites(site, 4).field("n")).isEqualTo(new Answer.Suppressed(4, 3, false));
  }

  @Test
  void answer_withoutDiscordantPatients_hasATestAndNoRatio() {
    StatisticScenario.Asked asked = threeSites(CONCORDANT, 0);

    asked.matches(ExpectedNumbers.these("chi2", 3));
    assertThat(asked.field("common_or")).isEqualTo(new Answer.NotAvailable("the odds ratio is infinite"));
  }

  @Test
  void answer_withNobodyAndNoThreshold_isSuppressed() {
    assertThat(threeSites(CONCORDANT.empty(), 0).field("n")).isEqualTo(new Answer.Suppressed(0, 3, false));
  }

  private static StatisticScenario.Asked threeSites(SiteRows site, long minimumCount) {
    return StatisticScenario.of(List.of(site, site, site))
        .ask("mantel-haenszel", Questions.rule(minimumCount, 1), XY);
  }

  @Test
  void compile_withTheWrongCategories_saysWhatToWrite() {
    assertProblems("groups: {column: x, values: [a, b, c]}\n",
        "outcome: is missing; write a column and its categories, for example outcome: {column: low, values: [0, 1]}",
        "groups: got 3 values; write exactly 2");
    assertProblems("""
        groups: {column: x, values: [a, b]}
        outcome: {column: x, values: [c, d]}
        """,
        "outcome: has the column of the groups; write another one");
  }

  private static void assertProblems(String yaml, String... problems) {
    assertThatThrownBy(() -> new MantelHaenszel().compile(
            YamlQuestions.ask("mantel-haenszel", Questions.rule(11, 1), yaml), 3))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).containsExactly(problems));
  }
}
