package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.PlainGate;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.release.ReleaseGate;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.statistic.Computation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers that rest on several counts, or on all elements of them: on shares as on plain numbers, for random counts. */
final class ReleaseCombinationsTest {
  private static final List<CellBlock> BLOCKS = List.of(
      CellBlock.counts("a", 5, 100), CellBlock.counts("b", 5, 100), CellBlock.counts("c", 1, 100),
      CellBlock.counts("d", 3, 100), CellBlock.counts("e", 1, 100), CellBlock.counts("v", 5, 100), CellBlock.counts("w", 2, 100),
      CellBlock.counts("x", 1, 100), CellBlock.counts("y", 1, 100));

  @ParameterizedTest
  @CsvSource({"3, 11, 1", "3, 11, 2", "3, 0, 3", "3, 0, 1", "4, 1, 2", "5, 11, 3"})
  void release_onSeveralCounts_isThatOfThePlainRule(int parties, long minimumCount, int minimumSites) {
    check(Hospitals.natives(parties), minimumCount, minimumSites);
  }

  /** Where keep is opened before the values are masked; k = 300 is compared, for less material. */
  @ParameterizedTest
  @CsvSource({"3, 11, 1", "3, 11, 2", "3, 12, 3", "3, 0, 3", "3, 0, 1", "4, 1, 2", "4, 2, 1", "5, 5, 3", "3, 300, 2"})
  void release_onSpdz_isThatOfThePlainRule(int parties, long minimumCount, int minimumSites) {
    check(Hospitals.spdz(parties), minimumCount, minimumSites);
  }

  private static void check(Hospitals hospitals, long minimumCount, int minimumSites) {
    int parties = hospitals.parties();
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Release.Gated table = Release.Gated.together(List.of("d"), List.of("w", "d"), "a table");
    Release.Gated one = new Release.Gated("c", List.of("c"), "one");
    QueryPlan plan = plan(hospitals, Questions.rule(minimumCount, minimumSites), List.of(
        new Release.Gated(List.of("a", "b"), List.of("v"), false, "complements"),
        new Release.Gated(List.of("a", "b", "c"), List.of("a"), false, "with a total"),
        table,
        table.beside("e", List.of("x"), "those that lack something"),
        Release.Gated.together(List.of("b", "c"), List.of("b"), "another"),
        one,
        one.beside("e", List.of("y"), "those that lack something")));

    for (int repetition = 0; repetition < 6; repetition++) {
      List<LocalAggregate> sites = sites(parties, random);

      List<PartyOutcome<Outcome>> outcomes = hospitals.run(plan, sites);

      Opened plain = new PlainGate(plan.spec().release(), plan.computation().releases(), sites)
          .open(LocalAggregate.sum(BLOCKS, sites));
      Opened opened = outcomes.get(0).result().opened();
      for (String name : List.of("v", "a", "w", "d", "b", "c", "x", "y")) {
        assertThat(opened.isOpen(name)).as("%s, seed %d", name, seed).isEqualTo(plain.isOpen(name));
        for (int cell = 0; cell < opened.vectors().get(name).length(); cell++) {
          assertThat(opened.value(name, cell)).as("%s %d, seed %d", name, cell, seed).isEqualTo(plain.value(name, cell));
        }
        assertThat(opened.vectors().get(name)).as("%s, seed %d", name, seed).isEqualTo(plain.vectors().get(name));
      }
    }
  }

  private static List<LocalAggregate> sites(int parties, Random random) {
    int most = 2 + random.nextInt(9);
    boolean nobody = random.nextBoolean();
    List<LocalAggregate> sites = new ArrayList<>();
    for (int site = 0; site < parties; site++) {
      Map<String, IntegerVector> cells = new HashMap<>();
      for (CellBlock block : BLOCKS) {
        cells.put(block.name(), IntegerVector.of(
            LongStream.generate(() -> nobody && block.name().equals("e") ? 0 : random.nextInt(most + 1)).limit(block.length()).toArray()));
      }
      sites.add(new LocalAggregate(cells));
    }
    return sites;
  }

  @ParameterizedTest
  @CsvSource({"11, 1, 0, true", "11, 1, 1, false", "11, 1, 10, false", "11, 1, 11, true", "2, 1, 0, true", "2, 1, 1, false", "2, 1, 2, false",
      "2, 1, 3, true", "1, 1, 1, true", "0, 1, 1, true", "0, 2, 1, false", "0, 2, 0, true"})
  void beside_ofNobodyOrEnough_isOpen(long minimumCount, int minimumSites, long missing, boolean open) {
    List<Release> releases = beside();
    LocalAggregate none = LocalAggregate.zeros(BLOCKS).with("c", IntegerVector.of(50));
    LocalAggregate some = none.with("e", IntegerVector.of(missing)).with("x", IntegerVector.of(7 * missing));

    for (Hospitals hospitals : List.of(Hospitals.natives(3), Hospitals.spdz(3))) {
      QueryPlan plan = plan(hospitals, Questions.rule(minimumCount, minimumSites), releases);
      Opened opened = hospitals.run(plan, List.of(some, none, none)).get(0).result().opened();

      assertThat(opened.isOpen("c")).isTrue();
      assertThat(opened.whole("x", 0)).isEqualTo(open ? Optional.of(7 * missing) : Optional.empty());
    }
  }

