package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.YamlQuestions;
import org.jointly.protocols.simulation.PartyOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the data lack, every statistic has an answer: finite numbers ({@link Answer.Real} takes no others), or words for those that do not exist. Nobody, one patient, one value
 * for all, nothing but missing values, groups and values that only some sites have, few rows of any kind.
 */
final class DegenerateDataTest {
  private static final long SEED = 20_261_124;
  private static final int TABLES = 60;
  private static final int MOST_ROWS = 9;

  /** One row or none per patient, by what the columns may say. */
  private enum Shape {
    NOBODY,
    ONE_PATIENT,
    ONE_VALUE_FOR_ALL,
    ONLY_MISSING,
    ONE_SITE,
    EACH_SITE_ITS_OWN_VALUES,
    TWO_KINDS_OF_ROWS;

    List<SiteRows> rows(SmallQuestion question) {
      return IntStream.range(0, 3).mapToObj(site -> new SiteRows(question.header(), rows(question, site))).toList();
    }

    private List<List<String>> rows(SmallQuestion question, int site) {
      return switch (this) {
        case NOBODY -> List.of();
        case ONE_PATIENT -> site == 1 ? rows(question, 1, i -> 0) : List.of();
        case ONE_VALUE_FOR_ALL -> rows(question, 4, i -> 0);
        case ONLY_MISSING -> rows(question, 4, i -> -1);
        case ONE_SITE -> site == 1 ? rows(question, 9, i -> i) : List.of();
        case EACH_SITE_ITS_OWN_VALUES -> rows(question, 4, i -> site);
        case TWO_KINDS_OF_ROWS -> rows(question, 6, i -> i % 2);
      };
    }

    /** @param value which of a column's values row i has, counted round; -1 for none */
    private static List<List<String>> rows(SmallQuestion question, int count, IntFunction<Integer> value) {
      List<List<String>> rows = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        List<String> row = new ArrayList<>(List.of("p" + i));
        int which = value.apply(i);
        question.columns().values().forEach(values -> {
          List<String> present = values.stream().distinct().filter(text -> !text.isEmpty()).toList();
          row.add(which < 0 ? "" : present.get(which % present.size()));
        });
        rows.add(row);
      }
      return rows;
    }
  }

  static Stream<SmallQuestion> questions() {
    return SmallQuestion.all();
  }

  @ParameterizedTest
  @MethodSource("questions")
  void answer_isOneOfNumbersOrWords_andThatOfThePooledRows(SmallQuestion question) {
    for (Shape shape : Shape.values()) {
      for (int k : List.of(0, 2)) {
        QueryPlan plan = plan(question, k);
        List<SiteRows> sites = shape.rows(question);

        List<PartyOutcome<Outcome>> outcomes = Hospitals.natives(3).runLegs(plan, sites.stream().map(DegenerateDataTest::reading).toList());

        Answer answer = outcomes.get(0).result().answer();
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.result().answer()).isEqualTo(answer));
        AnswerComparison.assertAlike(question + " on " + shape + ", k = " + k, answer, pooled(plan, sites), 1e-9);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("questions")
  void answer_onFewRandomRows_isOneOfNumbersOrWords(SmallQuestion question) {
    QueryPlan plan = plan(question, 0);
    for (int table = 0; table < TABLES; table++) {
      long seed = SEED + table;
      Random random = new Random(seed);
      List<SiteRows> sites = IntStream.range(0, 3)
          .mapToObj(site -> new SiteRows(question.header(), IntStream.range(0, random.nextInt(MOST_ROWS))
              .mapToObj(i -> question.row("p" + i, random))
              .collect(Collectors.toList())))
          .toList();
      assertThatCode(() -> pooled(plan, sites))
          .as("%s, seed %s, %s", question, seed, sites)
          .doesNotThrowAnyException();
    }
  }

  private static QueryPlan plan(SmallQuestion question, int k) {
    QuerySpec spec = YamlQuestions.ask(
        question.statistic(), new Predicate.Everyone(), Questions.rule(k, question.sites()), question.parameters());
    return Hospitals.natives(3).plan(spec);
  }

  private static Answer pooled(QueryPlan plan, List<SiteRows> sites) {
    return new PooledRun(plan, reading(SiteRows.pooled(sites)), sites.stream().map(DegenerateDataTest::reading).toList()).answer();
  }

  private static Function<LocalAggregation, LocalAggregate> reading(SiteRows site) {
    return site.of(new Predicate.Everyone(), () -> {});
  }
}
