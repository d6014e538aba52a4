package org.jointly.protocols.statistic.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.plan.ExpectedNumbers;
import org.jointly.protocols.plan.SiteRows;
import org.jointly.protocols.plan.StatisticScenario;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.YamlQuestions;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.statistic.Computation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuantileTest {

  @Test
  void answer_onAges_isThatOfR() {
    StatisticScenario.Asked asked = StatisticScenario.of(SiteRows.dataset("lung")).ask("quantile", Questions.rule(11, 2), """
        column: age
        grid: {from: 30, to: 90, step: 1}
        """);

    asked.matches(ExpectedNumbers.of("lung-age-q"));
    assertThat(asked.field("missing")).isEqualTo(new Answer.Whole(0));
  }

  @Test
  void answer_onBilirubin_isThatOfR() {
    StatisticScenario.of(SiteRows.dataset("pbc")).ask("quantile", Questions.rule(11, 1), """
        column: bili
        grid: {from: 0, to: 30, step: 0.1}
        """).matches(ExpectedNumbers.of("pbc-bili-q"));
  }

  /** Ranks of 20 values: qbinom(c(0.025, 0.975), 20, 0.5) is 6 and 14, so that limits are the 6th and the 15th. */
  @Test
  void limits_areBinomialRanks_andTailsAreNotReleased() {
    StringBuilder csv = new StringBuilder("id,x\n");
    for (int i = 1; i <= 20; i++) {
      csv.append("p").append(i).append(",").append(10 * i).append("\n");
    }
    SiteRows site = SiteRows.of(csv.toString());

    StatisticScenario.Asked asked = StatisticScenario.of(List.of(site, site.empty(), site.empty()))
        .ask("quantile", Questions.rule(4, 1), """
            column: x
            grid: {from: 0, to: 200, step: 5}
            probabilities: [0.5, 0.05, 0.975]
            """);

    Answer.NotAvailable extreme = new Answer.NotAvailable("fewer than 4 values in a tail, or between it and another of these numbers");
    asked.matches(ExpectedNumbers.these("n", 20, "p50", 100));
    assertThat(asked.field("p05")).isEqualTo(extreme);
    assertThat(asked.field("p97_5")).isEqualTo(extreme);
    assertThat(((Answer.Items) asked.field("limits")).values().get(0)).isEqualTo(Answer.Fields.of(
        Map.entry("quantile", new Answer.Text("p50")),
        Map.entry("ci95_low", new Answer.Real(60)),
        Map.entry("ci95_high", new Answer.Real(150))));
  }

  /** Of 21 values only the 11th has 11 at or below it and 11 at or above. */
  @Test
  void quantile_withFewerThanKInOneTail_isNotAvailable() {
    StringBuilder csv = new StringBuilder("id,x\n");
    for (int i = 1; i <= 21; i++) {
      csv.append("p").append(i).append(",").append(i).append("\n");
    }
    SiteRows site = SiteRows.of(csv.toString());

    StatisticScenario.Asked asked = StatisticScenario.of(List.of(site, site.empty(), site.empty()))
        .ask("quantile", Questions.rule(11, 1), "column: x\ngrid: {from: 0, to: 30, step: 1}\nprobabilities: [0.47, 0.5, 0.53]");

    asked.matches(ExpectedNumbers.these("n", 21, "p50", 11));
    assertThat(asked.field("p47")).isEqualTo(new Answer.NotAvailable("fewer than 11 values in a tail, or between it and another of these numbers"));
    assertThat(asked.field("p53")).isEqualTo(new Answer.NotAvailable("fewer than 11 values in a tail, or between it and another of these numbers"));
  }

  /** Between any two numbers that are opened lie as many values as k; whatever comes first is shown. */
  @Test
  void quantiles_withFewerThanKBetweenThem_areNotAvailable() {
    StringBuilder csv = new StringBuilder("id,x\n");
    for (int i = 1; i <= 40; i++) {
      csv.append("p").append(i).append(",").append(i).append("\n");
    }
    SiteRows site = SiteRows.of(csv.toString());

    StatisticScenario.Asked asked = StatisticScenario.of(List.of(site, site.empty(), site.empty()))
        .ask("quantile", Questions.rule(5, 1), "column: x\ngrid: {from: 0, to: 50, step: 1}\nprobabilities: [0.5, 0.6, 0.625, 0.7, 0.375]");

    Answer.NotAvailable tooClose =
        new Answer.NotAvailable("fewer than 5 values in a tail, or between it and another of these numbers");
    asked.matches(ExpectedNumbers.these("p50", 20, "p62_5", 25, "p37_5", 15));
    assertThat(asked.field("p60")).isEqualTo(tooClose);
    assertThat(asked.field("p70")).isEqualTo(tooClose);
    assertThat(((Answer.Items) asked.field("limits")).values().get(0)).isEqualTo(Answer.Fields.of(
        Map.entry("quantile", new Answer.Text("p50")),
        Map.entry("ci95_low", tooClose),
        Map.entry("ci95_high", tooClose)));
  }

  /** Ten patients have a row each, one has ten: of 20 values no tail of 11 rows is that of 4 patients for sure, but one of 31 is. */
  @ParameterizedTest
  @CsvSource({"10, false", "30, true"})
  void quantile_ofPatientsWithManyRows_asksForKPatientsInEachTail(int others, boolean available) {
    StringBuilder csv = new StringBuilder("id,x\n");
    for (int i = 0; i < 10; i++) {
      csv.append("many,").append(20).append("\n");
    }
    for (int i = 0; i < 2 * others; i++) {
      csv.append("p").append(i).append(",").append(i % 20).append("\n");
    }
    SiteRows site = SiteRows.of(csv.toString());

    StatisticScenario.Asked asked = StatisticScenario.of(List.of(site.empty(), site, site.empty()))
        .ask("quantile", Questions.rule(4, 1), "column: x\ngrid: {from: 0, to: 30, step: 1}\nprobabilities: [0.5]");

    if (available) {
      assertThat(asked.field("p50")).isEqualTo(new Answer.Real(11));
    } else {
      assertThat(asked.field("p50")).isEqualTo(
          new Answer.NotAvailable("fewer than 4 patients may have all values in a tail, or between it and another of these numbers"));
    }
  }

  @Test
  void answer_betweenGridPoints_isTheNextPointAbove() {
    SiteRows site = SiteRows.of("id,x\na,0.2\nb,0.7\nc,1.0\nd,2.4\ne,3\n");

    StatisticScenario.of(List.of(site, site.empty(), site.empty()))
        .ask("quantile", Questions.rule(0, 1), "column: x\ngrid: [0, 1, 2.5, 3]\nprobabilities: [0.4, 0.6, 0.8]")
        .matches(ExpectedNumbers.these("p40", 1, "p60", 1, "p80", 2.5));
  }

  @Test
  void answer_belowTheThreshold_isSuppressed_andOpensNoPlace() {
    StatisticScenario.Asked asked = StatisticScenario.of(SiteRows.dataset("sleep"))
        .ask("quantile", Questions.rule(21, 1), "column: extra\ngrid: {from: -10, to: 10, step: 0.1}");

    assertThat(asked.answer()).isEqualTo(new Answer(Answer.Fields.of(Map.entry("n", new Answer.Suppressed(21, 1)))));
  }

  /** In the first leg nothing is looked for, nor in the second where the rule did not hold: what is not put in cannot be learnt. */
  @Test
  void site_putsInValues_onlyWhereRanksAreLookedFor() {
    Computation first = new Quantile().compile(
        YamlQuestions.ask("quantile", Questions.rule(2, 1), "column: x\ngrid: [0, 1]\nprobabilities: [0.5]"), 3);

    assertThat(put(first)).containsExactly(0, 0);
    assertThat(put(first.next(opened(first, 0)).orElseThrow())).containsExactly(0, 0);
    assertThat(put(first.next(opened(first, 1)).orElseThrow())).containsExactly(2, 2);
    assertThat(first.proven()).isEmpty();
    assertThat(first.next(opened(first, 1)).orElseThrow().proven()).containsExactly("values-at-points");
  }

  private static long[] put(Computation leg) {
    LocalAggregation.OfRows local = (LocalAggregation.OfRows) leg.local();
    SiteRows site = SiteRows.of("id,x\na,0\nb,0\nc,1\nd,1\n");
    return local.fold().fold(site.read(local.reads(), new Predicate.Everyone())).block("values-at-points").toLongs();
  }

  /** Four values; whether the rule held. */
  private static Opened opened(Computation leg, long keep) {
    Map<String, IntegerVector> vectors = new HashMap<>();
    vectors.put("keep patients", IntegerVector.of(keep));
    vectors.put("n", IntegerVector.of(4 * keep));
    return new Opened(leg.releases(), vectors);
  }

  @Test
  void answer_ofNobody_isNotAvailable() {
    SiteRows site = SiteRows.of("id,x\n");

    StatisticScenario.Asked asked = StatisticScenario.of(List.of(site, site, site))
        .ask("quantile", Questions.rule(0, 1), "column: x\ngrid: [0, 1]");

    assertThat(asked.field("p50")).isEqualTo(new Answer.NotAvailable("n = 0"));
  }

  @Test
  void compile_withWrongParameters_saysWhatToWrite() {
    assertProblems("column: x", "grid: is missing; write from, to and step, or a list of numbers, for example grid: {from: 0, to: 120, step: 1}");
    assertProblems("column: x\ngrid: {from: 0, to: 10, step: 3}",
        "grid.to: got 10, which is no whole number of steps above from; write 12");
    assertProblems("column: x\ngrid: {from: 0, to: 10, stp: 3}",
        "grid: has no key \"stp\"; did you mean step?", "grid.step: is missing; write for example {from: 0, to: 120, step: 1}");
    assertProblems("column: x\ngrid: {from: 0, to: 1, step: 0.00001}", "grid.step: gives more than 10000 numbers; write a larger one");
    assertProblems("column: x\ngrid: [3, 2]", "grid: does not ascend; write each number once, smallest first");
    assertProblems("column: x\ngrid: [3]", "grid: got 1 numbers; write 2 to 10000");
    assertProblems("column: x\ngrid: [0, 1]\nprobabilities: [0.5, 0.50]", "probabilities: has a number twice; write each once");
    assertProblems("column: x\ngrid: [0, 1]\nprobabilities: [1]",
        "probabilities: got 1; write a number above 0 and below 1, with at most 6 decimals");
  }

  private static void assertProblems(String yaml, String... problems) {
    assertThatThrownBy(() -> new Quantile().compile(YamlQuestions.ask("quantile", Questions.rule(11, 1), yaml), 3))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).containsExactly(problems));
  }
}
