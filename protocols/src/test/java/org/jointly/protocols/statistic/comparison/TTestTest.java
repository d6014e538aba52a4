package org.jointly.protocols.statistic.comparison;

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

final class TTestTest {
  private static final String BILI = """
      value: {column: bili, low: 0, high: 50, decimals: 1}
      groups: {column: trt, values: [1, 2]}
      """;
  private static final String SLEEP = """
      value: {column: extra, low: -10, high: 10, decimals: 1}
      groups: {column: group, values: [1, 2]}
      """;
  private static final String XY = """
      value: {column: x, low: 0, high: 100}
      groups: {column: g, values: [a, b]}
      """;

  @Test
  void answer_onBilirubinByTreatment_isThatOfR() {
    StatisticScenario.Asked asked =
        StatisticScenario.of(SiteRows.dataset("pbc")).ask("t-test", Questions.rule(11, 1), BILI);

    asked.matches(ExpectedNumbers.of("pbc-bili"));
    assertThat(asked.field("missing")).isEqualTo(new Answer.Whole(106));
  }

  @Test
  void answer_onSleep_isThatOfR() {
    StatisticScenario.of(SiteRows.dataset("sleep"))
        .ask("t-test", Questions.rule(5, 2), SLEEP)
        .matches(ExpectedNumbers.of("sleep"));
  }

  /** With t(0.95; df) from integrating the density numerically. */
  @Test
  void answer_withAnotherConfidence_namesAndMovesTheLimits() {
    StatisticScenario.of(SiteRows.dataset("sleep"))
        .ask("t-test", Questions.rule(5, 1), SLEEP + "confidence: 0.90")
        .matches(ExpectedNumbers.these("ci90_low", -3.05338149733163, "ci90_high", -0.10661850266837));
  }

  @Test
  void answer_whenOneGroupIsBelowTheThreshold_isSuppressedAsAWhole() {
    StatisticScenario.Asked asked =
        StatisticScenario.of(SiteRows.dataset("sleep")).ask("t-test", Questions.rule(11, 1), SLEEP);

    assertThat(asked.answer()).isEqualTo(new Answer(Answer.Fields.of(
        Map.entry("groups", new Answer.Items(List.of(new Answer.Text("1"), new Answer.Text("2")))),
        Map.entry("n", new Answer.Suppressed(11, 1, false)))));
  }

  @Test
  void answer_onManyRowsOfFewPatients_isSuppressed() {
    SiteRows site = SiteRows.of("""
        id,x,g
        p1,1,a
        p1,2,a
        p1,3,a
        p2,4,b
        p3,5,b
        p4,6,b
        """);

    StatisticScenario.Asked asked =
        StatisticScenario.of(List.of(site, site.empty(), site.empty())).ask("t-test", Questions.rule(2, 1), XY);

    assertThat(asked.field("n")).isEqualTo(new Answer.Suppressed(2, 1, false));
  }

  @Test
  void answer_onASingleValue_leavesWelchOutAndKeepsStudent() {
    SiteRows site = SiteRows.of("""
        id,x,g
        p1,1,a
        p2,4,b
        p3,6,b
        p4,,b
        p5,7,
        """);

    StatisticScenario.Asked asked =
        StatisticScenario.of(List.of(site, site.empty(), site.empty())).ask("t-test", Questions.rule(0, 1), XY);

    assertThat(asked.field("t")).isEqualTo(new Answer.NotAvailable("n < 2 in a group"));
    assertThat(asked.field("missing")).isEqualTo(new Answer.Whole(2));
    asked.matches(ExpectedNumbers.these("n", List.of(1, 2), "student_t", -4 / Math.sqrt(2 * 1.5), "student_df", 1));
  }

  @Test
  void answer_onConstants_saysSo() {
    SiteRows site = SiteRows.of("""
        id,x,g
        p1,1,a
        p2,1,a
        p3,6,b
        p4,6,b
        """);

    StatisticScenario.Asked asked =
        StatisticScenario.of(List.of(site, site.empty(), site.empty())).ask("t-test", Questions.rule(0, 1), XY);

    assertThat(asked.field("p")).isEqualTo(new Answer.NotAvailable("all values of a group are equal, in both groups"));
    assertThat(asked.field("student_p"))
        .isEqualTo(new Answer.NotAvailable("all values of a group are equal, in both groups"));
  }

  @Test
  void answer_withNobodyAndNoThreshold_hasNoNumbers() {
    SiteRows site = SiteRows.of("id,x,g\n");

    StatisticScenario.Asked asked =
        StatisticScenario.of(List.of(site, site, site)).ask("t-test", Questions.rule(0, 1), XY);

    assertThat(asked.field("mean"))
        .isEqualTo(new Answer.Items(List.of(new Answer.NotAvailable("n = 0"), new Answer.NotAvailable("n = 0"))));
  }

  @Test
  void compile_withEverythingWrong_saysWhatToWrite() {
    assertThatThrownBy(() -> new TTest().compile(YamlQuestions.ask("t-test", Questions.rule(11, 1), """
        value: {column: x, lo: 0, high: 9, decimals: 1.5}
        groups: {column: g, values: [a, b, c]}
        confidence: 95
        """), 3)).isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).containsExactly(
        "value: has no key \"lo\"; did you mean low?",
        "value.low: is missing; write the smallest value there can be, for example value: {column: age, low: 0, high: 120}",
        "value.decimals: got 1.5; write a whole number from 0 to 9",
        "groups: got 3 values; write exactly 2",
        "confidence: got 95; write a number above 0.5 and below 1, with at most 6 decimals"));
  }
}
