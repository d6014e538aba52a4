package org.jointly.protocols.statistic.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.assertj.core.data.Percentage;
import org.jointly.protocols.plan.ExpectedNumbers;
import org.jointly.protocols.plan.SiteRows;
import org.jointly.protocols.plan.StatisticScenario;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.YamlQuestions;
import org.jointly.protocols.statistic.report.CountCell;
import org.junit.jupiter.api.Test;

final class IncidenceRateTest {
  private static final String RATE = """
      event: {column: e, equals: 1}
      time: {column: t, low: 0, high: 10, decimals: 1}
      """;
  private static final String BY_GROUP = RATE + "groups: {column: g, values: [a, b]}\n";
  private static final double MEN = 39_086.0;
  private static final double WOMEN = 30_507.0;
  private static final Percentage EXACTLY = Percentage.withPercentage(1e-7);

  @Test
  void answer_onThreeEventsInAThousand_isThatOfR() {
    StatisticScenario.of(List.of(observed(400, 2), observed(600, 1), observed(0, 0)))
        .ask("incidence-rate", Questions.rule(0, 1), RATE)
        .matches(poissonOf("rate-3"))
        .matches(ExpectedNumbers.these("events", 3, "person_time", 1000.0, "rate", 0.003));
  }

  @Test
  void answer_onNoEvent_hasAnUpperLimit() {
    StatisticScenario.of(List.of(observed(400, 0), observed(600, 0), observed(0, 0)))
        .ask("incidence-rate", Questions.rule(0, 1), RATE)
        .matches(poissonOf("rate-0"));
  }

  private static ExpectedNumbers poissonOf(String id) {
    return ExpectedNumbers.of(id).without("x", "n", "cp_low", "cp_high");
  }

  /** Rows of one unit of time each. */
  private static SiteRows observed(int rows, int events) {
    return SiteRows.of("id,e,t,g\n" + IntStream.range(0, rows)
        .mapToObj(i -> "p" + i + "," + (i < events ? 1 : 0) + ",1.0,a\n").collect(Collectors.joining()));
  }

  /** The sums were counted in the files with another tool; the limits must leave the tails out. */
  @Test
  void answer_onLungBySex_comparesWithTheFirst() {
    StatisticScenario.Asked asked =
        StatisticScenario.of(SiteRows.dataset("lung")).ask("incidence-rate", Questions.rule(11, 1), """
            event: {column: status, equals: 2}
            time: {column: time, low: 0, high: 1100}
            groups: {column: sex, values: [1, 2]}
            per: 1000
            """);

    assertThat(asked.field("per")).isEqualTo(new Answer.Real(1000));
    assertThat(row(asked, "cells", 0)).containsEntry("events", new Answer.Whole(112))
        .containsEntry("person_time", new Answer.Real(MEN));
    assertThat(row(asked, "cells", 1)).containsEntry("events", new Answer.Whole(53))
        .containsEntry("person_time", new Answer.Real(WOMEN));
    assertThat(real(row(asked, "cells", 1), "rate")).isCloseTo(53_000 / WOMEN, EXACTLY);
    Map<String, Answer.Value> ratio = row(asked, "ratios", 0);
    assertThat(ratio).containsEntry("group", new Answer.Text("2")).containsEntry("reference", new Answer.Text("1"));
    assertThat(real(ratio, "rate_ratio")).isCloseTo(53 / WOMEN / (112 / MEN), EXACTLY);
    assertThat(given(real(ratio, "ci95_low")).survivalProbability(52)).isCloseTo(0.025, EXACTLY);
    assertThat(given(real(ratio, "ci95_high")).cumulativeProbability(53)).isCloseTo(0.025, EXACTLY);
  }

  /** Events of women among all 165, were this the ratio of the rates. */
  private static BinomialDistribution given(double ratio) {
    return BinomialDistribution.of(165, ratio * WOMEN / (ratio * WOMEN + MEN));
  }

