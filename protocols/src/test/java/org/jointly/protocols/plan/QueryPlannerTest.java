package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.CanonicalWriter;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Limits;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.YamlQuestions;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Opening;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.ListedOpenings;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.UnlistedOpeningException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryPlannerTest {
  private static final Setting THREE = new Setting(3, "shamir", Adversary.SEMI_HONEST);
  private static final QueryPlanner PLANNER = new QueryPlanner(Catalog.standard());

  @Test
  void plan_ofACohortCount_listsEverythingBeforehand() {
    QueryPlan plan = PLANNER.plan(Questions.cohortCount(11), THREE);

    assertThat(plan.inputs()).containsExactly(CellBlock.counts("patients", 1, 300_000));
    assertThat(plan.openings()).containsExactly(
        new Opening("keep patients", Opening.Kind.BIT, 1, BigInteger.ZERO, BigInteger.ONE, "whether the release rule holds"),
        new Opening("patients", Opening.Kind.VALUE, 1, BigInteger.ZERO, BigInteger.valueOf(900_000),
            "the number of patients in the cohort"));
    assertThat(plan.security().field()).isEqualTo("2^61-1");
    assertThat(plan.maximumLegs()).isEqualTo(1);
  }

  @Test
  void plan_withoutThreshold_opensNoKeepBits() {
    QueryPlan plan = PLANNER.plan(Questions.cohortCount(0), THREE);

    assertThat(plan.openings()).extracting(Opening::label).containsExactly("patients");
    assertThat(plan.steps()).contains("No threshold: every number is opened as it is.");
  }

  @Test
  void plan_withMinimumSites_addsTheSitesOwnBits() {
    QueryPlan plan = PLANNER.plan(Questions.countsByCode(Questions.rule(0, 2), "A", "B"), THREE);

    assertThat(plan.inputs()).containsExactly(
        CellBlock.counts("patients", 2, 300_000), CellBlock.counts("sites with patients", 2, 1));
    assertThat(plan.openings()).extracting(Opening::label).containsExactly("keep patients", "patients");
  }

  @Test
  void plan_ofAtLeast_opensOneBit() {
    QueryPlan plan = PLANNER.plan(Questions.ask("at-least", Questions.rule(11, 1), "threshold", 50), THREE);

    assertThat(plan.openings()).extracting(Opening::label, Opening::length).containsExactly(
        tuple("reached patients", 1));
  }

  @Test
  void plan_ofWideValues_takesTheWideField() {
    QueryPlan plan = PLANNER.plan(mean(1_000_000, 3), THREE);

    assertThat(plan.security().field()).isEqualTo("2^127-1");
  }

  /** Five sites' counts have 21 bits, and 2^61-1 serves comparisons of 20; a product opens k = 11, and a comparison k = 1 000. */
  @ParameterizedTest
  @CsvSource({"11, 2^61-1", "1000, 2^127-1"})
  void plan_ofThresholdsThatSpdzDoesNotCompare_takesTheNarrowField(long minimumCount, String field) {
    QueryPlan plan = PLANNER.plan(Questions.cohortCount(minimumCount), new Setting(5, "spdz", Adversary.MALICIOUS));

    assertThat(plan.security().field()).isEqualTo(field);
  }

  /** Of what sites put in it is the sum that must fit; and what is computed of it, handed on or compared. */
  @ParameterizedTest
  @CsvSource({"57, 1, 0, 0, 2^61-1", "58, 1, 0, 0, 2^127-1", "1, 59, 0, 0, 2^61-1", "1, 60, 0, 0, 2^127-1", "1, 1, 59, 0, 2^61-1",
      "1, 1, 60, 0, 2^127-1", "1, 1, 0, 20, 2^61-1", "1, 1, 0, 60, 2^127-1"})
  void plan_takesTheNarrowFieldIfAllFits(int localBits, int joinedBits, int valueBits, int comparedBits, String field) {
    Sized computation = new Sized(block(localBits), block(joinedBits), valueBits, comparedBits);
    Catalog catalog = new Catalog(List.of(new FixedStatistic(computation)), Catalog.standard().suites());

    QueryPlan plan = new QueryPlanner(catalog).plan(Questions.ask("fixed", Questions.rule(0, 1)), THREE);

    assertThat(plan.security().field()).isEqualTo(field);
  }

  private static CellBlock block(int bits) {
    return new CellBlock("x", 1, BigInteger.ZERO, BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
  }

  private record Sized(CellBlock own, CellBlock made, int valueBits, int comparedBits) implements Computation {
    @Override
    public LocalAggregation local() {
      return new LocalAggregation.OfRows(List.of(), List.of(own), rows -> {
        throw new IllegalStateException("nothing is run");
      });
    }

    @Override
    public List<CellBlock> joined(int parties) {
      return List.of(made);
    }

    @Override
    public int valueBits(int parties) {
      return valueBits;
    }

    @Override
    public int comparedBits(int parties) {
      return comparedBits;
    }

    @Override
    public List<Release> releases() {
      return List.of();
    }

    @Override
    public Answer report(Opened opened) {
      return new Answer(Answer.Fields.of(List.of()));
    }
  }

  @Test
  void plan_thatWouldOverflowTheField_isRefusedWithAdvice() {
    assertThatThrownBy(() -> PLANNER.plan(mean(1_000_000_000_000L, 9), THREE))
        .isInstanceOf(InvalidQueryException.class)
        .hasMessageStartingWith("these numbers do not fit: ")
        .hasMessageContaining("write narrower bounds, fewer decimals or a smaller largest_count_per_site");
  }

  @Test
  void plan_inASettingThatTheSuiteDoesNotServe_saysWhatToWrite() {
    Setting setting = new Setting(3, "spdz", Adversary.SEMI_HONEST);

    assertThatThrownBy(() -> PLANNER.plan(mean(100, 1), setting))
        .isInstanceOf(InvalidQueryException.class)
        .hasMessage("roster: suite spdz is against malicious parties: write \"adversary: malicious\" in the roster, or \"suite: shamir\"");
  }

  @Test
  void plan_withSeveralMistakes_saysAllOfThem() {
    QuerySpec spec = Questions.ask("maen", Questions.rule(11, 4));
    Setting setting = new Setting(3, "shamire", Adversary.SEMI_HONEST);

    assertThatThrownBy(() -> PLANNER.plan(spec, setting)).isInstanceOfSatisfying(InvalidQueryException.class, e ->
        assertThat(e.problems()).containsExactly(
            "minimum_sites: got 4 of 3 sites; write at most 3",
            "suite: got \"shamire\"; did you mean shamir?",
            "statistic: got \"maen\"; did you mean mean?"));
  }

  @Test
  void plan_ofWrongParametersAndSites_saysAllOfThem() {
    QuerySpec spec = Questions.ask("at-least", Questions.rule(11, 4), "threshold", 1);

    assertThatThrownBy(() -> PLANNER.plan(spec, THREE)).isInstanceOfSatisfying(InvalidQueryException.class, e ->
        assertThat(e.problems()).hasSize(2)
            .anyMatch(problem -> problem.startsWith("minimum_sites: "))
            .anyMatch(problem -> problem.startsWith("threshold: ")));
  }

  @Test
  void plan_forTwoParties_isRefused() {
    assertThatThrownBy(() -> PLANNER.plan(Questions.cohortCount(11), new Setting(2, "shamir", Adversary.SEMI_HONEST)))
        .isInstanceOf(InvalidQueryException.class)
        .hasMessageContaining("3 to 15 parties, not 2");
  }

  @Test
  void plan_ofAnAbsurdNumber_isRefusedAtOnce() {
    QuerySpec spec = Questions.ask("mean", Questions.rule(11, 1),
        "column", "x", "low", 0, "high", new BigDecimal("1E+999999999"));

    assertThatThrownBy(() -> PLANNER.plan(spec, THREE))
        .isInstanceOf(InvalidQueryException.class)
        .hasMessageStartingWith("the query is too large: ");
  }

  @Test
  void digest_ofEqualQuestions_isEqualAndOfAnyOtherDiffers() {
    QueryPlan plan = PLANNER.plan(Questions.cohortCount(11), THREE);

    QueryPlan again = new QueryPlanner(Catalog.standard()).plan(Questions.cohortCount(11), THREE);
    List<QueryPlan> others = List.of(
        PLANNER.plan(Questions.cohortCount(12), THREE),
        PLANNER.plan(Questions.cohortCount(11), new Setting(5, "shamir", Adversary.SEMI_HONEST)),
        PLANNER.plan(Questions.cohortCount(11), new Setting(3, "shamir", Adversary.MALICIOUS)),
        PLANNER.plan(Questions.cohortCount(11), new Setting(3, "spdz", Adversary.MALICIOUS)),
        PLANNER.plan(Questions.ask("at-least", Questions.rule(11, 1), "threshold", 11), THREE));

    assertThat(again.digest()).isEqualTo(plan.digest()).hasSize(32);
    assertThat(others).extracting(QueryPlan::digestHex).doesNotContain(plan.digestHex()).doesNotHaveDuplicates();
  }

  /** What sites vote for is all that a session does, not the question alone: nodes of two versions may plan it in two ways. */
  @Test
  void digest_ofAPlanThatDiffersInAnyPart_differs() {
    QueryPlan plan = PLANNER.plan(Questions.cohortCount(11), THREE);
    SecurityModel safe = plan.security();
    Opening first = plan.openings().get(0);
    CellBlock input = plan.inputs().get(0);

    assertThat(Stream.of(
            under(plan, new SecurityModel("other", safe.adversary(), 1, 3, safe.field(), 61, 0)),
            under(plan, new SecurityModel("shamir", Adversary.MALICIOUS, 1, 3, safe.field(), 61, 0)),
            under(plan, new SecurityModel("shamir", safe.adversary(), 2, 3, safe.field(), 61, 0)),
            under(plan, new SecurityModel("shamir", safe.adversary(), 1, 4, safe.field(), 61, 0)),
            under(plan, new SecurityModel("shamir", safe.adversary(), 1, 3, "2^127-1", 61, 0)),
            under(plan, new SecurityModel("shamir", safe.adversary(), 1, 3, safe.field(), 62, 0)),
            under(plan, new SecurityModel("shamir", safe.adversary(), 1, 3, safe.field(), 61, 1)),
            opening(plan, plan.openings().subList(0, 1)),
            opening(plan, List.of(plan.openings().get(1), first)),
            opening(plan, List.of(changed(first, "other", Opening.Kind.BIT, 1), plan.openings().get(1))),
            opening(plan, List.of(changed(first, first.label(), Opening.Kind.VALUE, 1), plan.openings().get(1))),
            opening(plan, List.of(changed(first, first.label(), Opening.Kind.BIT, 2), plan.openings().get(1))),
            puttingIn(plan, List.of()),
            puttingIn(plan, List.of(new CellBlock("other", 1, input.smallest(), input.largest()))),
            puttingIn(plan, List.of(new CellBlock(input.name(), 2, input.smallest(), input.largest()))),
            puttingIn(plan, List.of(new CellBlock(input.name(), 1, input.smallest().subtract(BigInteger.ONE), input.largest()))),
            puttingIn(plan, List.of(new CellBlock(input.name(), 1, input.smallest(), input.largest().add(BigInteger.ONE))))))
        .extracting(QueryPlan::digestHex)
        .doesNotContain(plan.digestHex())
        .doesNotHaveDuplicates();
  }

  /** Plans of nodes that compute them by other messages must differ; whoever raises the version raises it here. */
  @Test
  void digest_beginsWithTheVersionOfTheMessages() {
    QueryPlan plan = PLANNER.plan(Questions.cohortCount(11), THREE);

    assertThat(digestOfVersion(1, plan)).isEqualTo(plan.digest()).isNotEqualTo(digestOfVersion(2, plan));
  }

  private static byte[] digestOfVersion(int version, QueryPlan plan) {
    CanonicalWriter out = new CanonicalWriter("jointly/plan/1", new Limits(1 << 16, 1));
    out.count(version).bytes(plan.spec().toBytes());
    out.text("shamir").text("semi-honest").count(1).count(3).text("2^61-1").count(61).count(plan.security().statisticalBits());
    out.list(plan.inputs(), block ->
        out.text(block.name()).count(block.length()).integer(block.smallest()).integer(block.largest()));
    out.list(plan.openings(), opening ->
        out.text(opening.label()).text(opening.kind().name()).count(opening.length()).text(opening.reason()));
    return out.count(1).sha256();
  }

  private static QueryPlan under(QueryPlan plan, SecurityModel security) {
    return new QueryPlan(plan.spec(), security, plan.computation(), plan.inputs(), plan.openings());
  }

  private static QueryPlan opening(QueryPlan plan, List<Opening> openings) {
    return new QueryPlan(plan.spec(), plan.security(), plan.computation(), plan.inputs(), openings);
  }

  private static QueryPlan puttingIn(QueryPlan plan, List<CellBlock> inputs) {
    return new QueryPlan(plan.spec(), plan.security(), plan.computation(), inputs, plan.openings());
  }

  private static Opening changed(Opening opening, String label, Opening.Kind kind, int length) {
    return new Opening(label, kind, length, opening.smallest(), opening.largest(), opening.reason());
  }

  @Test
  void guard_allowsThePlansOpeningsOnce() {
    QueryPlan plan = PLANNER.plan(Questions.countsByCode(Questions.rule(11, 1), "A", "B"), THREE);
    ListedOpenings guard = plan.guard();

    guard.check("keep patients", 2);
    guard.check("patients", 2);

    assertThatThrownBy(() -> guard.check("patients", 1)).isInstanceOf(UnlistedOpeningException.class);
    assertThatThrownBy(() -> guard.check("squares", 1)).isInstanceOf(UnlistedOpeningException.class);
  }

  @Test
  void guard_ofAPlanInLegs_allowsItsOpeningsOnceInEach() {
    QueryPlan plan = PLANNER.plan(YamlQuestions.ask(
        "logistic-regression", Questions.rule(11, 1),
        "{outcome: {column: e, equals: 1}, predictors: [{column: g, values: [a, b]}]}"), THREE);
    ListedOpenings guard = plan.guard();

    assertThat(plan.maximumLegs()).isGreaterThan(1);
    for (int leg = 0; leg < plan.maximumLegs(); leg++) {
      plan.openings().forEach(opening -> guard.check(opening.label(), opening.length()));
    }
    assertThat(plan.openings()).allSatisfy(opening ->
        assertThatThrownBy(() -> guard.check(opening.label(), 1)).isInstanceOf(UnlistedOpeningException.class));
  }

  @Test
  void steps_sayWhatIsReadAndWhatIsOpened() {
    QueryPlan plan = PLANNER.plan(mean(120, 0), THREE);

    assertThat(plan.columns()).containsExactly("x");
    assertThat(String.join("\n", plan.steps()))
        .contains("table patients, reading x")
        .contains("No 1 of 3 parties together learn anything")
        .contains("at least 11 patients jointly")
        .contains("\"squares\" (1 number)");
  }

  @Test
  void standardCatalog_describesEveryStatistic() {
    assertThat(Catalog.standard().statistics()).allSatisfy(statistic -> {
      assertThat(statistic.summary()).isNotBlank().doesNotContain("\n");
      assertThat(statistic.leakage()).isNotBlank();
      assertThat(statistic.parameters()).allSatisfy(parameter -> assertThat(parameter.example()).isNotBlank());
    });
    assertThat(Catalog.standard().statistics()).extracting(Statistic::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
  }

  private static QuerySpec mean(long high, int decimals) {
    return Questions.ask("mean", Questions.rule(11, 1), "column", "x", "low", 0, "high", high, "decimals", decimals);
  }
}
