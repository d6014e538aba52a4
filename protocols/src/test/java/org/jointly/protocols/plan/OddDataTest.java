package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.YamlQuestions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What R says of data in which everything is awkward: {@code consortium/odd/odd.R} makes them, says how, and writes the questions with its
 * answers.
 */
final class OddDataTest {
  private static final double TOLERANCE = 1e-9;

  /** R stops fitting these where the likelihood hardly changes; so do we, at other last digits. */
  private static final Set<String> ITERATIVE = Set.of("logistic-regression", "poisson-regression", "cox");
  private static final double ITERATIVE_TOLERANCE = 1e-7;

  /** A line of {@code questions.jsonl}. */
  private record Question(Map<?, ?> line) {
    @Override
    public String toString() {
      return (String) line.get("id");
    }

    String statistic() {
      return (String) line.get("statistic");
    }

    QuerySpec spec() {
      String parameters = new Dump(DumpSettings.builder().build()).dumpToString(line.get("parameters"));
      return YamlQuestions.ask(
          statistic(), new Predicate.Everyone(), Questions.rule((int) line.get("minimum_count"), 1), parameters);
    }

    ExpectedNumbers expected() {
      return ExpectedNumbers.named((Map<?, ?>) line.get("expected"));
    }
  }

  static Stream<Question> questions() throws IOException {
    try (InputStream in = OddDataTest.class.getResourceAsStream("/consortium/odd/questions.jsonl")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream()
          .map(line -> new Question((Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(line)));
    }
  }

  @ParameterizedTest
  @MethodSource("questions")
  void answer_isThatOfR(Question question) {
    List<Function<LocalAggregation, LocalAggregate>> reading =
        SiteRows.dataset("odd").stream().map(site -> site.of(new Predicate.Everyone(), () -> {})).toList();
    Hospitals hospitals = Hospitals.natives(3);

    List<Outcome> outcomes =
        hospitals.runLegs(hospitals.plan(question.spec()), reading).stream().map(party -> party.result()).toList();

    assertThat(outcomes).allSatisfy(outcome -> question.expected()
        .assertIn(outcome.answer(), ITERATIVE.contains(question.statistic()) ? ITERATIVE_TOLERANCE : TOLERANCE));
  }
}
