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

final class AnovaTest {
  private static final String XY = """
      value: {column: x, low: 0, high: 100, decimals: 1}
      groups: {column: g, values: [a, b, c]}
      """;

  /** Of two groups F is the square of Student's t, and p the same; R's t is in {@code expected.json}. */
  @Test
  void answer_onTwoGroups_isThatOfStudentsTest() {
    StatisticScenario.of(SiteRows.dataset("pbc"))
        .ask("anova", Questions.rule(11, 2), """
            value: {column: bili, low: 0, high: 50, decimals: 1}
            groups: {column: trt, values: [1, 2]}
            """)
        .matches(ExpectedNumbers.these(
            "n", List.of(158, 154), "missing", 106, "mean", List.of(2.87341772151899, 3.6487012987013),
            "f", 1.51441535764689 * 1.51441535764689, "p", 0.130939421131379,
            "df_between", 1, "df_within", 310));
  }

  /** p of F with 2 and d degrees of freedom: (d/(d + 2F))^(d/2). */
  @Test
  void answer_onThreeGroupsByHand_isThatOfTheFormula() {
    SiteRows one = SiteRows.of("id,x,g\n1,0.1,a\n2,0.2,a\n3,0.2,b\n4,0.5,c\n5,,c\n");
    SiteRows two = SiteRows.of("id,x,g\n1,0.3,a\n2,0.3,b\n3,0.4,b\n4,0.6,c\n5,0.7,c\n6,1,\n");

    StatisticScenario.of(List.of(one, two, one.empty()))
        .ask("anova", Questions.rule(3, 1), XY)
        .matches(ExpectedNumbers.these(
            "n", List.of(3, 3, 3), "mean", List.of(0.2, 0.3, 0.6), "sd", List.of(0.1, 0.1, 0.1),
            "ss_between", 0.26, "ss_within", 0.06, "df_between", 2, "df_within", 6, "f", 13,
            "p", Math.pow(6.0 / 32, 3), "r2", 26.0 / 32));
  }

  @Test
  void answer_whenOneGroupIsBelowTheThreshold_isSuppressedAsAWhole() {
    SiteRows manyRowsOfOne = SiteRows.of("id,x,g\n1,1,a\n1,2,a\n2,1,b\n3,2,b\n4,1,c\n5,2,c\n");

    StatisticScenario.Asked asked = threeSites(manyRowsOfOne, 2);

    assertThat(asked.field("n")).isEqualTo(new Answer.Suppressed(2, 1, false));
    assertThat(asked.answer().fields().values()).containsOnlyKeys("groups", "n");
  }

  @Test
  void answer_withAnEmptyGroup_saysSo() {
    StatisticScenario.Asked asked = threeSites(SiteRows.of("id,x,g\n1,1,a\n2,2,a\n3,2,b\n"), 0);

    asked.matches(ExpectedNumbers.these("n", List.of(2, 1, 0)));
    assertThat(asked.field("f")).isEqualTo(new Answer.NotAvailable("a group is empty"));
    assertThat(((Answer.Items) asked.field("sd")).values().get(1)).isEqualTo(new Answer.NotAvailable("n < 2"));
    assertThat(((Answer.Items) asked.field("mean")).values().get(2)).isEqualTo(new Answer.NotAvailable("n = 0"));
  }

  @Test
  void answer_onOneValueEach_saysSo() {
    assertThat(threeSites(SiteRows.of("id,x,g\n1,1,a\n2,2,b\n3,2,c\n"), 0).field("p"))
        .isEqualTo(new Answer.NotAvailable("no group has two values"));
  }

  @Test
  void answer_onConstants_saysSo() {
    assertThat(threeSites(SiteRows.of("id,x,g\n1,1,a\n2,2,b\n3,2,b\n4,3,c\n"), 0).field("p"))
        .isEqualTo(new Answer.NotAvailable("all values of a group are equal, in every group"));
  }

  @Test
  void answer_withNobodyAndNoThreshold_hasNoNumbers() {
    assertThat(threeSites(SiteRows.of("id,x,g\n"), 0).field("f")).isEqualTo(new Answer.NotAvailable("a group is empty"));
  }

  private static StatisticScenario.Asked threeSites(SiteRows site, long minimumCount) {
    return StatisticScenario.of(List.of(site, site.empty(), site.empty()))
        .ask("anova", Questions.rule(minimumCount, 1), XY);
  }

  @Test
  void compile_withOneGroup_saysWhatToWrite() {
    assertThatThrownBy(() -> new Anova().compile(YamlQuestions.ask("anova", Questions.rule(11, 1), """
        value: {column: x, low: 9, high: 1}
        groups: {column: g, values: [a]}
        """), 3)).isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).containsExactly(
        "value.high: got 1, which is not above low 9; write the largest value there can be",
        "groups: got 1 values; write 2 to 50"));
  }
}
