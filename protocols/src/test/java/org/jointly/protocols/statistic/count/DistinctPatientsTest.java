package org.jointly.protocols.statistic.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jointly.protocols.plan.SiteRows;
import org.jointly.protocols.plan.StatisticScenario;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.query.YamlQuestions;
import org.jointly.protocols.statistic.report.CountCell;
import org.junit.jupiter.api.Test;

final class DistinctPatientsTest {
  private static final String THOUSAND = "identifier: number\nexpected_patients: 1000\n";

  /** A row for each person from the first to the last, twice for every third; local patient numbers mean nothing elsewhere. */
  private static SiteRows persons(int first, int last) {
    List<String> lines = new ArrayList<>(List.of("id,number"));
    IntStream.rangeClosed(first, last).forEach(person -> {
      lines.add(person - first + ",K-" + person);
      if (person % 3 == 0) {
        lines.add(person - first + ", k " + person);
      }
    });
    lines.add("x,");
    return SiteRows.of(String.join("\n", lines));
  }

  private static StatisticScenario.Asked ask(ReleaseRule rule, String yaml, SiteRows... sites) {
    return StatisticScenario.of(List.of(sites)).ask("distinct-patients", rule, yaml);
  }

  private static double real(StatisticScenario.Asked asked, String field) {
    return ((Answer.Real) asked.field(field)).value();
  }

  private static long whole(StatisticScenario.Asked asked, String field) {
    return ((Answer.Whole) asked.field(field)).value();
  }

  @Test
  void estimate_isWithinFourDeviationsOfTheTruth() {
    StatisticScenario.Asked asked = ask(Questions.rule(11, 2), THOUSAND, persons(1, 300), persons(251, 500), persons(490, 620));

    assertThat(real(asked, "n")).isCloseTo(620, within(4 * real(asked, "sd")));
    assertThat(whole(asked, "sum")).isEqualTo(300 + 250 + 131);
    assertThat(real(asked, "overlap")).isEqualTo(681 - real(asked, "n"));
    assertThat(asked.field("missing")).isEqualTo(CountCell.alone(new Answer.Suppressed(11, 2)));
    assertThat(whole(asked, "buckets")).isEqualTo(8192);
  }

  /** t = 0.076: √(8192·(e^0.076 − 1.076)) = 4.9. */
  @Test
  void deviation_isThatOfLinearCounting() {
    StatisticScenario.Asked asked = ask(Questions.rule(11, 1), THOUSAND, persons(1, 300), persons(251, 500), persons(490, 620));
    double load = real(asked, "n") / 8192;

    assertThat(real(asked, "sd")).isCloseTo(Math.sqrt(8192 * (Math.exp(load) - load - 1)), within(1e-9));
    assertThat(real(asked, "n")).isCloseTo(-8192 * Math.log(whole(asked, "empty_buckets") / 8192.0), within(1e-9));
  }

  @Test
  void answer_whenTheSitesShareFewBuckets_keepsSumAndOverlapSecret() {
    ReleaseRule rule = Questions.rule(11, 1);

    StatisticScenario.Asked asked =
        ask(rule, "identifier: number\nexpected_patients: 50000\n", persons(1, 40), persons(36, 80), persons(81, 100));

    assertThat(real(asked, "n")).isCloseTo(100, within(1.0));
    assertThat(asked.answer().fields().values()).doesNotContainKey("sum");
    assertThat(asked.field("overlap")).isEqualTo(CountCell.hidden(rule));
    assertThat(asked.field("missing")).isEqualTo(CountCell.alone(CountCell.suppressed(rule)));
  }

  /** Twelve patients of three sites, but four persons. */
  @Test
  void answer_ofFewPersonsAtEverySite_isSuppressed() {
    ReleaseRule rule = Questions.rule(11, 1);

    StatisticScenario.Asked asked = ask(rule, THOUSAND, persons(1, 4), persons(1, 4), persons(1, 4));

    assertThat(asked.answer().fields().values()).containsOnlyKeys("n").containsEntry("n", CountCell.suppressed(rule));
  }

  /** Twelve identifiers, but three patients: one at each site. */
  @Test
  void answer_ofFewPatientsWithManyIdentifiers_isSuppressed() {
    String rows = "id,number\n1,a\n1,b\n1,c\n1,d\n";
    StatisticScenario.Asked asked =
        ask(Questions.rule(4, 1), THOUSAND, SiteRows.of(rows), SiteRows.of(rows.replace("1,", "1,x")), SiteRows.of(rows.replace("1,", "1,y")));

    assertThat(asked.answer().fields().values()).containsOnlyKeys("n");
  }

  @Test
  void answer_whenEveryBucketIsTaken_asksForMore() {
    StatisticScenario.Asked asked = ask(Questions.rule(11, 1), "identifier: number\nexpected_patients: 1\n", persons(1, 12_000), persons(1, 50));

    Answer.NotAvailable full = new Answer.NotAvailable("every bucket is taken; write a larger expected_patients");
    assertThat(asked.field("n")).isEqualTo(full);
    assertThat(asked.field("sd")).isEqualTo(full);
    assertThat(asked.field("overlap")).isEqualTo(full);
    assertThat(asked.field("empty_buckets")).isEqualTo(new Answer.Whole(0));
    assertThat(whole(asked, "sum")).isEqualTo(12_050);
  }

  @Test
  void answer_ofNobodyWithoutThreshold_isZero() {
    StatisticScenario.Asked asked = ask(Questions.rule(0, 1), THOUSAND, persons(1, 1).empty(), SiteRows.of("id,number\n1,\n"));

    assertThat(real(asked, "n")).isZero();
    assertThat(real(asked, "sd")).isZero();
    assertThat(real(asked, "overlap")).isZero();
    assertThat(whole(asked, "missing")).isEqualTo(1);
  }

  @Test
  void buckets_areThePowerOfTwoAboveEightTimesTheExpectedPatients() {
    assertThat(buckets(1)).isEqualTo(1024);
    assertThat(buckets(129)).isEqualTo(2048);
    assertThat(buckets(512)).isEqualTo(4096);
    assertThat(buckets(131_072)).isEqualTo(1 << 20);
    assertThat(buckets(5_000_000)).isEqualTo(1 << 20);
  }

  private static int buckets(int expected) {
    return new DistinctPatients()
        .compile(YamlQuestions.ask("distinct-patients", Questions.rule(11, 1), "identifier: n\nexpected_patients: " + expected), 3)
        .local().blocks().get(0).length();
  }

  @Test
  void compile_ofTooManyPatients_saysTheMost() {
    assertThatThrownBy(() -> buckets(5_000_001))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems())
            .containsExactly("expected_patients: got 5000001; write a whole number from 1 to 5000000"));
  }
}
