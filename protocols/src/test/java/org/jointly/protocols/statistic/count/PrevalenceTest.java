package org.jointly.protocols.statistic.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jointly.protocols.plan.ExpectedNumbers;
import org.jointly.protocols.plan.SiteRows;
import org.jointly.protocols.plan.StatisticScenario;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.YamlQuestions;
import org.jointly.protocols.statistic.report.CountCell;
import org.junit.jupiter.api.Test;

final class PrevalenceTest {
  private static final String EVENT = "event: {column: e, equals: 1}\n";
  private static final String HIDDEN = "where x is suppressed, too few have the condition, or too few have not: x may be close to n";
  private static final String BY_SEX = EVENT + "strata: {column: g, values: [f, m]}\n";

  @Test
  void answer_onThreeOfAThousand_isThatOfR() {
    StatisticScenario.of(List.of(patients(400, 2), patients(600, 1), patients(0, 0)))
        .ask("prevalence", Questions.rule(0, 1), EVENT)
        .matches(ExpectedNumbers.of("rate-3"))
        .matches(ExpectedNumbers.these("per_100000", 300, "missing", 0));
  }

  @Test
  void answer_onNoneOfAThousand_hasAnUpperLimit() {
    StatisticScenario.of(List.of(patients(400, 0), patients(600, 0), patients(0, 0)))
        .ask("prevalence", Questions.rule(0, 1), EVENT)
        .matches(ExpectedNumbers.of("rate-0"));
  }

  private static SiteRows patients(int n, int cases) {
    return SiteRows.of("id,e\n" + IntStream.range(0, n)
        .mapToObj(i -> "p" + i + "," + (i < cases ? 1 : 0) + "\n").collect(Collectors.joining()));
  }

  /** Counted in the files with another tool: sex and status 2 in the lung data. */
  @Test
  void answer_byStratum_countsEachOfThem() {
    StatisticScenario.Asked asked = StatisticScenario.of(SiteRows.dataset("lung")).ask("prevalence", Questions.rule(11, 2), """
        event: {column: status, equals: 2}
        strata: {column: sex, values: [1, 2]}
        """);

    assertThat(cell(asked, 0)).containsEntry("n", new Answer.Whole(138)).containsEntry("x", new Answer.Whole(112));
    assertThat(cell(asked, 1)).containsEntry("n", new Answer.Whole(90)).containsEntry("x", new Answer.Whole(53))
        .containsEntry("stratum", new Answer.Text("2"));
  }

  @Test
  void answer_onFewCases_suppressesThem() {
    SiteRows site = patients(20, 2);

    assertThat(StatisticScenario.of(List.of(site, site, site)).ask("prevalence", Questions.rule(11, 1), EVENT).answer())
        .isEqualTo(new Answer(Answer.Fields.of(
            Map.entry("n", new Answer.Whole(60)), Map.entry("x", new Answer.Suppressed(11, 1, false)),
            Map.entry("warning", new Answer.Text(HIDDEN)),
            Map.entry("missing", CountCell.alone(new Answer.Suppressed(11, 1))))));
  }

  @Test
  void answer_byStratum_saysThatMissingValuesAreSuppressed() {
    SiteRows site = SiteRows.of("id,e,g\np1,1,f\np2,,f\n");

    assertThat(StatisticScenario.of(List.of(site, site, site.empty())).ask("prevalence", Questions.rule(3, 1), BY_SEX).field("missing"))
        .isEqualTo(CountCell.alone(new Answer.Suppressed(3, 1)));
  }

  /** 51 of 60 are no "<11". */
  @Test
  void answer_onFewOthers_suppressesTheCasesToo_andSaysThatTheyMayBeMany() {
    SiteRows site = patients(20, 17);

    StatisticScenario.Asked asked = StatisticScenario.of(List.of(site, site, site)).ask("prevalence", Questions.rule(11, 1), EVENT);

    assertThat(asked.field("x")).isEqualTo(new Answer.Suppressed(11, 1, false));
    assertThat(asked.field("warning")).isEqualTo(new Answer.Text(HIDDEN));
  }

  @Test
  void answer_onManyRowsOfFewPatients_countsPatients() {
    SiteRows site = SiteRows.of("""
        id,e,g
        p1,1,f
        p1,1,f
        p1,0,f
        p2,0,f
        p3,0,m
        p4,,m
        p5,1,
        """);

    StatisticScenario.Asked asked =
        StatisticScenario.of(List.of(site, site, site.empty())).ask("prevalence", Questions.rule(0, 1), BY_SEX);

    assertThat(cell(asked, 0)).containsEntry("n", new Answer.Whole(4)).containsEntry("x", new Answer.Whole(2));
    assertThat(cell(asked, 1)).containsEntry("n", new Answer.Whole(2)).containsEntry("x", new Answer.Whole(0));
    asked.matches(ExpectedNumbers.these("missing", 4));
  }

  @Test
  void answer_onAnEmptyStratum_hasNoProportion() {
    SiteRows site = SiteRows.of("id,e,g\np1,1,f\n");

    StatisticScenario.Asked asked =
        StatisticScenario.of(List.of(site, site, site.empty())).ask("prevalence", Questions.rule(0, 1), BY_SEX);

    assertThat(cell(asked, 1)).containsEntry("n", new Answer.Whole(0))
        .containsEntry("cp_high", new Answer.NotAvailable("n = 0"));
  }

  private static Map<String, Answer.Value> cell(StatisticScenario.Asked asked, int i) {
    return ((Answer.Fields) ((Answer.Items) asked.field("cells")).values().get(i)).values();
  }

  @Test
  void compile_withEverythingWrong_saysWhatToWrite() {
    assertThatThrownBy(() -> new Prevalence().compile(YamlQuestions.ask("prevalence", Questions.rule(11, 1), """
        events: {column: e, equals: 1}
        strata: {column: age, edges: [65, 18]}
        """), 3)).isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).containsExactly(
        "events: prevalence has no such parameter; did you mean event?",
        "strata.edges: does not ascend; write each number once, smallest first"));
  }
}
