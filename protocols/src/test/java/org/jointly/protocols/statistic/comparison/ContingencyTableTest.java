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
import org.jointly.protocols.statistic.report.CountCell;
import org.junit.jupiter.api.Test;

final class ContingencyTableTest {
  private static final String SMOKE = """
      rows: {column: smoke, values: [0, 1]}
      columns: {column: low, values: [0, 1]}
      """;
  private static final String XY = """
      rows: {column: x, values: [a, b]}
      columns: {column: y, values: [c, d]}
      """;

  @Test
  void answer_onSexByTreatment_isThatOfR() {
    StatisticScenario.Asked asked = StatisticScenario.of(SiteRows.dataset("pbc"))
        .ask("contingency-table", Questions.rule(11, 1), """
            rows: {column: sex, values: [m, f]}
            columns: {column: trt, values: [1, 2]}
            """)
        .matches(ExpectedNumbers.of("pbc-sex"));

    assertThat(asked.field("missing")).isEqualTo(new Answer.Whole(106));
  }

  @Test
  void answer_onStageByTreatment_isThatOfR() {
    StatisticScenario.Asked asked = StatisticScenario.of(SiteRows.dataset("pbc"))
        .ask("contingency-table", Questions.rule(4, 1), """
            rows: {column: stage, values: [1, 2, 3, 4]}
            columns: {column: trt, values: [1, 2]}
            """)
        .matches(ExpectedNumbers.of("pbc-stage"));

    assertThat(asked.answer().fields().values()).doesNotContainKeys("warning", "yates_chi2", "odds_ratio");
  }

  /** Ratios and their limits from the formulas, computed apart. */
  @Test
  void answer_onSmokingAndLowBirthWeight_isThatOfR() {
    StatisticScenario.of(SiteRows.dataset("birthwt"))
        .ask("contingency-table", Questions.rule(11, 2), SMOKE)
        .matches(ExpectedNumbers.of("bw-tab"))
        .matches(ExpectedNumbers.these(
            "odds_ratio", 2.021943573667712, "odds_ratio_low", 1.0806596029988442, "odds_ratio_high", 3.7831115401660202,
            "risk_ratio", 1.2577075098814228, "risk_ratio_low", 1.0133736806013205, "risk_ratio_high", 1.5609525002400857,
            "risk_difference", 0.15323149236192712, "risk_difference_low", 0.016071774723574045, "risk_difference_high", 0.29039121000028023));
  }

  @Test
  void answer_whenOneCellIsBelowTheThreshold_isSuppressedAsAWhole() {
    StatisticScenario.Asked asked =
        StatisticScenario.of(SiteRows.dataset("birthwt")).ask("contingency-table", Questions.rule(30, 1), SMOKE);

    assertThat(asked.field("n")).isEqualTo(new Answer.Suppressed(30, 1, false));
    assertThat(asked.answer().fields().values()).containsOnlyKeys("row_labels", "column_labels", "n", "warning");
  }

  @Test
  void answer_onManyRowsOfFewPatients_isSuppressed() {
    SiteRows site = SiteRows.of("""
        id,x,y
        p1,a,c
        p1,a,c
        p2,a,d
        p3,a,d
        p2,b,c
        p3,b,c
        p2,b,d
        p3,b,d
        """);

    assertThat(threeSites(site, 2).field("n")).isEqualTo(new Answer.Suppressed(2, 1, false));
  }

  /** Nor would their rows be counted as patients among those who lack a value. */
  @Test
  void answer_onManyRowsWithoutAValueOfFewPatients_hidesTheirNumber() {
    String complete = """
        id,x,y
        p1,a,c
        p2,a,c
        p3,a,d
        p4,a,d
        p5,b,c
        p6,b,c
        p7,b,d
        p8,b,d
        """;

    StatisticScenario.Asked asked = threeSites(SiteRows.of(complete + "p1,a,\np1,b,\np2,a,\np2,b,\n"), 2);

    asked.matches(ExpectedNumbers.these("n", 8));
    assertThat(asked.field("missing")).isEqualTo(CountCell.alone(new Answer.Suppressed(3, 1)));
    assertThat(threeSites(SiteRows.of(complete + "p1,a,\np2,b,\np3,a,\n"), 2).field("missing")).isEqualTo(new Answer.Whole(3));
  }

