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

/** Every statistic says on spdz what it says on shamir. */
final class AnswersOnSpdzTest {
  private static final long SEED = 20_261_121;

  static Stream<Statistic> statistics() {
    return Catalog.standard().statistics().stream();
  }

  @ParameterizedTest
  @MethodSource("statistics")
  void everyStatistic_onSpdz_answersAsOnShamir(Statistic statistic) {
    for (ReleaseRule rule : List.of(Questions.rule(11, 1), Questions.rule(5, 2))) {
      QuerySpec question = ExampleQuestions.of(statistic, rule);

      assertThat(answer(Hospitals.spdz(3), question)).as("seed %s", SEED)
          .isEqualTo(answer(Hospitals.natives(3), question));
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
