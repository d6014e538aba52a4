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
import org.junit.jupiter.params.provider.CsvSource;

final class KaplanMeierTest {
  private static final String LUNG = """
      time: time
      grid: {from: 0, to: 1100, step: 1}
      event: {column: status, equals: 2}
      """;
  private static final String SMALL = """
      time: t
      grid: {from: 0, to: 10, step: 1}
      event: {column: dead, equals: 1}
      """;
  /** At 2 one of 5 dies and one is censored, at 4 two of 3 die, at 7 the last is censored. */
  private static final List<SiteRows> SITES = List.of(
      SiteRows.of("id,t,dead\np1,2,1\np2,4,1\np3,,1\n"),
      SiteRows.of("id,t,dead\np1,2,0\np2,4,1\n"),
      SiteRows.of("id,t,dead\np1,7,0\n"));

  @Test
  void answer_onLungWithoutAThreshold_isThatOfR() {
    StatisticScenario.of(SiteRows.dataset("lung"))
        .ask("kaplan-meier", Questions.rule(1, 1), LUNG + "times: [90, 180, 365, 730]")
        .matches(ExpectedNumbers.of("lung-km"));
  }

  @Test
  void answer_onLungBySex_hasTheMediansOfR() {
    StatisticScenario.of(SiteRows.dataset("lung"))
        .ask("kaplan-meier", Questions.rule(1, 1), LUNG + "groups: {column: sex, values: [1, 2]}")
        .matches(ExpectedNumbers.of("lung-km-sex"));
  }

  @Test
  void answer_ofTiesAndCensorings_isThatByHand() {
    double at4 = 0.8 / 3;
    double greenwood = 1 / 20.0 + 2 / 3.0;

    StatisticScenario.of(SITES).ask("kaplan-meier", Questions.rule(0, 1), SMALL).matches(ExpectedNumbers.these(
        "n", 5, "events", 3, "missing", 1, "time", List.of(2, 4, 7), "at_risk", List.of(5, 3, 1),
        "survival", List.of(0.8, at4, at4),
        "std_err", List.of(0.8 * Math.sqrt(1 / 20.0), at4 * Math.sqrt(greenwood), at4 * Math.sqrt(greenwood)),
        "median", 4));
  }

  /** R: survfit(Surv(c(2, 2, 6, 7), c(1, 1, 1, 0)) ~ 1): the median is half way between 2 and 6, and no limit is above 1. */
  @Test
  void answer_whereTheCurveStaysAtOneHalf_hasAMedianHalfWayToTheNextStep() {
    StatisticScenario.of(List.of(SiteRows.of("id,t,dead\np1,2,1\np2,6,1\n"), SiteRows.of("id,t,dead\np1,2,1\np2,7,0\n")))
        .ask("kaplan-meier", Questions.rule(0, 1), SMALL)
        .matches(ExpectedNumbers.these("survival", List.of(0.5, 0.25, 0.25), "median", 4, "high", List.of(1, 1, 1)));
  }

  /** R: survfit(..., conf.type = "log-log") is exp(-exp(log(-log S) ± z·√V/log S)); beyond the last time there is nothing. */
  @Test
  void answer_withLogLogLimits_isThatByFormula() {
    double log = Math.log(0.8);
    double half = 1.959963984540054 * Math.sqrt(1 / 20.0) / log;

    StatisticScenario.of(SITES)
        .ask("kaplan-meier", Questions.rule(0, 1), SMALL + "limits: log-log\ntimes: [1, 3, 11]")
        .matches(ExpectedNumbers.these("time", List.of(1, 3), "at_risk", List.of(5, 3), "survival", List.of(1, 0.8),
            "low", List.of(1, Math.exp(-Math.exp(Math.log(-log) - half))),
            "high", List.of(1, Math.exp(-Math.exp(Math.log(-log) + half)))));
  }

  /** As R has it: the logarithm of −log 1 does not exist, but who has only begun is alive. */
  @Test
  void answer_withLogLogLimitsBeforeTheFirstEvent_hasThemUntilSomebodyIsCensored() {
    StatisticScenario.Asked asked = StatisticScenario.of(List.of(
            SiteRows.of("id,t,dead\np1,2,0\np2,4,1\np3,5,0\n"), SiteRows.of("id,t,dead\n")))
        .ask("kaplan-meier", Questions.rule(0, 1), SMALL + "limits: log-log\ntimes: [1, 3]");

    assertThat(asked.field("low"))
        .isEqualTo(new Answer.Items(List.of(new Answer.Real(1), new Answer.NotAvailable("there was no event yet"))));
  }

  /** What has happened by day 90 of an interval that ends later, nobody may know; R says 0.88, and 1 would be wrong. */
  @Test
  void answer_atTimesWithinMergedIntervals_isNotAvailable_andWarns() {
    StatisticScenario.Asked asked = StatisticScenario.of(SiteRows.dataset("lung"))
        .ask("kaplan-meier", Questions.rule(11, 1), LUNG + "times: [90]");

    Answer.Items inside = new Answer.Items(List.of(new Answer.NotAvailable("within a merged interval")));
    assertThat(asked.field("survival")).isEqualTo(inside);
    assertThat(asked.field("low")).isEqualTo(inside);
    assertThat(((Answer.Text) asked.field("warning")).value()).contains("before that the curve is too high");
  }

