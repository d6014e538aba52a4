package org.jointly.protocols.statistic.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jointly.protocols.plan.SiteRows;
import org.jointly.protocols.plan.StatisticScenario;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.YamlQuestions;
import org.junit.jupiter.api.Test;

final class AttritionTest {
  private static final String LUNG = """
      steps:
        - {name: sixty and over, column: age, between: [60, 120]}
        - {name: women, column: sex, equals: 2}
        - {column: ph_ecog, in: [0, 1]}
        - {column: wt_loss, missing: false}
      """;

  /** Counted in the files with another tool. */
  @Test
  void answer_withoutThreshold_countsEachStep() {
    StatisticScenario.Asked asked =
        StatisticScenario.of(SiteRows.dataset("lung")).ask("attrition", Questions.rule(0, 1), LUNG);

    assertThat(asked.field("cells")).isEqualTo(new Answer.Items(List.of(
        Answer.Fields.of(Map.entry("step", new Answer.Text("cohort")), Map.entry("n", new Answer.Whole(228))),
        step("sixty and over", 145, 228 - 145),
        step("women", 50, 145 - 50),
        step("ph_ecog", 31, 50 - 31),
        step("wt_loss", 30, 31 - 30))));
  }

  /** What is opened under a mask that is narrow in spdz is a product of what sites put in. */
  @Test
  void leg_thatDecides_provesWhatIsLeft() {
    assertThat(new Attrition().compile(YamlQuestions.ask("attrition", Questions.rule(200, 1), LUNG), 3).proven()).containsExactly("left");
    assertThat(new Attrition().compile(YamlQuestions.ask("attrition", Questions.rule(0, 1), LUNG), 3).proven()).isEmpty();
  }

  private static Answer.Fields step(String name, long n, long dropped) {
    return Answer.Fields.of(
        Map.entry("step", new Answer.Text(name)),
        Map.entry("n", new Answer.Whole(n)),
        Map.entry("dropped", new Answer.Whole(dropped)));
  }

  @Test
  void answer_whereFewDropOut_hidesTheStepAndNotTheNext() {
    SiteRows site = SiteRows.of("""
        id,a,b
        p1,1,1
        p2,1,1
        p3,1,0
        p4,1,0
        p5,0,1
        """);

    StatisticScenario.Asked asked =
        StatisticScenario.of(List.of(site, site, site.empty())).ask("attrition", Questions.rule(3, 1), """
            steps: [{column: a, equals: 1}, {column: b, equals: 1}]
            """);

    assertThat(counts(asked)).containsExactly(new Answer.Whole(10), new Answer.Suppressed(3, 1, false), new Answer.Whole(4));
    assertThat(cells(asked).get(2)).doesNotContainKey("dropped");
    assertThat(((Answer.Text) asked.field("warning")).value()).contains("too few have dropped out since the last step shown");
  }

  /** One drops out, then two: three since the cohort, which is the last step that is shown. */
  @Test
  void answer_whereDropsAddUp_showsTheStepWhereTheyDo() {
    SiteRows site = SiteRows.of("id,a,b\np1,1,1\np2,1,1\np3,1,1\np4,1,1\np5,1,0\np6,1,0\np7,0,1\n");

    assertThat(counts(twoSteps(site, 1))).containsExactly(new Answer.Whole(7), new Answer.Suppressed(3, 1, false), new Answer.Whole(4));

    SiteRows twoThenOne = SiteRows.of("id,a,b\np1,1,1\np2,1,1\np3,1,1\np4,1,1\np5,1,0\np6,0,1\np7,0,1\n");
    assertThat(counts(twoSteps(twoThenOne, 1))).containsExactly(new Answer.Whole(7), new Answer.Suppressed(3, 1, false), new Answer.Whole(4));
  }

  /** All three of them at one site. */
  @Test
  void answer_whereOneSiteHasAllDrops_hidesTheStepIfTwoAreAskedFor() {
    SiteRows one = SiteRows.of("id,a,b\np1,1,1\np2,1,1\np5,1,0\np6,1,0\np7,0,1\n");
    SiteRows other = SiteRows.of("id,a,b\np3,1,1\np4,1,1\n");

    assertThat(counts(twoSteps(one, 2, other)))
        .containsExactly(new Answer.Whole(7), new Answer.Suppressed(3, 2, false), new Answer.Suppressed(3, 2, false));
    assertThat(counts(twoSteps(one, 2, one)))
        .containsExactly(new Answer.Whole(10), new Answer.Suppressed(3, 2, false), new Answer.Whole(4));
    assertThat(counts(twoSteps(one, 1, other)))
        .containsExactly(new Answer.Whole(7), new Answer.Suppressed(3, 1, false), new Answer.Whole(4));
  }