  /** That nobody lacks a value of a cohort too small is about these few. */
  @Test
  void beside_ofNumbersThatAreSuppressed_isSuppressed() {
    LocalAggregate site = LocalAggregate.zeros(BLOCKS).with("c", IntegerVector.of(3)).with("e", IntegerVector.of(0));

    for (Hospitals hospitals : List.of(Hospitals.natives(3), Hospitals.spdz(3))) {
      QueryPlan plan = plan(hospitals, Questions.rule(11, 1), beside());

      assertThat(hospitals.run(plan, List.of(site, site, site)).get(0).result().opened().isOpen("x")).isFalse();
    }
  }

  private static List<Release> beside() {
    Release.Gated one = new Release.Gated("c", List.of("c"), "one");
    return List.of(one, one.beside("e", List.of("x"), "those that lack something"));
  }

  @Test
  void together_whenOneElementIsBelow_opensNothingButOneBit() {
    Hospitals hospitals = Hospitals.natives(3);
    QueryPlan plan = plan(
        hospitals, Questions.rule(11, 1), List.of(Release.Gated.together(List.of("a"), List.of("v"), "a table")));
    LocalAggregate site = new LocalAggregate(Map.of(
        "a", IntegerVector.of(50, 50, 3, 50, 50), "b", IntegerVector.zeros(5), "c", IntegerVector.zeros(1),
        "d", IntegerVector.zeros(3), "e", IntegerVector.zeros(1), "v", IntegerVector.of(1, 2, 3, 4, 5), "w", IntegerVector.zeros(2),
        "x", IntegerVector.zeros(1), "y", IntegerVector.zeros(1)));

    Opened opened = hospitals.run(plan, List.of(site, site, site)).get(0).result().opened();

    assertThat(opened.vectors().get("keep a")).isEqualTo(IntegerVector.of(0));
    assertThat(opened.vectors().get("v")).isEqualTo(IntegerVector.zeros(5));
    assertThat(opened.isOpen("v")).isFalse();
    assertThatThrownBy(() -> opened.values("v")).isInstanceOf(IllegalStateException.class).hasMessageContaining("suppressed");
  }

  @Test
  void plan_onCountsOfDifferentLengths_isRefused() {
    assertThatThrownBy(() -> plan(Hospitals.natives(3), Questions.rule(11, 1),
            List.of(new Release.Gated(List.of("a", "d"), List.of("v"), false, "a mistake"))))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("counts [a, d] are of different lengths");
  }

  /** Only a site can tell whether it contributes; a count of the joint step alone would be compared with k and nothing else. */
  @Test
  void plan_onCountsThatNoSitePutsIn_isRefused() {
    List<CellBlock> joined = List.of(CellBlock.counts("made", 5, 300), CellBlock.counts("v", 5, 300));
    List<Release> releases = List.of(new Release.Gated("made", List.of("v"), "a mistake"));

    assertThatThrownBy(() -> new ReleaseGate(Questions.rule(11, 2), 3, releases, BLOCKS, joined))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("counts [made] are no block that sites put in");
  }

  @Test
  void plan_onTheSameCountsTwice_isRefused() {
    assertThatThrownBy(() -> plan(Hospitals.natives(3), Questions.rule(11, 1), List.of(
            new Release.Gated("a", List.of("v"), "one"), Release.Gated.together(List.of("a"), List.of("w"), "other"))))
        .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("two openings of one label");
  }

  private static QueryPlan plan(Hospitals hospitals, ReleaseRule rule, List<Release> releases) {
    Catalog catalog = new Catalog(List.of(new FixedStatistic(new Cells(releases))), List.of(hospitals.suite()));
    QuerySpec spec = Questions.ask("fixed", rule);
    return new QueryPlanner(catalog).plan(spec, new Setting(hospitals.parties(), hospitals.suite().name(), hospitals.adversary()));
  }

  private record Cells(List<Release> releases) implements Computation {
    @Override
    public LocalAggregation local() {
      return new LocalAggregation.OfRows(List.of(), BLOCKS, rows -> {
        throw new IllegalStateException("the cells are given");
      });
    }

    @Override
    public Answer report(Opened opened) {
      return new Answer(Answer.Fields.of(List.of()));
    }
  }
}