  /** The 165 events make up to 15 intervals of 11 and more; whoever had one is at risk no more. */
  @Test
  void answer_withAThreshold_mergesIntervalsUntilEachHasEnough() {
    StatisticScenario.Asked asked =
        StatisticScenario.of(SiteRows.dataset("lung")).ask("kaplan-meier", Questions.rule(11, 2), LUNG);

    asked.matches(ExpectedNumbers.these("n", 228, "events", 165));
    List<Answer.Value> atRisk = ((Answer.Items) asked.field("at_risk")).values();
    assertThat(atRisk).hasSizeBetween(10, 15);
    for (int i = 0; i < atRisk.size(); i++) {
      long next = i + 1 < atRisk.size() ? ((Answer.Whole) atRisk.get(i + 1)).value() : 0;
      assertThat(((Answer.Whole) atRisk.get(i)).value() - next).isGreaterThanOrEqualTo(11);
    }
  }

  /** What R says of lung: the curve of single times at the ends of the intervals that k leaves, and its median. */
  @ParameterizedTest
  @CsvSource({"2, 1", "5, 1", "11, 1", "11, 3"})
  void answer_withAThreshold_boundsTheCurveOfSingleTimes(int k, int m) {
    StatisticScenario lung = StatisticScenario.of(SiteRows.dataset("lung"));
    StatisticScenario.Asked merged = lung.ask("kaplan-meier", Questions.rule(k, m), LUNG);
    List<Double> ends = numbers(merged, "time");
    StatisticScenario.Asked single = lung.ask("kaplan-meier", Questions.rule(1, 1), LUNG + "times: " + ends);

    List<Double> least = numbers(merged, "survival_least");
    List<Double> most = numbers(merged, "survival");
    List<Double> truth = numbers(single, "survival");
    assertThat(ends).hasSizeGreaterThan(9);
    assertThat(truth).as("none after everybody has left").hasSizeGreaterThanOrEqualTo(ends.size() - 1);
    for (int i = 0; i < truth.size(); i++) {
      assertThat(truth.get(i)).as("at %s", ends.get(i)).isBetween(least.get(i) - 1e-12, most.get(i) + 1e-12);
      assertThat(least.get(i)).as("censored before").isLessThan(most.get(i));
    }
    assertThat(number(single, "median"))
        .isGreaterThan(number(merged, "median_after")).isLessThanOrEqualTo(number(merged, "median"));
  }

  private static List<Double> numbers(StatisticScenario.Asked asked, String field) {
    return ((Answer.Items) asked.field(field)).values().stream().map(value -> ((Answer.Real) value).value()).toList();
  }

  private static double number(StatisticScenario.Asked asked, String field) {
    return ((Answer.Real) asked.field(field)).value();
  }

  /** At 2 one dies and one is censored, at 4 two die and at 7 one is censored, which k = 2 makes one interval of. */
  @Test
  void answer_ofOneInterval_isAtLeastThatOfThoseWhoAreNotCensored() {
    StatisticScenario.of(SITES).ask("kaplan-meier", Questions.rule(2, 1), SMALL).matches(ExpectedNumbers.these(
        "n", 5, "time", List.of(10), "survival", List.of(0.4), "survival_least", List.of(0.0), "median", 10, "median_after", 0));
  }

  @Test
  void answer_whenNobodyIsLeft_hasNoLimits() {
    StatisticScenario.Asked asked = StatisticScenario.of(List.of(SiteRows.of("id,t,dead\np1,2,1\n"), SiteRows.of("id,t,dead\n")))
        .ask("kaplan-meier", Questions.rule(1, 1), SMALL);

    asked.matches(ExpectedNumbers.these("survival", List.of(0.0), "median", 2));
    assertThat(asked.field("low")).isEqualTo(new Answer.Items(List.of(new Answer.NotAvailable("nobody is left"))));
  }

  @Test
  void answer_whenThereAreTooFew_isSuppressed() {
    StatisticScenario.Asked asked = StatisticScenario.of(SITES).ask("kaplan-meier", Questions.rule(3, 1), SMALL);

    assertThat(asked.field("n")).isEqualTo(new Answer.Suppressed(3, 1, false));
    assertThat(asked.answer().fields().values()).doesNotContainKey("survival");
  }

  @Test
  void answer_whenTooFewSitesHaveAny_isSuppressedWithoutAThresholdToo() {
    SiteRows site = SiteRows.of("id,t,dead\np1,2,1\np2,4,0\np3,7,1\n");

    StatisticScenario.Asked asked = StatisticScenario.of(List.of(site, site.empty(), site.empty()))
        .ask("kaplan-meier", Questions.rule(0, 2), SMALL);

    assertThat(asked.answer().fields().values()).containsOnlyKeys("n").containsEntry("n", new Answer.Suppressed(0, 2, false));
  }

  /** Of the groups, b has 2 with an event and 2 without, c has 1 and 1. */
  @Test
  void answer_whenOneGroupIsTooSmall_suppressesThatGroup() {
    StatisticScenario.Asked asked = StatisticScenario.of(List.of(
            SiteRows.of("id,t,dead,g\np1,2,1,b\np2,4,1,b\np3,3,0,b\np4,3,0,b\n"),
            SiteRows.of("id,t,dead,g\np1,2,1,c\np2,4,0,c\n")))
        .ask("kaplan-meier", Questions.rule(2, 1), SMALL + "groups: {column: g, values: [b, c]}");

    assertThat(asked.field("n")).isEqualTo(new Answer.Items(List.of(new Answer.Whole(4), new Answer.Suppressed(2, 1, false))));
  }

  @Test
  void compile_withoutAGrid_saysWhatToWrite() {
    assertThatThrownBy(() -> new KaplanMeier().compile(YamlQuestions.ask("kaplan-meier", Questions.rule(11, 1), """
            time: time
            event: {column: status, equals: 2}
            limits: plain
            """), 3))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).startsWith("grid: is missing; write"),
            problem -> assertThat(problem).startsWith("limits: got \"plain\"; write one of")));
  }
}
