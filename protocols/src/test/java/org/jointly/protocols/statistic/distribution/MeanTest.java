package org.jointly.protocols.statistic.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.statistic.Computation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MeanTest {

  /** Sums over the 228 rows of R's survival::lung; expected as R 4.2.2 prints mean, var, sd and t.test. */
  @Test
  void report_ofLungAge_equalsR() {
    Map<String, Answer.Value> answer = report(question(0), 228, 0, "14238", "907814");

    assertThat(answer.keySet()).containsExactly("n", "missing", "mean", "variance", "sd", "ci95_low", "ci95_high");
    assertThat(answer).containsEntry("n", new Answer.Whole(228)).containsEntry("missing", new Answer.Whole(0));
    assertReal(answer, "mean", 62.4473684210526);
    assertReal(answer, "variance", 82.3276141896592);
    assertReal(answer, "sd", 9.07345657341562);
    assertReal(answer, "ci95_low", 61.2633047369037);
    assertReal(answer, "ci95_high", 63.6314321052016);
  }

  @Test
  void report_ofLungWeightLoss_equalsR() {
    Map<String, Answer.Value> answer = report(question(0), 214, 14, "2104", "57462");

    assertThat(answer).containsEntry("n", new Answer.Whole(214)).containsEntry("missing", new Answer.Whole(14));
    assertReal(answer, "mean", 9.83177570093458);
    assertReal(answer, "variance", 172.657013733491);
    assertReal(answer, "sd", 13.1399015876639);
    assertReal(answer, "ci95_low", 8.06122666356238);
    assertReal(answer, "ci95_high", 11.6023247383068);
  }

  /** x = 0.25, 0.75, 1.00; R: mean 0.6666…, var 0.1458333…, limits from qt(0.975, 2) = 4.302652729749464. */
  @Test
  void report_withDecimals_scalesBack() {
    Map<String, Answer.Value> answer = report(question(2), 3, 1, "200", "16250");

    assertReal(answer, "mean", 2 / 3.0);
    assertReal(answer, "variance", 0.4375 / 3);
    assertReal(answer, "ci95_high", 2 / 3.0 + 4.302652729749464 * Math.sqrt(0.4375 / 3 / 3));
  }

  /** R: qt(0.975, df). */
  @ParameterizedTest
  @CsvSource({"1, 12.7062047361747", "2, 4.30265272974946", "10, 2.22813885198627", "999, 1.96234146113345",
      "99999999, 1.95996400826277"})
  void report_forManyDegreesOfFreedom_usesStudentsQuantile(long degrees, double quantile) {
    long n = degrees + 1;
    BigInteger squares = BigInteger.valueOf(n);
    Map<String, Answer.Value> answer = report(question(0), n, 0, "0", squares.toString());

    double sd = Math.sqrt(n / (double) degrees);
    assertReal(answer, "ci95_high", quantile * sd / Math.sqrt(n));
  }

  /** 10^9 + {0, 1, 2}: variance 1, which sums of squares in double precision would lose. */
  @Test
  void report_ofLargeValuesCloseTogether_losesNoDigit() {
    Map<String, Answer.Value> answer = report(question(0), 3, 0, "3000000003", "3000000006000000005");

    assertThat(answer.get("variance")).isEqualTo(new Answer.Real(1.0));
  }

  @Test
  void report_ofOneValue_hasAMeanAndNoVariance() {
    Map<String, Answer.Value> answer = report(question(0), 1, 0, "5", "25");

    assertThat(answer).containsEntry("mean", new Answer.Real(5));
    assertThat(answer.get("variance")).isEqualTo(new Answer.NotAvailable("n < 2"));
    assertThat(answer.get("ci95_low")).isEqualTo(new Answer.NotAvailable("n < 2"));
  }

  @Test
  void report_ofNoValue_hasNothing() {
    Map<String, Answer.Value> answer = report(question(0), 0, 7, "0", "0");

    assertThat(answer).containsEntry("n", new Answer.Whole(0)).containsEntry("missing", new Answer.Whole(7));
    assertThat(answer.get("mean")).isEqualTo(new Answer.NotAvailable("n = 0"));
  }

  @Test
  void report_ofEqualValues_hasNoLimits() {
    Map<String, Answer.Value> answer = report(question(0), 4, 0, "12", "36");

    assertThat(answer).containsEntry("variance", new Answer.Real(0)).containsEntry("sd", new Answer.Real(0));
    assertThat(answer.get("ci95_high")).isEqualTo(new Answer.NotAvailable("all values are equal"));
  }

  @Test
  void report_whenSuppressed_saysNothingElse() {
    Computation computation = compile(question(0));
    Opened opened = opened(computation, 0, 0, 0, "0", "0");

    Answer answer = computation.report(opened);

    assertThat(answer.fields().values()).containsExactly(Map.entry("n", new Answer.Suppressed(11, 1)));
  }

  @Test
  void local_boundsTheSumOnBothSides() {
    QuerySpec spec = Questions.ask("mean", Questions.rule(11, 1), "column", "wt_loss", "low", -24, "high", 68.25,
        "decimals", 1);

    LocalAggregation local = compile(spec).local();

    assertThat(local.blocks()).extracting(CellBlock::name)
        .containsExactly("n", "missing", "sum", "squares", "patients", "missing-patients");
    assertThat(local.blocks().get(2).smallest()).isEqualTo(-240 * 300_000L);
    assertThat(local.blocks().get(2).largest()).isEqualTo(683 * 300_000L);
    assertThat(local.blocks().get(3).largest()).isEqualTo(683 * 683 * 300_000L);
  }

  @Test
  void compile_withEverythingWrong_saysAllOfIt() {
    QuerySpec spec = Questions.ask("mean", Questions.rule(11, 1),
        "column", "wt loss", "low", 10, "high", 10, "decimals", 2.5, "decimal", 1);

    assertThatThrownBy(() -> compile(spec)).isInstanceOfSatisfying(InvalidQueryException.class, e ->
        assertThat(e.problems()).satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).isEqualTo("decimal: mean has no such parameter; did you mean decimals?"),
            problem -> assertThat(problem).startsWith("column: got \"wt loss\"; write"),
            problem -> assertThat(problem).isEqualTo("decimals: got 2.5; write a whole number from 0 to 9"),
            problem -> assertThat(problem).startsWith("high: got 10, which is not above low 10; write")));
  }

  @Test
  void compile_withNothing_namesWhatIsMissing() {
    QuerySpec spec = Questions.ask("mean", Questions.rule(11, 1));

    assertThatThrownBy(() -> compile(spec)).isInstanceOfSatisfying(InvalidQueryException.class, e ->
        assertThat(e.problems()).containsExactly(
            "column: is missing; write the name of a column, for example column: age",
            "low: is missing; write a number, for example low: 0",
            "high: is missing; write a number, for example high: 120"));
  }

  @Test
  void compile_withWrongKinds_saysWhatToWrite() {
    QuerySpec spec = Questions.ask("mean", Questions.rule(11, 1), "column", 5, "low", "zero", "high", List.of(1));

    assertThatThrownBy(() -> compile(spec)).isInstanceOfSatisfying(InvalidQueryException.class, e ->
        assertThat(e.problems()).containsExactly(
            "column: is not text; write the name of a column, for example age",
            "low: is not a number; write a number, for example 0",
            "high: is not a number; write a number, for example 120"));
  }

  private static QuerySpec question(int decimals) {
    return Questions.ask("mean", Questions.rule(11, 1), "column", "x", "low", -100, "high", 100, "decimals", decimals);
  }

  private static Computation compile(QuerySpec spec) {
    return new Mean().compile(spec, 3);
  }

  private static Map<String, Answer.Value> report(QuerySpec spec, long n, long missing, String sum, String squares) {
    Computation computation = compile(spec);
    return computation.report(opened(computation, 1, n, missing, sum, squares)).fields().values();
  }

  private static Opened opened(
      Computation computation, int keep, long n, long missing, String sum, String squares) {
    return new Opened(computation.releases(), Map.of(
        "keep patients", IntegerVector.of(keep),
        "keep patients and missing-patients", IntegerVector.of(keep),
        "n", IntegerVector.of(n),
        "missing", IntegerVector.of(missing),
        "sum", IntegerVector.of(List.of(new BigInteger(sum))),
        "squares", IntegerVector.of(List.of(new BigInteger(squares)))));
  }

  private static void assertReal(Map<String, Answer.Value> answer, String name, double expected) {
    assertThat(((Answer.Real) answer.get(name)).value()).isCloseTo(expected, Percentage.withPercentage(1e-11));
  }
}
