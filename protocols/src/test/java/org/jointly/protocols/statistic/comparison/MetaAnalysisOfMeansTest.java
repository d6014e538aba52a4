package org.jointly.protocols.statistic.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jointly.protocols.plan.ExpectedNumbers;
import org.jointly.protocols.plan.SiteRows;
import org.jointly.protocols.plan.StatisticScenario;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.YamlQuestions;
import org.junit.jupiter.api.Test;

final class MetaAnalysisOfMeansTest {
  private static final String VG = """
      value: {column: v, low: 0, high: 100, decimals: 1}
      groups: {column: g, values: [a, b]}
      """;
  /** Means 4 and 2, variance 1/2 + 1/2: y = 2, v = 1/2. */
  private static final SiteRows TWO = site("a,3.5", "a,4.5", "b,1.5", "b,2.5");
  /** y = 4, v = 1/2. */
  private static final SiteRows FOUR = site("a,5.5", "a,6.5", "b,1.5", "b,2.5");
  /** y = 9, v = 1/2, and a missing value. */
  private static final SiteRows NINE = site("a,10.5", "a,11.5", "b,1.5", "b,2.5", "b,");

  @Test
  void answer_onBirthWeightAndSmoking_isThatOfTheFormulas() {
    StatisticScenario.of(SiteRows.dataset("birthwt"))
        .ask("meta-analysis-means", Questions.rule(11, 3), """
            value: {column: bwt, low: 500, high: 6000}
            groups: {column: smoke, values: [0, 1]}
            """)
        .matches(ExpectedNumbers.of("bw-meta-means"))
        .matches(ExpectedNumbers.these("missing", 0, "sites", 3, "confidence", 0.95));
  }

  /** Bounds a thousand times as wide: the unit that sites compute in does not show. */
  @Test
  void answer_withWideBounds_isTheSame() {
    StatisticScenario.of(SiteRows.dataset("birthwt"))
        .ask("meta-analysis-means", Questions.rule(11, 3), """
            value: {column: bwt, low: -1000000, high: 4000000}
            groups: {column: smoke, values: [0, 1]}
            """)
        .matches(ExpectedNumbers.of("bw-meta-means"));
  }

  /** Weights 2 each: mean 5, Q = 2·(9 + 1 + 16) = 52, τ² = (52 − 2)/(6 − 12/6) = 12.5, then weights 1/13 each. */
  @Test
  void answer_onThreeSitesByHand_isThatOfTheFormulas() {
    StatisticScenario.of(List.of(TWO, FOUR, NINE))
        .ask("meta-analysis-means", Questions.rule(6, 2), VG)
        .matches(ExpectedNumbers.these("n", 12, "sites", 3, "fixed_difference", 5, "fixed_se", Math.sqrt(1 / 6.0),
            "q", 52, "df", 2, "i2", 50 / 52.0, "tau2", 12.5, "random_difference", 5, "random_se", Math.sqrt(13 / 3.0)));
  }

  @Test
  void answer_onSitesThatAreAlike_hasNoHeterogeneity() {
    SiteRows site = site("a,30.1", "a,37.7", "b,1.5", "b,2.8");

    StatisticScenario.of(List.of(site, site, site)).ask("meta-analysis-means", Questions.rule(6, 2), VG)
        .matches(ExpectedNumbers.these("q", 0, "i2", 0, "tau2", 0, "fixed_difference", 31.75, "random_difference", 31.75));
  }

  /** One value that is not like the others, at the site's least deviation, still makes a study. */
  @Test
  void answer_onASiteThatIsNearlyConstant_hasItAsAStudy() {
    List<String> rows = new ArrayList<>(List.of("a,7.1"));
    for (int i = 0; i < 20; i++) {
      rows.add("a,7");
      rows.add("b,7");
    }

    StatisticScenario.of(List.of(TWO, FOUR, site(rows.toArray(String[]::new))))
        .ask("meta-analysis-means", Questions.rule(6, 2), VG)
        .matches(ExpectedNumbers.these("sites", 3, "df", 2, "fixed_se", 1 / Math.sqrt(4 + 21 * 21 / 0.01)));
  }

  /** Each of two sites could subtract its own estimate and have the other's. */
  @Test
  void answer_onTwoStudies_isSuppressedAsAWhole() {
    SiteRows oneGroup = site("a,1", "a,2");
    SiteRows oneRowInAGroup = site("a,3.5", "b,1.5", "b,2.5");
    SiteRows allAlike = site("a,7", "a,7", "b,2", "b,2");

    for (SiteRows third : List.of(oneGroup, oneRowInAGroup, allAlike)) {
      StatisticScenario.Asked asked =
          StatisticScenario.of(List.of(TWO, FOUR, third)).ask("meta-analysis-means", Questions.rule(3, 1), VG);

      assertThat(asked.answer().fields().values()).containsOnlyKeys("groups", "n")
          .containsEntry("n", new Answer.Suppressed(3, 3, false));
    }
  }

  @Test
  void answer_whenOneGroupIsBelowTheThreshold_isSuppressedAsAWhole() {
    StatisticScenario.Asked asked = StatisticScenario.of(List.of(TWO, FOUR, site("a,1", "a,2", "a,3", "b,1", "b,3")))
        .ask("meta-analysis-means", Questions.rule(7, 1), VG);

    assertThat(asked.answer().fields().values()).containsOnlyKeys("groups", "n")
        .containsEntry("n", new Answer.Suppressed(7, 3, false));
  }

  @Test
  void compile_withThreeGroups_saysWhatToWrite() {
    assertThatThrownBy(() -> new MetaAnalysisOfMeans().compile(YamlQuestions.ask("meta-analysis-means", Questions.rule(11, 1), """
        value: {column: v, low: 0, high: 100}
        groups: {column: g, values: [a, b, c]}
        """), 3)).isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).containsExactly(
        "groups: got 3 values; write exactly 2"));
  }

  /** @param rows group and value */
  private static SiteRows site(String... rows) {
    StringBuilder csv = new StringBuilder("id,g,v\n");
    for (int i = 0; i < rows.length; i++) {
      csv.append(i).append(',').append(rows[i]).append('\n');
    }
    return SiteRows.of(csv.toString());
  }
}
