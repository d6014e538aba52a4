package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.simulation.PartyOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that R is known to say of the data sets among the test resources, asked among five parties. */
final class CatalogueTest {
  private static final double TOLERANCE = 1e-9;

  /** R stops fitting these where the likelihood hardly changes; so do we, at other last digits. */
  private static final Set<String> ITERATIVE = Set.of("logistic-regression", "poisson-regression", "cox");
  private static final double ITERATIVE_TOLERANCE = 1e-7;

  static Stream<String> ids() {
    return ExpectedNumbers.all().keySet().stream();
  }

  @Test
  void questions_areThoseThatNumbersAreExpectedOf() {
    assertThat(CatalogueQuestion.all().keySet())
        .hasSizeGreaterThan(40)
        .containsExactlyInAnyOrderElementsOf(ExpectedNumbers.all().keySet());
  }

  @ParameterizedTest
  @MethodSource("ids")
  void answer_amongFiveParties_isThatOfR(String id) {
    CatalogueQuestion question = CatalogueQuestion.of(id);
    Hospitals hospitals = Hospitals.natives(5);

    List<PartyOutcome<Outcome>> outcomes =
        hospitals.runLegs(hospitals.plan(question.spec()), reading(question, hospitals.parties()));

    Answer answer = outcomes.get(0).result().answer();
    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.result().answer()).isEqualTo(answer));
    ExpectedNumbers.of(id)
        .assertIn(answer, ITERATIVE.contains(question.spec().statistic()) ? ITERATIVE_TOLERANCE : TOLERANCE);
    ExhibitNames.assertIn(answer, hospitals.plan(question.spec()).exhibits());
  }

  /** The two further sites have no row. */
  private static List<Function<LocalAggregation, LocalAggregate>> reading(CatalogueQuestion question, int parties) {
    List<Function<LocalAggregation, LocalAggregate>> reading = new ArrayList<>();
    for (int i = 0; i < parties; i++) {
      SiteRows site = i < question.sites().size() ? question.sites().get(i) : question.sites().get(0).empty();
      reading.add(site.of(question.spec().cohort().where(), () -> {}));
    }
    return reading;
  }
}