  @Test
  void answer_onManyEventsOfFewPatients_isSuppressed() {
    SiteRows site = SiteRows.of("""
        id,e,t,g
        p1,1,0.5,a
        p1,1,0.5,a
        p1,1,0.5,a
        p2,0,0.5,a
        p3,0,0.5,a
        """);

    StatisticScenario.Asked asked =
        StatisticScenario.of(List.of(site, site.empty(), site.empty())).ask("incidence-rate", Questions.rule(3, 1), BY_GROUP);

    assertThat(row(asked, "cells", 0)).containsExactlyInAnyOrderEntriesOf(Map.of(
        "group", new Answer.Text("a"), "person_time", new Answer.Real(2.5), "events", new Answer.Suppressed(3, 1)));
    assertThat(row(asked, "cells", 1)).containsEntry("person_time", new Answer.Suppressed(3, 1)).doesNotContainKey("events");
    assertThat(asked.field("ratios")).isEqualTo(new Answer.Items(List.of()));
    assertThat(asked.field("warning")).asString().contains("another may be named first");
    assertThat(asked.field("missing")).isEqualTo(CountCell.alone(new Answer.Suppressed(3, 1)));
  }

  @Test
  void answer_perYear_ofTimesInDays() {
    SiteRows site = SiteRows.of("id,e,t,g\np1,1,365.5,a\n");

    StatisticScenario.of(List.of(site, site, site))
        .ask("incidence-rate", Questions.rule(0, 1), "event: {column: e, equals: 1}\ntime: {column: t, low: 0, high: 1000, decimals: 1}\n"
            + "per: 365.5\n")
        .matches(ExpectedNumbers.these("events", 3, "rate", 1.0));
  }

  @Test
  void answer_withoutTimeOrEvents_saysWhatIsMissing() {
    SiteRows site = SiteRows.of("""
        id,e,t,g
        p1,1,0.5,b
        p2,0,,b
        p3,,1,
        """);

    StatisticScenario.Asked asked =
        StatisticScenario.of(List.of(site, site.empty(), site.empty())).ask("incidence-rate", Questions.rule(0, 1), BY_GROUP);

    assertThat(row(asked, "cells", 0)).containsEntry("rate", new Answer.NotAvailable("no person-time"));
    assertThat(row(asked, "ratios", 0)).containsEntry("rate_ratio", new Answer.NotAvailable("no person-time"));
    asked.matches(ExpectedNumbers.these("missing", 2));
  }

  @Test
  void answer_withoutEventInTheReference_hasOnlyALowerLimit() {
    SiteRows site = SiteRows.of("id,e,t,g\np1,0,1,a\np2,1,1,b\n");

    StatisticScenario.Asked asked =
        StatisticScenario.of(List.of(site, site.empty(), site.empty())).ask("incidence-rate", Questions.rule(0, 1), BY_GROUP);

    Map<String, Answer.Value> ratio = row(asked, "ratios", 0);
    assertThat(real(ratio, "ci95_low")).isCloseTo(0.025 / 0.975, EXACTLY);
    assertThat(ratio).containsEntry("rate_ratio", new Answer.NotAvailable("no event in the reference group"))
        .containsEntry("ci95_high", new Answer.NotAvailable("no event in the reference group"));
  }

  private static Map<String, Answer.Value> row(StatisticScenario.Asked asked, String table, int i) {
    return ((Answer.Fields) ((Answer.Items) asked.field(table)).values().get(i)).values();
  }

  private static double real(Map<String, Answer.Value> row, String name) {
    return ((Answer.Real) row.get(name)).value();
  }

  @Test
  void compile_withEverythingWrong_saysWhatToWrite() {
    assertThatThrownBy(() -> new IncidenceRate().compile(YamlQuestions.ask("incidence-rate", Questions.rule(11, 1), """
        event: {column: e}
        time: {column: t, low: -1, high: 10}
        groups: {column: g, values: [a]}
        per: 0
        """), 3)).isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).containsExactly(
        "event.equals: is missing; write the value that means the event, for example {column: status, equals: 1}",
        "time: low is -1; nobody is observed for less than 0, write low: 0",
        "groups: got 1 values; write 2 to 100",
        "per: got 0; write a number above 0, up to 1000000000"));
  }
}
