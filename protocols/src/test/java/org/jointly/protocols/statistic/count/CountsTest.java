package org.jointly.protocols.statistic.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.LocalAggregation.CodeMatch;
import org.jointly.protocols.aggregate.LocalAggregation.DistinctPatientsByCode;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Statistic;
import org.junit.jupiter.api.Test;

/** Cohort count, counts by code and at-least. */
final class CountsTest {

  @Test
  void cohortCount_isOneCell() {
    Computation computation = new CohortCount().compile(Questions.cohortCount(11), 3);

    assertThat(computation.report(opened(computation, 1, 12)).fields().values())
        .containsExactly(Map.entry("count", new Answer.Whole(12)));
    assertThat(computation.report(opened(computation, 0, 0)).fields().values())
        .containsExactly(Map.entry("count", new Answer.Suppressed(11, 1)));
  }

  @Test
  void cohortCount_withAParameter_isRefused() {
    QuerySpec spec = Questions.ask("cohort-count", Questions.rule(11, 1), "column", "age");

    assertProblems(new CohortCount(), spec, "column: cohort-count has no such parameter; it takes none");
  }

  @Test
  void countsByCode_reportsInTheOrderOfTheList() {
    Computation computation =
        new CountsByCode().compile(Questions.countsByCode(Questions.rule(11, 1), "E76.1", "E75.2"), 3);
    Opened opened = new Opened(computation.releases(), Map.of(
        "keep patients", IntegerVector.of(0, 1), "patients", IntegerVector.of(0, 12)));

    Answer answer = computation.report(opened);

    assertThat(answer.fields().values()).containsExactly(Map.entry("cells", new Answer.Items(List.of(
        Answer.Fields.of(Map.entry("code", new Answer.Text("E76.1")), Map.entry("count", new Answer.Suppressed(11, 1))),
        Answer.Fields.of(Map.entry("code", new Answer.Text("E75.2")), Map.entry("count", new Answer.Whole(12)))))));
  }

  @Test
  void countsByCode_takesCodesLetterForLetter() {
    QuerySpec spec = byCode(List.of("44054006", "007"), "prefix");

    LocalAggregation local = new CountsByCode().compile(spec, 3).local();

    assertThat(local)
        .isEqualTo(new DistinctPatientsByCode("code", List.of("44054006", "007"), CodeMatch.PREFIX, 300_000));
  }

  @Test
  void countsByCode_withWrongCodes_namesTheEntries() {
    QuerySpec spec = byCode(List.of("E75", "", "E75", "x".repeat(65), " E76", 1.5, true, "a\u0007"), "begins");

    assertThatThrownBy(() -> new CountsByCode().compile(spec, 3))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems())
            .hasSize(8)
            .contains("codes: got \"E75\" twice; write each code once")
            .contains("match: got \"begins\"; write one of exact, prefix")
            .anyMatch(problem -> problem.startsWith("codes: entry 2 is \"\"; write a code"))
            .anyMatch(problem -> problem.startsWith("codes: entry 4 is \"xxx"))
            .anyMatch(problem -> problem.startsWith("codes: entry 5 is \" E76\""))
            .anyMatch(problem -> problem.startsWith("codes: entry 6 is something that is not text"))
            .anyMatch(problem -> problem.startsWith("codes: entry 8 is \"a?\"")));
  }

  @Test
  void countsByCode_withThousandsOfWrongCodes_stopsAfterTen() {
    List<String> codes = IntStream.range(0, 5_000).mapToObj(i -> " " + i).toList();

    assertThatThrownBy(() -> new CountsByCode().compile(byCode(codes, "exact"), 3))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).hasSize(10));
  }

  @Test
  void countsByCode_withNoneOrTooMany_saysHowMany() {
    List<String> codes = IntStream.rangeClosed(0, 100_000).mapToObj(Integer::toString).toList();

    assertProblems(new CountsByCode(), byCode(List.of(), "exact"), "codes: got 0 codes; write 1 to 100000");
    assertProblems(new CountsByCode(), byCode(codes, "exact"), "codes: got 100001 codes; write 1 to 100000");
    assertThat(new CountsByCode().compile(byCode(codes.subList(1, 100_001), "exact"), 3).local().blocks().get(0).length())
        .isEqualTo(100_000);
  }

  @Test
  void atLeast_reportsTheBit() {
    Computation computation = new AtLeast().compile(atLeast(100, Questions.rule(11, 1)), 3);
    Opened opened = new Opened(computation.releases(), Map.of("reached patients", IntegerVector.of(1)));

    assertThat(computation.report(opened).fields().values()).containsExactly(
        Map.entry("threshold", new Answer.Whole(100)), Map.entry("reached", new Answer.Flag(true)));
  }

  @Test
  void atLeast_belowTheRule_saysWhatToWrite() {
    assertProblems(new AtLeast(), atLeast(10, Questions.rule(11, 1)),
        "threshold: got 10; write a whole number from 11 to 900000");
    assertProblems(new AtLeast(), atLeast(0, Questions.rule(0, 1)),
        "threshold: got 0; write a whole number from 1 to 900000");
    assertThat(new AtLeast().compile(atLeast(11, Questions.rule(11, 1)), 3).releases()).hasSize(1);
  }

  @Test
  void atLeast_aboveWhatThereCanBe_isRefused() {
    assertProblems(new AtLeast(), atLeast(900_001, Questions.rule(11, 1)),
        "threshold: got 900001; write a whole number from 11 to 900000");
  }

  private static QuerySpec byCode(List<?> codes, String match) {
    return Questions.ask("counts-by-code", Questions.rule(11, 1), "column", "code", "codes", codes, "match", match);
  }

  private static QuerySpec atLeast(long threshold, ReleaseRule rule) {
    return Questions.ask("at-least", rule, "threshold", threshold);
  }

  private static Opened opened(Computation computation, long keep, long patients) {
    return new Opened(computation.releases(), Map.of(
        "keep patients", IntegerVector.of(keep), "patients", IntegerVector.of(patients)));
  }

  private static void assertProblems(Statistic statistic, QuerySpec spec, String... problems) {
    assertThatThrownBy(() -> statistic.compile(spec, 3))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(e.problems()).containsExactly(problems));
  }
}
