package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.ReceivedChunk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every statistic, from the sites' numbers to the answer, with all parties in one JVM. */
final class JointRunTest {
  private static final Answer.Suppressed BELOW_11 = new Answer.Suppressed(11, 1);

  static Stream<Hospitals> hospitals() {
    return Stream.of(
            Stream.of(3, 4, 5).map(Hospitals::natives),
            Stream.of(3, 5).map(Hospitals::scalars),
            Stream.of(3, 4).map(Hospitals::malicious))
        .flatMap(hospitals -> hospitals);
  }

  @ParameterizedTest
  @MethodSource("hospitals")
  void cohortCount_ofThreeSmallSites_isTheJointCount(Hospitals hospitals) {
    Answer answer = hospitals.ask(Questions.cohortCount(11), hospitals.patients(4, 4, 4));

    assertThat(answer).isEqualTo(count(new Answer.Whole(12)));
  }

  @ParameterizedTest
  @MethodSource("hospitals")
  void cohortCount_belowTheThreshold_isSuppressed(Hospitals hospitals) {
    assertThat(hospitals.ask(Questions.cohortCount(11), hospitals.patients(4, 4, 2))).isEqualTo(count(BELOW_11));
    assertThat(hospitals.ask(Questions.cohortCount(11), hospitals.patients(10, 0, 0))).isEqualTo(count(BELOW_11));
  }

  @ParameterizedTest
  @MethodSource("hospitals")
  void cohortCount_aroundTheThreshold_isOpenedFromK(Hospitals hospitals) {
    assertThat(hospitals.ask(Questions.cohortCount(11), hospitals.patients(5, 5, 0))).isEqualTo(count(BELOW_11));
    assertThat(hospitals.ask(Questions.cohortCount(11), hospitals.patients(5, 5, 1)))
        .isEqualTo(count(new Answer.Whole(11)));
    assertThat(hospitals.ask(Questions.cohortCount(11), hospitals.patients(0, 0, 12)))
        .isEqualTo(count(new Answer.Whole(12)));
    assertThat(hospitals.ask(Questions.cohortCount(11), hospitals.patients(300_000, 300_000, 300_000)))
        .isEqualTo(count(new Answer.Whole(900_000)));
  }

  @ParameterizedTest
  @MethodSource("hospitals")
  void cohortCount_withoutThreshold_opensZeroToo(Hospitals hospitals) {
    assertThat(hospitals.ask(Questions.cohortCount(0), hospitals.patients(0, 0, 0)))
        .isEqualTo(count(new Answer.Whole(0)));
  }

  /** What a party sees of 4+4+2 and of 10+0+0: as many messages of as many bytes, and the same openings. */
  @ParameterizedTest
  @MethodSource("hospitals")
  void views_ofTwoSuppressedCounts_cannotBeToldApart(Hospitals hospitals) {
    QueryPlan plan = hospitals.plan(Questions.cohortCount(11));

    List<PartyOutcome<Outcome>> spread = recorded(hospitals, plan, hospitals.patients(4, 4, 2));
    List<PartyOutcome<Outcome>> atOneSite = recorded(hospitals, plan, hospitals.patients(10, 0, 0));

    for (int i = 0; i < hospitals.parties(); i++) {
      assertThat(shape(spread.get(i))).isNotEmpty().isEqualTo(shape(atOneSite.get(i)));
      assertThat(spread.get(i).result().opened()).isEqualTo(atOneSite.get(i).result().opened());
      assertThat(rounds(spread.get(i))).isEqualTo(rounds(atOneSite.get(i)));
    }
    assertThat(spread.get(0).result().opened().vectors()).containsExactlyInAnyOrderEntriesOf(
        Map.of("keep patients", IntegerVector.of(0), "patients", IntegerVector.of(0)));
  }

  private static List<PartyOutcome<Outcome>> recorded(
      Hospitals hospitals, QueryPlan plan, List<LocalAggregate> sites) {
    return hospitals.simulation(plan).recordingViews().run(hospitals.program(plan, sites));
  }