  /** Without a threshold, too. */
  @Test
  void answer_whereOneSiteHasAllDropsAndNoCountIsAskedFor_hidesTheStep() {
    SiteRows one = SiteRows.of("id,a\np1,1\np2,1\np3,0\n");
    SiteRows other = SiteRows.of("id,a\np4,1\n");

    StatisticScenario.Asked asked = StatisticScenario.of(List.of(one, other, other.empty()))
        .ask("attrition", Questions.rule(0, 2), "steps: [{column: a, equals: 1}]");

    assertThat(counts(asked)).containsExactly(new Answer.Whole(4), new Answer.Suppressed(0, 2, false));
  }

  private static StatisticScenario.Asked twoSteps(SiteRows site, int minimumSites, SiteRows... others) {
    List<SiteRows> sites = new ArrayList<>(List.of(others));
    sites.add(0, site);
    while (sites.size() < 3) {
      sites.add(site.empty());
    }
    return StatisticScenario.of(sites).ask("attrition", Questions.rule(3, minimumSites), """
        steps: [{column: a, equals: 1}, {column: b, equals: 1}]
        """);
  }

  @Test
  void answer_whereFewAreLeft_hidesTheStep() {
    SiteRows site = SiteRows.of("""
        id,a
        p1,1
        p1,1
        p1,1
        p2,0
        p3,0
        p4,
        """);

    StatisticScenario.Asked asked =
        StatisticScenario.of(List.of(site, site.empty(), site.empty())).ask("attrition", Questions.rule(3, 1), """
            steps: [{column: a, equals: 1}]
            """);

    assertThat(counts(asked)).containsExactly(new Answer.Whole(4), new Answer.Suppressed(3, 1, false));
  }

  @Test
  void answer_onCriteriaInDifferentRows_asksForOneRow() {
    SiteRows site = SiteRows.of("""
        id,a,b
        p1,1,0
        p1,0,1
        p2,1,1
        """);

    StatisticScenario.Asked asked =
        StatisticScenario.of(List.of(site, site.empty(), site.empty())).ask("attrition", Questions.rule(0, 1), """
            steps: [{column: a, equals: 1}, {column: b, equals: 1}, {column: a, equals: 1}]
            """);

    assertThat(counts(asked)).containsExactly(
        new Answer.Whole(2), new Answer.Whole(2), new Answer.Whole(1), new Answer.Whole(1));
    assertThat(cells(asked).get(3)).containsEntry("step", new Answer.Text("a 2"));
  }

  private static List<Map<String, Answer.Value>> cells(StatisticScenario.Asked asked) {
    List<Map<String, Answer.Value>> cells = new ArrayList<>();
    ((Answer.Items) asked.field("cells")).values().forEach(cell -> cells.add(((Answer.Fields) cell).values()));
    return cells;
  }

  private static List<Answer.Value> counts(StatisticScenario.Asked asked) {
    return cells(asked).stream().map(cell -> cell.get("n")).toList();
  }

  @Test
  void compile_withEverythingWrong_saysWhatToWrite() {
    assertThatThrownBy(() -> new Attrition().compile(YamlQuestions.ask("attrition", Questions.rule(11, 1), """
        steps:
          - adults
          - {column: age}
          - {at_least: 18}
          - {column: age, atleast: 18}
          - {column: age, at_least: old}
          - {column: onset, at_most: 2020-13-01}
          - {column: code, in: [1, A]}
          - {column: code, in: []}
          - {column: code, starts_with: 7}
          - {column: code, missing: yes}
          - {name: x, column: a, equals: 1}
          - {name: x, column: b, equals: 1}
          - {name: 7, column: b, equals: 1}
          - {column: age, between: 18}
          - {column: age, between: [18, 2020-01-01]}
          - {column: age, between: [65, 18]}
          - {column: name, between: [a, b]}
        """), 3)).isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).containsExactly(
        "steps[1]: has no keys; write {column: age, at_least: 18}",
        "steps[2]: has no comparison; write for example {column: age, at_least: 18}",
        "steps[3].column: is missing or not text; write for example {column: age, at_least: 18}",
        "steps[4]: has no key \"atleast\"; did you mean at_least?",
        "steps[5].at_least: is neither a number nor a date; write one, as 18 or 2020-12-31",
        "steps[6].at_most: there is no day \"2020-13-01\"; write year-month-day",
        "steps[7].in: mixes text, numbers or dates; write all alike",
        "steps[8].in: is not a list of values; write for example {column: stage, in: [1, 2]}",
        "steps[9].starts_with: is not text; write the beginning of a code, in quotes if it looks like a number",
        "steps[10].missing: is neither true nor false; write one of them",
        "steps[12].name: got \"x\" twice; write another name",
        "steps[13].name: is no name; write text of 1 to 64 characters without spaces around it",
        "steps[14].between: is not two values; write both ends, for example {column: age, between: [18, 65]}",
        "steps[15].between: is not two numbers or two dates; write them, as [18, 65]",
        "steps[16].between: has the first value above the second, so nothing lies between; write the lower one first",
        "steps[17].between: is not two numbers or two dates; write them, as [18, 65]"));
  }
}
