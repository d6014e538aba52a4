package org.jointly.protocols.statistic.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import java.util.Map;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.statistic.Computation;
import org.junit.jupiter.api.Test;

final class HistogramTest {

  @Test
  void compile_fromToWidth_givesExactEdges() {
    Computation computation = compile("column", "crea", "from", 0.1, "to", 0.5, "width", 0.1);

    assertThat(((LocalAggregation.BinnedCounts) computation.local()).edges())
        .containsExactly(decimal("0.1"), decimal("0.2"), decimal("0.3"), decimal("0.4"), decimal("0.5"));
  }

  @Test
  void report_showsEachCellWithItsOwnRule() {
    Computation computation = compile("column", "age", "edges", List.of(18, 40.5));
    Opened opened = new Opened(computation.releases(), Map.of(
        "keep bin-patients", IntegerVector.of(1, 0, 1),
        "bins", IntegerVector.of(30, 0, 12),
        "keep missing-patients", IntegerVector.of(0),
        "missing", IntegerVector.of(0)));

    Answer answer = computation.report(opened);

    Answer.Suppressed suppressed = new Answer.Suppressed(11, 1);
    assertThat(answer).isEqualTo(new Answer(Answer.Fields.of(
        Map.entry("cells", new Answer.Items(List.of(
            Answer.Fields.of(Map.entry("to", new Answer.Real(18)), Map.entry("count", new Answer.Whole(30))),
            Answer.Fields.of(Map.entry("from", new Answer.Real(18)), Map.entry("to", new Answer.Real(40.5)),
                Map.entry("count", suppressed)),
            Answer.Fields.of(Map.entry("from", new Answer.Real(40.5)), Map.entry("count", new Answer.Whole(12)))))),
        Map.entry("missing", Answer.Fields.of(Map.entry("count", suppressed))))));
  }

  @Test
  void compile_withoutBins_saysBothWays() {
    assertProblems(List.of("edges: is missing; write edges: [0, 18, 40, 65], or from, to and width"), "column", "age");
  }

  @Test
  void compile_withHalfOfARegularGrid_namesTheRest() {
    assertProblems(
        List.of("to: is missing; from, to and width go together", "width: is missing; from, to and width go together"),
        "column", "age", "from", 0);
  }

  @Test
  void compile_withBothWays_isRefused() {
    assertProblems(List.of("width: stands beside edges; write either edges, or from, to and width"),
        "column", "age", "edges", List.of(1, 2), "width", 1);
  }

  @Test
  void compile_withAnUnfinishedLastBin_saysTheNextEdge() {
    assertProblems(List.of("to: got 95, which is no whole number of widths above from; write 100"),
        "column", "age", "from", 0, "to", 95, "width", 10);
  }

  @Test
  void compile_withWidthZero_isRefused() {
    assertProblems(List.of("width: got 0; write a number above 0"),
        "column", "age", "from", 0, "to", 95, "width", 0);
  }

  @Test
  void compile_withARangeTurnedRound_isRefused() {
    assertProblems(List.of("to: got 0, which is not above from 10; write the last edge"),
        "column", "age", "from", 10, "to", 0, "width", 1);
  }

  @Test
  void compile_withTooManyEdges_isRefused() {
    List<Integer> most = IntStream.range(0, 10_000).boxed().toList();
    List<Integer> more = IntStream.rangeClosed(0, 10_000).boxed().toList();

    assertThat(compile("column", "age", "edges", most).local().blocks().get(0).length()).isEqualTo(10_001);
    assertProblems(List.of("edges: got 10001 edges; write 2 to 10000"), "column", "age", "edges", more);
  }

  @Test
  void compile_withTooManyBins_isRefused() {
    assertProblems(List.of("width: gives more than 9999 bins; write a larger one"),
        "column", "age", "from", 0, "to", 10000, "width", 1);
    assertThat(compile("column", "age", "from", 0, "to", 9999, "width", 1).local().blocks().get(0).length())
        .isEqualTo(10_001);
  }

  @Test
  void compile_withEdgesThatDoNotAscend_isRefused() {
    assertProblems(List.of("edges: do not ascend; write each edge once, smallest first"),
        "column", "age", "edges", List.of(1, 2, 2));
  }

  @Test
  void compile_withOneEdge_isRefused() {
    assertProblems(List.of("edges: got 1 edges; write 2 to 10000"), "column", "age", "edges", List.of(1));
  }

  private static void assertProblems(List<String> problems, Object... parameters) {
    assertThatThrownBy(() -> compile(parameters)).isInstanceOfSatisfying(InvalidQueryException.class,
        e -> assertThat(e.problems()).isEqualTo(problems));
  }

  private static Computation compile(Object... parameters) {
    return new Histogram().compile(Questions.ask("histogram", Questions.rule(11, 1), parameters), 3);
  }

  private static BigDecimal decimal(String number) {
    return new BigDecimal(number);
  }
}
