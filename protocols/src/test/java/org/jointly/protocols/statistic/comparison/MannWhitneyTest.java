package org.jointly.protocols.statistic.comparison;

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

final class MannWhitneyTest {
  private static final String XY = """
      column: x
      grid: {from: 0, to: 10, step: 1}
      groups: {column: g, values: [a, b]}
      """;

  @Test
  void answer_onBilirubinByTreatment_isThatOfR() {
    StatisticScenario.Asked asked = StatisticScenario.of(SiteRows.dataset("pbc"))
        .ask("mann-whitney", Questions.rule(11, 2), """
            column: bili
            grid: {from: 0, to: 30, step: 0.1}
            groups: {column: trt, values: [1, 2]}
            """)
        .matches(ExpectedNumbers.of("pbc-mw"));

    assertThat(asked.field("missing")).isEqualTo(new Answer.Whole(106));
  }

  /** 1, 3, 6, 7 and 2, 3, 5, as 2.4 counts as 3 and 4.5 as 5: 0 + 1 + 3 + 3 larger pairs and an equal one; T = 2³ − 2. */
  @Test
  void answer_onTiesByHand_isThatOfTheFormula() {
    SiteRows one = SiteRows.of("id,x,g\n1,1,a\n2,6,a\n3,2,b\n4,4.5,b\n5,,b\n");
    SiteRows two = SiteRows.of("id,x,g\n1,2.4,b\n2,7,a\n3,3,a\n4,3,\n");
    double spread = Math.sqrt(12.0 / 12 * (8 - 6.0 / 42));

    StatisticScenario.of(List.of(one, two, one.empty()))
        .ask("mann-whitney", Questions.rule(3, 1), XY)
        .matches(ExpectedNumbers.these(
            "n", List.of(4, 3), "U", 7.5, "z", 1.5 / spread, "z_continuity", 1 / spread));
  }

  /** Of 1, 3, 3, 6 and 2, 3, 5 half of the pairs are larger. */
  @Test
  void answer_whenNeitherGroupIsLarger_isCertain() {
    SiteRows site = SiteRows.of("id,x,g\n1,1,a\n2,3,a\n3,3,a\n4,6,a\n5,2,b\n6,3,b\n7,5,b\n");

    threeSites(site, 0).matches(ExpectedNumbers.these("U", 6, "z", 0, "z_continuity", 0, "p", 1, "p_continuity", 1));
  }

  @Test
  void answer_whenOneGroupIsBelowTheThreshold_isSuppressedAsAWhole() {
    SiteRows manyRowsOfOne = SiteRows.of("id,x,g\n1,1,a\n1,2,a\n2,1,b\n3,2,b\n");

    StatisticScenario.Asked asked = threeSites(manyRowsOfOne, 2);

    assertThat(asked.field("n")).isEqualTo(new Answer.Suppressed(2, 1, false));
    assertThat(asked.answer().fields().values()).containsOnlyKeys("groups", "n");
  }

  @Test
  void answer_onConstants_hasUAndNoTest() {
    StatisticScenario.Asked asked = threeSites(SiteRows.of("id,x,g\n1,1,a\n2,1,a\n3,1,b\n"), 0);

    asked.matches(ExpectedNumbers.these("U", 1));
    assertThat(asked.field("p")).isEqualTo(new Answer.NotAvailable("all values are equal"));
  }

  @Test
  void answer_withAnEmptyGroup_saysSo() {
    StatisticScenario.Asked asked = threeSites(SiteRows.of("id,x,g\n1,1,a\n2,1,a\n"), 0);

    assertThat(asked.field("U")).isEqualTo(new Answer.NotAvailable("a group is empty"));
  }

  @Test
  void answer_withNobodyAndNoThreshold_hasNoNumbers() {
    StatisticScenario.Asked asked = threeSites(SiteRows.of("id,x,g\n"), 0);

    asked.matches(ExpectedNumbers.these("n", List.of(0, 0)));
    assertThat(asked.field("U")).isEqualTo(new Answer.NotAvailable("a group is empty"));
  }

  private static StatisticScenario.Asked threeSites(SiteRows site, long minimumCount) {
    return StatisticScenario.of(List.of(site, site.empty(), site.empty()))
        .ask("mann-whitney", Questions.rule(minimumCount, 1), XY);
  }

  @Test
  void compile_withTheWrongGroups_saysWhatToWrite() {
    assertThatThrownBy(() -> new MannWhitney().compile(YamlQuestions.ask("mann-whitney", Questions.rule(11, 1), """
        column: x
        groups: {column: g, values: [a]}
        """), 3)).isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).containsExactly(
        "grid: is missing; write from, to and step, or a list of numbers, for example grid: {from: 0, to: 120, step: 1}",
        "groups: got 1 values; write exactly 2"));
  }
}
