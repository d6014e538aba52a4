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
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.query.YamlQuestions;
import org.jointly.protocols.statistic.report.CountCell;
import org.junit.jupiter.api.Test;

final class TopCodesTest {
  private static final String THREE_OF_FIVE = """
      column: code
      codes: [A, B, C, D, E]
      top: 3
      """;

  /** Patients with A, B, C, D, E at three sites: 3+2+0, 4+4+4, 0+2+3, 9+0+0, 1+0+0. */
  private static List<SiteRows> sites() {
    return List.of(site(3, 4, 0, 9, 1), site(2, 4, 2, 0, 0), site(0, 4, 3, 0, 0));
  }

  /** Each patient has the code in two rows. */
  private static SiteRows site(int... patientsByCode) {
    List<String> lines = new ArrayList<>(List.of("id,code"));
    for (int code = 0; code < patientsByCode.length; code++) {
      for (int patient = 0; patient < patientsByCode[code]; patient++) {
        String row = (char) ('A' + code) + "-" + patient + "," + (char) ('A' + code);
        lines.addAll(List.of(row, row));
      }
    }
    lines.add("none,");
    lines.add("other,Z");
    return SiteRows.of(String.join("\n", lines));
  }

  private static Answer.Value ask(ReleaseRule rule, String yaml) {
    return StatisticScenario.of(sites()).ask("top-k", rule, yaml).field("codes");
  }

  private static Answer.Items ranks(Answer.Value... ranks) {
    return new Answer.Items(List.of(ranks));
  }

  private static Answer.Fields rank(int rank, String code, long count) {
    return Answer.Fields.of(
        Map.entry("rank", new Answer.Whole(rank)),
        Map.entry("code", new Answer.Text(code)),
        Map.entry("count", new Answer.Whole(count)));
  }

  private static Answer.Fields none(int rank, ReleaseRule rule) {
    return Answer.Fields.of(
        Map.entry("rank", new Answer.Whole(rank)),
        Map.entry("code", new Answer.NotAvailable("no further code may be shown")),
        Map.entry("count", CountCell.suppressed(rule)));
  }

  @Test
  void answer_isInDescendingOrderAndEqualCountsInTheOrderOfTheList() {
    assertThat(ask(Questions.rule(5, 1), THREE_OF_FIVE)).isEqualTo(ranks(rank(1, "B", 12), rank(2, "D", 9), rank(3, "A", 5)));
    assertThat(ask(Questions.rule(5, 1), "column: code\ncodes: [C, A, E, D, B]\ntop: 4\n"))
        .isEqualTo(ranks(rank(1, "B", 12), rank(2, "D", 9), rank(3, "C", 5), rank(4, "A", 5)));
  }

  @Test
  void answer_whenFewerCodesPass_hasNothingAtTheOtherRanks() {
    ReleaseRule rule = Questions.rule(10, 1);

    assertThat(ask(rule, THREE_OF_FIVE)).isEqualTo(ranks(rank(1, "B", 12), none(2, rule), none(3, rule)));
  }

  @Test
  void answer_whenNoCodePasses_hasNothingAtAll() {
    ReleaseRule rule = Questions.rule(13, 1);

    assertThat(ask(rule, THREE_OF_FIVE)).isEqualTo(ranks(none(1, rule), none(2, rule), none(3, rule)));
  }

  /** D has nine patients, all at one site: the next code moves up. */
  @Test
  void answer_whereSitesAreAskedFor_isOfCodesThatEnoughSitesHave() {
    ReleaseRule two = Questions.rule(5, 2);
    ReleaseRule three = Questions.rule(5, 3);

    assertThat(ask(two, THREE_OF_FIVE)).isEqualTo(ranks(rank(1, "B", 12), rank(2, "A", 5), rank(3, "C", 5)));
    assertThat(ask(three, THREE_OF_FIVE)).isEqualTo(ranks(rank(1, "B", 12), none(2, three), none(3, three)));
  }

  /** D has nine patients at one site: that is no 0. */
  @Test
  void answer_whereSitesAndNoCountAreAskedFor_hasNothingOfCodesThatTooFewSitesHave() {
    ReleaseRule rule = Questions.rule(0, 2);

    assertThat(ask(rule, "column: code\ncodes: [A, B, C, D, E]\ntop: 4\n"))
        .isEqualTo(ranks(rank(1, "B", 12), rank(2, "A", 5), rank(3, "C", 5), none(4, rule)));
  }

  @Test
  void answer_withoutThreshold_hasCodesThatNobodyHas() {
    assertThat(ask(Questions.rule(0, 1), "column: code\ncodes: [X, Y]\ntop: 1\n")).isEqualTo(ranks(rank(1, "X", 0)));
    assertThat(ask(Questions.rule(0, 1), "column: code\ncodes: [B]\ntop: 1\n")).isEqualTo(ranks(rank(1, "B", 12)));
  }

  @Test
  void answer_withPrefixesOrAHierarchy_countsPatientsOnce() {
    SiteRows site = SiteRows.of("id,code\n1,E75.0\n1,E75.2\n2,E75.2\n3,E76\n4,G1\n5,E7\n");
    StatisticScenario scenario = StatisticScenario.of(List.of(site, site.empty(), site));

    assertThat(scenario.ask("top-k", Questions.rule(2, 1), "column: code\ncodes: [E76, E75, G]\ntop: 3\nmatch: prefix\n").field("codes"))
        .isEqualTo(ranks(rank(1, "E75", 4), rank(2, "E76", 2), rank(3, "G", 2)));
    assertThat(scenario.ask("top-k", Questions.rule(2, 1), """
        column: code
        codes: [E75, E7]
        top: 2
        hierarchy: {E7: [E76, G1], E75: [E75.0, E75.2]}
        """).field("codes"))
        .isEqualTo(ranks(rank(1, "E7", 6), rank(2, "E75", 4)));
  }

  @Test
  void compile_ofCodesThatIncludeOthers_namesTwo() {
    assertProblems("column: code\ncodes: [E76, E75.2, E75]\ntop: 1\nmatch: prefix\n",
        "codes: E75 includes E75.2; list codes of which none includes another, or ask for counts-by-code");
    assertProblems("column: code\ncodes: [E7, F, G]\ntop: 1\nhierarchy: {E7: [G1], G1: [G], F: []}\n",
        "codes: E7 includes G; list codes of which none includes another, or ask for counts-by-code");
  }

  @Test
  void compile_ofMoreRanksThanCodes_saysHowManyThereAre() {
    assertProblems("column: code\ncodes: [A, B]\ntop: 3\n", "top: got 3 of 2 codes; write at most 2");
    assertProblems("column: code\ncodes: [A, B]\ntop: 0\n", "top: got 0; write a whole number from 1 to 100");
    assertProblems("column: code\ncodes: [A]\n", "top: is missing; write a whole number, for example top: 2");
  }

  private static void assertProblems(String yaml, String... problems) {
    assertThatThrownBy(() -> new TopCodes().compile(YamlQuestions.ask("top-k", Questions.rule(11, 1), yaml), 3))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).containsExactly(problems));
  }
}