  private static List<String> shape(PartyOutcome<Outcome> outcome) {
    return outcome.view().stream().map(ReceivedChunk::toString).toList();
  }

  private static List<String> rounds(PartyOutcome<Outcome> outcome) {
    return outcome.trace().rounds().stream()
        .map(round -> round.step() + round.sent() + round.received() + round.messages())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("hospitals")
  void minimumSites_countsTheSitesBehindEachCell(Hospitals hospitals) {
    QuerySpec spec = Questions.countsByCode(Questions.rule(11, 3), "A", "B", "C", "D", "E");

    Answer answer = hospitals.ask(spec, hospitals.sites(
        new long[] {4, 6, 0, 40, 1}, new long[] {4, 6, 0, 0, 1}, new long[] {4, 0, 0, 0, 1}));

    Answer.Suppressed suppressed = new Answer.Suppressed(11, 3);
    assertThat(counts(answer)).containsExactly(new Answer.Whole(12), suppressed, suppressed, suppressed, suppressed);
  }

  @ParameterizedTest
  @MethodSource("hospitals")
  void minimumSites_withoutMinimumCount_standsAlone(Hospitals hospitals) {
    QuerySpec spec = Questions.countsByCode(Questions.rule(0, 2), "A", "B", "C");

    Answer answer =
        hospitals.ask(spec, hospitals.sites(new long[] {1, 9, 0}, new long[] {0, 0, 0}, new long[] {1, 0, 0}));

    Answer.Suppressed suppressed = new Answer.Suppressed(0, 2);
    assertThat(counts(answer)).containsExactly(new Answer.Whole(2), suppressed, suppressed);
  }

  @ParameterizedTest
  @MethodSource("hospitals")
  void atLeast_opensOneBit(Hospitals hospitals) {
    ReleaseRule rule = Questions.rule(11, 1);

    assertThat(reached(hospitals.ask(atLeast(20, rule), hospitals.patients(9, 0, 10)))).isFalse();
    assertThat(reached(hospitals.ask(atLeast(20, rule), hospitals.patients(9, 1, 10)))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("hospitals")
  void atLeast_withMinimumSites_needsThemToo(Hospitals hospitals) {
    ReleaseRule rule = Questions.rule(11, 2);

    assertThat(reached(hospitals.ask(atLeast(20, rule), hospitals.patients(90, 0, 0)))).isFalse();
    assertThat(reached(hospitals.ask(atLeast(20, rule), hospitals.patients(90, 0, 1)))).isTrue();
  }

  /** R's survival::lung over three sites, row i at site i mod 3. */
  @ParameterizedTest
  @MethodSource("hospitals")
  void mean_ofLungWeightLoss_equalsR(Hospitals hospitals) {
    QuerySpec spec = Questions.ask("mean", Questions.rule(11, 2), "column", "wt_loss", "low", -100, "high", 100);
    QueryPlan plan = hospitals.plan(spec);
    List<LocalAggregate> sites = hospitals.withEmptySites(plan, List.of(
        moments(73, 3, 664, 16822), moments(71, 5, 859, 25521), moments(70, 6, 581, 15119)));

    Map<String, Answer.Value> answer = hospitals.ask(spec, sites).fields().values();

    assertThat(answer).containsEntry("n", new Answer.Whole(214)).containsEntry("missing", new Answer.Whole(14));
    assertReal(answer, "mean", 9.83177570093458);
    assertReal(answer, "variance", 172.657013733491);
    assertReal(answer, "ci95_low", 8.06122666356238);
    assertReal(answer, "ci95_high", 11.6023247383068);
  }

  @ParameterizedTest
  @MethodSource("hospitals")
  void mean_ofManyRowsOfFewPatients_isSuppressed(Hospitals hospitals) {
    QuerySpec spec = Questions.ask("mean", Questions.rule(11, 1), "column", "x", "low", -100, "high", 100);
    LocalAggregate manyRows = new LocalAggregate(Map.of(
        "n", IntegerVector.of(1000), "missing", IntegerVector.of(0), "sum", IntegerVector.of(-700),
        "squares", IntegerVector.of(90_000), "patients", IntegerVector.of(10), "missing-patients", IntegerVector.of(0)));

    Answer answer = hospitals.ask(spec, hospitals.withEmptySites(hospitals.plan(spec), List.of(manyRows)));

    assertThat(answer.fields().values()).containsExactly(Map.entry("n", BELOW_11));
  }

  @ParameterizedTest
  @MethodSource("hospitals")
  void histogram_appliesTheRuleToEachBin(Hospitals hospitals) {
    QuerySpec spec =
        Questions.ask("histogram", Questions.rule(11, 1), "column", "age", "from", 0, "to", 100, "width", 50);
    LocalAggregate site = new LocalAggregate(Map.of(
        "bins", IntegerVector.of(0, 4, 30, 3), "bin-patients", IntegerVector.of(0, 4, 5, 3),
        "missing", IntegerVector.of(6), "missing-patients", IntegerVector.of(6)));

    Answer answer =
        hospitals.ask(spec, hospitals.withEmptySites(hospitals.plan(spec), List.of(site, site, site)));

    assertThat(counts(answer))
        .containsExactly(BELOW_11, new Answer.Whole(12), new Answer.Whole(90), BELOW_11);
    assertThat(answer.fields().values().get("missing")).isEqualTo(count(new Answer.Whole(18)).fields());
  }

  @ParameterizedTest
  @MethodSource("hospitals")
  void countsByCode_ofManyCodes_equalsThePlainRule(Hospitals hospitals) {
    int codes = hospitals.toString().endsWith("ScalarShamirSuite") ? 100 : 5_000;
    long seed = 4711;
    System.out.println("JointRunTest seed " + seed);
    Random random = new Random(seed);
    String[] list = IntStream.range(0, codes).mapToObj(i -> "C" + i).toArray(String[]::new);
    long[][] counts = Stream.generate(() -> LongStream.generate(() -> random.nextInt(9)).limit(codes).toArray())
        .limit(3)
        .toArray(long[][]::new);
    QuerySpec spec = Questions.countsByCode(Questions.rule(11, 2), list);

    Answer answer = hospitals.ask(spec, hospitals.sites(counts));

    List<Answer.Value> expected = new ArrayList<>();
    for (int i = 0; i < codes; i++) {
      long total = counts[0][i] + counts[1][i] + counts[2][i];
      int code = i;
      long sites = Stream.of(counts).filter(site -> site[code] > 0).count();
      expected.add(total >= 11 && sites >= 2 ? new Answer.Whole(total) : new Answer.Suppressed(11, 2));
    }
    assertThat(counts(answer)).isEqualTo(expected);
  }

  private static LocalAggregate moments(long n, long missing, long sum, long squares) {
    return new LocalAggregate(Map.of(
        "n", IntegerVector.of(n), "missing", IntegerVector.of(missing), "sum", IntegerVector.of(sum),
        "squares", IntegerVector.of(squares), "patients", IntegerVector.of(n), "missing-patients", IntegerVector.of(missing)));
  }

  private static QuerySpec atLeast(long threshold, ReleaseRule rule) {
    return Questions.ask("at-least", rule, "threshold", threshold);
  }

  private static boolean reached(Answer answer) {
    return ((Answer.Flag) answer.fields().values().get("reached")).value();
  }

  private static Answer count(Answer.Value value) {
    return new Answer(Answer.Fields.of(Map.entry("count", value)));
  }

  private static List<Answer.Value> counts(Answer answer) {
    return ((Answer.Items) answer.fields().values().get("cells")).values().stream()
        .map(cell -> ((Answer.Fields) cell).values().get("count"))
        .toList();
  }

  private static void assertReal(Map<String, Answer.Value> answer, String name, double expected) {
    assertThat(((Answer.Real) answer.get(name)).value()).isCloseTo(expected, Percentage.withPercentage(1e-11));
  }
}
