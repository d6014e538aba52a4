package org.jointly.protocols.statistic.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jointly.protocols.plan.SiteRows;
import org.jointly.protocols.plan.StatisticScenario;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.query.YamlQuestions;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.report.CountCell;
import org.junit.jupiter.api.Test;

/** Counts by code where a listed code counts those below it. */
final class CodeHierarchyQuestionTest {
  private static final ReleaseRule RULE = Questions.rule(3, 1);

  private static QuerySpec question(String hierarchy) {
    return YamlQuestions.ask("counts-by-code", RULE, "column: code\ncodes: [E75, E75.2, F1]\nhierarchy: " + hierarchy + "\n");
  }

  /**
   * Patient 1 has two codes below E75; E75.22 is two levels below it, and also below F1. One patient has E75 and none of those shown below it.
   */
  @Test
  void answer_countsPatientsWithACodeOrAnyBelowItOnce() {
    SiteRows site = SiteRows.of("id,code\n1,E75.0\n1,E75.22\n2,E75.2\n3,E75\n4,E75.9\n4,E75.22x\n5,\n");
    SiteRows other = SiteRows.of("id,code\n1,E75.22\n2,G1\n");

    StatisticScenario scenario = StatisticScenario.of(List.of(site, other, other.empty()));
    String question = """
        column: code
        codes: [E75, E75.2, F1]
        hierarchy: {E75: [E75.0, E75.2], E75.2: [E75.22], F1: [E75.22]}
        """;

    assertThat(scenario.ask("counts-by-code", RULE, question).field("cells")).isEqualTo(new Answer.Items(List.of(
        cell("E75", CountCell.hidden(RULE)), cell("E75.2", new Answer.Whole(3)), cell("F1", CountCell.suppressed(RULE)))));
    assertThat(scenario.ask("counts-by-code", Questions.rule(1, 1), question).field("cells")).isEqualTo(new Answer.Items(List.of(
        cell("E75", new Answer.Whole(4)), cell("E75.2", new Answer.Whole(3)), cell("F1", new Answer.Whole(2)))));
  }

  private static Answer.Fields cell(String code, Answer.Value count) {
    return Answer.Fields.of(Map.entry("code", new Answer.Text(code)), Map.entry("count", count));
  }

  @Test
  void compile_ofAHierarchyThatIsNone_saysWhatToWrite() {
    String none = "hierarchy: holds no codes; write the name of a CSV file with a code and one above it in each line, for example"
        + " hierarchy.csv";

    assertProblems(question("tree.csv"), none);
    assertProblems(question("{E75: E75.2}"), none);
    assertProblems(question("{E75: [75.2]}"), none);
  }

  @Test
  void compile_ofAHierarchyThatDoesNotFit_namesTheCode() {
    assertProblems(question("{E75: [E75.2]}"), "hierarchy: does not have code \"F1\"; add it, on a line by itself if nothing is above it, or take it out of codes");
    assertProblems(question("{E75: [E75.2], F1: [], ' X': []}"),
        "hierarchy: got \" X\"; write codes of 1 to 64 characters without spaces around them");
    assertThatThrownBy(() -> compile(question("{E75: [E75.2], E75.2: [E75], F1: []}")))
        .hasMessageMatching("(?s).*hierarchy: code \"E75(.2)?\" is below itself; take one link of the circle out.*");
  }

  @Test
  void compile_ofAHierarchyBesidePrefixes_asksForOne() {
    assertProblems(question("{E75: [E75.2], F1: []}\nmatch: prefix"),
        "hierarchy: stands beside match: prefix, and both say what a code includes; write one of them");
  }

  /** A chain of 3 000 codes, all listed, has 4.5 million pairs of a code and one below it. */
  @Test
  void compile_ofMorePairsThanASiteCanHold_isRefused() {
    String codes = IntStream.range(0, 3_000).mapToObj(i -> "C" + i).collect(Collectors.joining(", "));
    String chain = IntStream.range(0, 2_999).mapToObj(i -> "C" + i + ": [C" + (i + 1) + "]").collect(Collectors.joining(", "));

    assertProblems(
        YamlQuestions.ask("counts-by-code", RULE, "column: code\ncodes: [" + codes + "]\nhierarchy: {" + chain + "}\n"),
        "hierarchy: the listed codes have more than 2000000 codes below them; ask in several queries");
  }

  /** Each level is a leg of its own. */
  @Test
  void compile_ofManyLevels_isRefused() {
    String codes = IntStream.rangeClosed(0, 16).mapToObj(i -> "C" + i).collect(Collectors.joining(", "));
    String chain = IntStream.range(0, 16).mapToObj(i -> "C" + i + ": [C" + (i + 1) + "]").collect(Collectors.joining(", "));
    String question = "column: code\ncodes: [%s]\nhierarchy: {%s}\n";

    assertProblems(
        YamlQuestions.ask("counts-by-code", RULE, question.formatted(codes, chain)),
        "codes: one listed code includes another, that one a third, and so on over 17 levels; list codes of at most 16, or ask in several"
            + " queries");
    assertThat(compile(YamlQuestions.ask("counts-by-code", RULE, question.formatted(codes.replace("C0, ", ""), chain))).maximumLegs())
        .isEqualTo(16);
  }

  @Test
  void compile_ofMoreLinksThanTravel_isRefused() {
    String many = IntStream.rangeClosed(0, 100_000).mapToObj(i -> "C" + i).collect(Collectors.joining(", "));

    assertProblems(question("{E75: [E75.2, " + many + "], F1: []}"),
        "hierarchy: has 100002 links below the listed codes; at most 100000 fit into one question: list narrower codes");
  }

  private static void assertProblems(QuerySpec spec, String... problems) {
    assertThatThrownBy(() -> compile(spec))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).containsExactly(problems));
  }

  private static Computation compile(QuerySpec spec) {
    return new CountsByCode().compile(spec, 3);
  }
}