  @Test
  void answer_whereLessThanFiveAreExpected_warns() {
    String each = "p%1$s,a,c\nq%1$s,a,d\nr%1$s,b,c\ns%1$s,b,d\n";
    String four = "id,x,y\n" + each.formatted(1) + each.formatted(2) + each.formatted(3) + each.formatted(4);

    assertThat(threeSites(SiteRows.of(four), 0).answer().fields().values()).containsKey("warning");
    assertThat(threeSites(SiteRows.of(four + each.formatted(5)), 0).answer().fields().values()).doesNotContainKey("warning");
  }

  @Test
  void answer_withAnEmptyCell_hasNoOddsRatioAndWarns() {
    SiteRows site = SiteRows.of("""
        id,x,y
        p1,a,c
        p2,a,d
        p3,b,d
        p4,b,
        """);

    StatisticScenario.Asked asked = threeSites(site, 0);

    asked.matches(ExpectedNumbers.these(
        "rows", List.of(1, 1, 0, 1), "missing", 1, "chi2", 0.75, "yates_chi2", 0, "fisher_p", 1));
    asked.matches(ExpectedNumbers.these("fisher_low", 0.025 / 1.95), 2e-3);
    assertThat(asked.field("warning"))
        .isEqualTo(new Answer.Text("an expected count is below 5: the chi-squared test may be wrong"));
    assertThat(asked.field("odds_ratio")).isEqualTo(new Answer.NotAvailable("a cell is 0"));
    assertThat(asked.field("risk_ratio_low")).isEqualTo(new Answer.NotAvailable("a cell of the first column is 0"));
    assertThat(asked.field("fisher_or")).isEqualTo(new Answer.NotAvailable("infinite"));
    assertThat(asked.field("fisher_high")).isEqualTo(new Answer.NotAvailable("infinite"));
  }

  @Test
  void answer_whenAllAreAlike_hasNoTests() {
    StatisticScenario.Asked asked = threeSites(SiteRows.of("id,x,y\np1,a,c\np2,a,c\n"), 0);

    assertThat(asked.field("p")).isEqualTo(new Answer.NotAvailable("a row or a column is empty"));
    assertThat(asked.field("fisher_p")).isEqualTo(new Answer.NotAvailable("a row or a column is empty"));
    assertThat(asked.field("risk_difference")).isEqualTo(new Answer.NotAvailable("a row is empty"));
    assertThat(threeSites(SiteRows.of("id,x,y\np1,a,c\np2,b,c\n"), 0).field("p"))
        .isEqualTo(new Answer.NotAvailable("a row or a column is empty"));
  }

  @Test
  void answer_withNobodyAndNoThreshold_hasNoNumbers() {
    StatisticScenario.Asked asked = threeSites(SiteRows.of("id,x,y\n"), 0);

    asked.matches(ExpectedNumbers.these("n", 0, "rows", List.of(0, 0, 0, 0)));
    assertThat(asked.field("chi2")).isEqualTo(new Answer.NotAvailable("a row or a column is empty"));
  }

  private static StatisticScenario.Asked threeSites(SiteRows site, long minimumCount) {
    return StatisticScenario.of(List.of(site, site.empty(), site.empty()))
        .ask("contingency-table", Questions.rule(minimumCount, 1), XY);
  }

  @Test
  void compile_withTheWrongCategories_saysWhatToWrite() {
    assertProblems("""
        rows: {column: x, values: [a]}
        columns: {column: y, value: [c, d]}
        """,
        "rows: got 1 values; write 2 to 50",
        "columns: has no key \"value\"; did you mean values?",
        "columns.values: is missing; write a list of values, for example columns: {column: sex, values: [f, m]}");
    assertProblems("""
        rows: {column: x, values: [a, b]}
        columns: {column: x, values: [a, b]}
        """,
        "columns: has the column of the rows; write another one");
  }

  private static void assertProblems(String yaml, String... problems) {
    assertThatThrownBy(() -> new ContingencyTable().compile(
            YamlQuestions.ask("contingency-table", Questions.rule(11, 1), yaml), 3))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).containsExactly(problems));
  }
}
