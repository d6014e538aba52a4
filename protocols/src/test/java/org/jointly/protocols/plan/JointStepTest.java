package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.release.SharedCells;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.suite.Adversary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no statistic of the catalogue needs yet: computing on the joint sums, and several legs. */
final class JointStepTest {

  static Stream<Hospitals> hospitals() {
    return Stream.concat(Stream.of(3, 5).map(Hospitals::natives), Stream.of(Hospitals.scalars(3)));
  }

  @ParameterizedTest
  @MethodSource("hospitals")
  void joint_computesOnTheSharedSums(Hospitals hospitals) {
    QueryPlan plan = plan(hospitals, new Squares(1, 1));

    List<PartyOutcome<Outcome>> outcomes = hospitals.run(plan, hospitals.patients(4, 4, 4));

    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.result().answer()).isEqualTo(square(144)));
    assertThat(hospitals.run(plan, hospitals.patients(4, 4, 2)).get(0).result().answer()).isEqualTo(square(-1));
  }

  @ParameterizedTest
  @MethodSource("hospitals")
  void on_withLegs_repeatsUntilTheComputationIsDone(Hospitals hospitals) {
    QueryPlan plan = plan(hospitals, new Squares(3, 5));

    List<PartyOutcome<Outcome>> outcomes =
        hospitals.simulation(plan).run(hospitals.program(plan, hospitals.patients(4, 4, 4)));

    assertThat(outcomes).allSatisfy(outcome -> {
      assertThat(outcome.result().answer()).isEqualTo(square(144));
      assertThat(outcome.result().legs()).isEqualTo(3);
      assertThat(outcome.trace().rounds().stream().filter(round -> round.step().equals("input"))).hasSizeBetween(1, 3);
    });
    assertThat(outcomes.get(0).trace().rounds().stream().filter(round -> round.step().equals("input"))).hasSize(3);
  }

  /** Whoever consents must not take the openings of one leg for all there are. */
  @ParameterizedTest
  @MethodSource("hospitals")
  void steps_ofAPlanWithLegs_sayThatOpeningsAreRepeated(Hospitals hospitals) {
    assertThat(String.join("\n", plan(hospitals, new Squares(3, 5)).steps())).contains("5 times at most");
    assertThat(String.join("\n", plan(hospitals, new Squares(1, 1)).steps())).doesNotContain("times");
  }

  @ParameterizedTest
  @MethodSource("hospitals")
  void on_withLegsWithoutEnd_stopsAtTheMaximum(Hospitals hospitals) {
    QueryPlan plan = plan(hospitals, new Squares(100, 2));

    List<PartyOutcome<Outcome>> outcomes =
        hospitals.simulation(plan).run(hospitals.program(plan, hospitals.patients(4, 4, 4)));

    assertThat(outcomes.get(0).trace().rounds().stream().filter(round -> round.step().equals("input"))).hasSize(2);
  }

  @Test
  void gate_withTwoReleasesOfOneLabel_isRefused() {
    Hospitals hospitals = Hospitals.natives(3);

    assertThatThrownBy(() -> plan(hospitals, new Squares(1, 1) {
      @Override
      public List<Release> releases() {
        return List.of(super.releases().get(0), super.releases().get(0));
      }
    })).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("two openings of one label");
  }

  @Test
  void gate_ofAnUnknownVector_isRefused() {
    Hospitals hospitals = Hospitals.natives(3);

    assertThatThrownBy(() -> plan(hospitals, new Squares(1, 1) {
      @Override
      public List<Release> releases() {
        return List.of(new Release.Gated("people", List.of("square"), "a mistake"));
      }
    })).isInstanceOf(IllegalArgumentException.class).hasMessage("no vector people, only patients, square");
  }

  @Test
  void plan_forAJointStepOfItsOwn_choosesTheFieldByWhatItComparesAndComputes() {
    Hospitals hospitals = Hospitals.natives(3);
    int small = plan(hospitals, new Squares(1, 1)).security().fieldBits();

    int compared = plan(hospitals, new Squares(1, 1) {
      @Override
      public int comparedBits(int parties) {
        return 62;
      }
    }).security().fieldBits();
    int valued = plan(hospitals, new Squares(1, 1) {
      @Override
      public int valueBits(int parties) {
        return 100;
      }
    }).security().fieldBits();

    assertThat(small).isEqualTo(61);
    assertThat(compared).isEqualTo(127);
    assertThat(valued).isEqualTo(127);
    assertThatThrownBy(() -> plan(hospitals, new Squares(1, 1) {
      @Override
      public int comparedBits(int parties) {
        return 130;
      }
    })).isInstanceOf(InvalidQueryException.class).hasMessageContaining("these numbers do not fit");
  }

  @Test
  void on_aLegThatOpensSomethingElse_fails() {
    Hospitals hospitals = Hospitals.natives(3);
    QueryPlan plan = plan(hospitals, new Squares(1, 2) {
      @Override
      public Optional<Computation> next(Opened opened) {
        return Optional.of(new Squares(1, 2) {
          @Override
          public List<Release> releases() {
            return List.of(new Release.Gated("patients", List.of("patients"), "something else"));
          }
        });
      }
    });

    assertThatThrownBy(() -> hospitals.simulation(plan).run(hospitals.program(plan, hospitals.patients(4, 4, 4))))
        .hasStackTraceContaining("opens something else than the one before");
  }

  private static QueryPlan plan(Hospitals hospitals, Computation computation) {
    Catalog catalog = new Catalog(List.of(new FixedStatistic(computation)), List.of(hospitals.suite()));
    QuerySpec spec = Questions.ask("fixed", Questions.rule(11, 2));
    return new QueryPlanner(catalog).plan(spec, new Setting(hospitals.parties(), "shamir", Adversary.SEMI_HONEST));
  }

  private static Answer square(long value) {
    return new Answer(Answer.Fields.of(Map.entry("square", new Answer.Whole(value))));
  }

  /** N², computed before anything is opened; -1 when suppressed. */
  private static class Squares implements Computation {
    private final int legs;
    private final int maximumLegs;

    Squares(int legs, int maximumLegs) {
      this.legs = legs;
      this.maximumLegs = maximumLegs;
    }

    @Override
    public LocalAggregation local() {
      return new LocalAggregation.DistinctPatients(1000);
    }

    @Override
    public DRes<SharedCells> joint(ProtocolBuilderNumeric builder, SharedCells sums) {
      return builder
          .seq(seq -> VectorNumeric.using(seq).multiply(sums.vector("patients"), sums.vector("patients")))
          .seq((seq, square) -> () -> sums.with("square", () -> square));
    }

    @Override
    public List<CellBlock> joined(int parties) {
      long largest = 1000L * parties;
      return List.of(
          CellBlock.counts("patients", 1, largest), CellBlock.counts("square", 1, largest * largest));
    }

    @Override
    public List<Release> releases() {
      return List.of(new Release.Gated("patients", List.of("square"), "the square"));
    }

    @Override
    public Answer report(Opened opened) {
      return square(opened.value("square", 0).map(value -> value.longValueExact()).orElse(-1L));
    }

    @Override
    public Optional<Computation> next(Opened opened) {
      return legs == 1 ? Optional.empty() : Optional.of(new Squares(legs - 1, maximumLegs));
    }

    @Override
    public int maximumLegs() {
      return maximumLegs;
    }
  }
}
