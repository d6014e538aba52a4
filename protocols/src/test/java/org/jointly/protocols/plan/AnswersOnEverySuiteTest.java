package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.PredictedCost;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.spdz.SpdzSuite;
import org.jointly.protocols.suite.spdz.mascot.Mascot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every statistic says the same on every suite. */
final class AnswersOnEverySuiteTest {
  private static final long SEED = 20_261_121;
  /** Relative: fractions computed on shares differ in their last digits. */
  private static final double TOLERANCE = 1e-10;

  private record Asked(Statistic statistic, int parties) {
    @Override
    public String toString() {
      return statistic.name() + ", " + parties;
    }
  }

  static Stream<Asked> everything() {
    return Catalog.standard().statistics().stream().flatMap(statistic -> Stream.of(3, 5).map(parties -> new Asked(statistic, parties)));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void everyStatistic_answersOnShamirSharesAgainstCheatsAndOnSpdzAlike(Asked asked) {
    for (ReleaseRule rule : List.of(Questions.rule(11, 1), Questions.rule(5, 2))) {
      QuerySpec question = ExampleQuestions.of(asked.statistic(), rule);
      Answer answer = answer(Hospitals.natives(asked.parties()), question);

      AnswerComparison.assertAlike("on spdz, seed " + SEED, answer(Hospitals.spdz(asked.parties()), question), answer, TOLERANCE);
      assertThat(answer(Hospitals.malicious(asked.parties()), question)).as("against cheats, seed %s", SEED).isEqualTo(answer);
    }
  }

  private static Answer answer(Hospitals hospitals, QuerySpec question) {
    List<Function<LocalAggregation, LocalAggregate>> sites = new ArrayList<>();
    for (int i = 0; i < hospitals.parties(); i++) {
      sites.add(new RandomRows(SEED + i, 90).site());
    }
    List<PartyOutcome<Outcome>> outcomes = hospitals.runLegs(hospitals.plan(question), sites);
    assertThat(outcomes).allSatisfy(
        outcome -> assertThat(outcome.result().answer()).isEqualTo(outcomes.get(0).result().answer()));
    return outcomes.get(0).result().answer();
  }

  /** Nothing in it is a test's. */
  private static Hospitals production() {
    return new Hospitals(new SpdzSuite(new Mascot()), 3, Adversary.MALICIOUS);
  }

  @Test
  void count_onMaterialOfMascot_answersAsOnShamir() {
    QuerySpec question = Questions.ask("cohort-count", Questions.rule(11, 2));

    assertThat(answer(production(), question)).isEqualTo(answer(Hospitals.natives(3), question));
  }

  /** The square of the count and six factors; a mask for what each party puts in. */
  @Test
  void count_usesUpWhatIsForeseen() {
    QueryPlan plan = production().plan(Questions.ask("cohort-count", Questions.rule(11, 1)));

    Preprocessing used = PredictedCost.of(plan, production().suite()).preprocessing();

    assertThat(used.used()).containsEntry("triples", 7L).containsEntry("masks", 3L).doesNotContainKey("bits");
  }
}
