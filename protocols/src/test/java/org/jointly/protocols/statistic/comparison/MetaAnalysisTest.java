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

final class MetaAnalysisTest {
  private static final String SMOKE = """
      groups: {column: smoke, values: [0, 1]}
      outcome: {column: low, values: [0, 1]}
      """;
  private static final String XY = """
      groups: {column: x, values: [a, b]}
      outcome: {column: y, values: [c, d]}
      """;

  /** From the sites' tables by the formulas, computed apart. */
  @Test
  void answer_onSmokingAndLowBirthWeight_isThatOfTheFormulas() {
    StatisticScenario.of(SiteRows.dataset("birthwt"))
        .ask("meta-analysis", Questions.rule(11, 3), SMOKE)
        .matches(ExpectedNumbers.these(
            "sites", 3,
            "fixed_or", 1.957080401120493,
            "fixed_low", 1.0302168734891248,
            "fixed_high", 3.717822717733211,
            "fixed_log", 0.671453771433328,
            "fixed_se", 0.3273960336168008,
            "fixed_p", 0.040277505486822386,
            "q", 5.7443768541736375,
            "df", 2,
            "q_p", 0.05657498078575946,
            "i2", 0.6518334275811172,
            "tau2", 0.6041611885088082,
            "random_or", 2.0416752574880848,
            "random_low", 0.6866780091383935,
            "random_high", 6.070440295982929,
            "random_log", 0.7137706755030945,
            "random_se", 0.5559594318765709,
            "random_p", 0.1991930859066387));
  }

  /** Tables 8 2 / 2 8 and 2 8 / 8 2 and, with a 0 among its counts, 3 0 / 1 2; computed apart. */
  @Test
  void answer_onSitesThatDiffer_weighsThemAlmostAlike() {
    StatisticScenario.of(List.of(table(8, 2, 2, 8), table(2, 8, 8, 2), table(3, 0, 1, 2)))
        .ask("meta-analysis", Questions.rule(3, 2), XY)
        .matches(ExpectedNumbers.these(
            "sites", 3,
            "fixed_or", 1.4711552461462487,
            "fixed_low", 0.3546947939194485,
            "fixed_high", 6.101859388314404,
            "fixed_log", 0.3860479738794327,
            "fixed_se", 0.7258018921927427,
            "fixed_p", 0.5948010333154294,
            "q", 13.817065744233615,
            "df", 2,
            "q_p", 0.0009992227091125245,
            "i2", 0.8552514667714688,
            "tau2", 10.038856959795694,
            "random_or", 2.0719035324564787,
            "random_low", 0.04170634564894829,
            "random_high", 102.92880330343418,
            "random_log", 0.7284677656186438,
            "random_se", 1.9926742452127868,
            "random_p", 0.7146837764171111));
  }

  /** They differ by less than chance would have them: nothing is left to be explained. */
  @Test
  void answer_onSitesThatAreAlike_hasNoHeterogeneity() {
    StatisticScenario.Asked asked = StatisticScenario.of(List.of(table(10, 5, 5, 10), table(10, 5, 5, 10), table(11, 5, 5, 10)))
        .ask("meta-analysis", Questions.rule(3, 3), XY)
        .matches(ExpectedNumbers.these("i2", 0.0, "tau2", 0.0));

    assertThat(asked.field("random_log")).isEqualTo(asked.field("fixed_log"));
  }

  /** Nothing is left of the sums, in which each site rounds its own: not 3e-12. */
  @Test
  void answer_onSitesWithOneTable_hasNothingLeftOfQ() {
    StatisticScenario.Asked asked = StatisticScenario.of(List.of(table(12, 12, 5, 19), table(12, 12, 5, 19), table(12, 12, 5, 19)))
        .ask("meta-analysis", Questions.rule(11, 1), XY);

    asked.matches(ExpectedNumbers.these(
        "q", 0, "i2", 0, "tau2", 0, "q_p", 1, "fixed_or", 3.8, "random_or", 3.8));
  }

  /** Next to nothing is something; by the formula, with 40 digits. */
  @Test
  void answer_onSitesThatDifferByOnePatient_hasLittleHeterogeneity() {
    StatisticScenario.of(List.of(table(170, 50, 90, 130), table(170, 50, 90, 130), table(171, 50, 90, 130)))
        .ask("meta-analysis", Questions.rule(11, 1), XY)
        .matches(ExpectedNumbers.these("sites", 3, "q", 5.134712626447111e-4), 1e-7);
  }

  private static SiteRows table(int... counts) {
    StringBuilder csv = new StringBuilder("id,x,y\n");
    int patient = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      for (int i = 0; i < counts[cell]; i++) {
        csv.append(patient++).append(cell < 2 ? ",a," : ",b,").append(cell % 2 == 0 ? "c\n" : "d\n");
      }
    }
    return SiteRows.of(csv.toString());
  }

  @Test
  void answer_whenOneCellIsBelowTheThreshold_isSuppressedAsAWhole() {
    StatisticScenario.Asked asked =
        StatisticScenario.of(SiteRows.dataset("birthwt")).ask("meta-analysis", Questions.rule(30, 1), SMOKE);

    assertThat(asked.field("n")).isEqualTo(new Answer.Suppressed(30, 3, false));
    assertThat(asked.answer().fields().values()).containsOnlyKeys("groups", "outcomes", "n");
  }

  /** With k and without: each of two sites could subtract its own estimate and have the other's. */
  @Test
  void answer_onTwoStudies_isSuppressedAsAWhole() {
    List<SiteRows> sites = List.of(table(30, 10, 10, 30), table(20, 30, 30, 20), table(40, 30, 0, 0));

    for (long k : new long[] {0, 11}) {
      StatisticScenario.Asked asked = StatisticScenario.of(sites).ask("meta-analysis", Questions.rule(k, 1), XY);

      assertThat(asked.answer().fields().values()).containsOnlyKeys("groups", "outcomes", "n")
          .containsEntry("n", new Answer.Suppressed(k, 3, false));
    }
  }

  /** k is about patients: three studies are enough for any. */
  @Test
  void answer_onThreeStudiesWithAHighThreshold_isOpen() {
    StatisticScenario.of(List.of(table(30, 10, 10, 30), table(20, 30, 30, 20), table(40, 30, 30, 40)))
        .ask("meta-analysis", Questions.rule(50, 1), XY)
        .matches(ExpectedNumbers.these("n", 320, "sites", 3, "df", 2));
  }

  @Test
  void answer_withNobodyAndNoThreshold_isSuppressed() {
    StatisticScenario.Asked asked =
        StatisticScenario.of(List.of(table(), table(), table())).ask("meta-analysis", Questions.rule(0, 1), XY);

    assertThat(asked.field("n")).isEqualTo(new Answer.Suppressed(0, 3, false));
  }

  @Test
  void compile_withTheWrongCategories_saysWhatToWrite() {
    assertThatThrownBy(() -> new MetaAnalysis().compile(YamlQuestions.ask("meta-analysis", Questions.rule(11, 1), """
        groups: {column: x, values: [a, b]}
        outcome: {column: x, values: [c, d]}
        """), 3)).isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).containsExactly(
        "outcome: has the column of the groups; write another one"));
  }
}
