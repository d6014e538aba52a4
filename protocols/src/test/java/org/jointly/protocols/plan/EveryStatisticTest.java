package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.YamlQuestions;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of whatever is in the catalogue. A new statistic is tested without being named here. */
final class EveryStatisticTest {
  private static final long SEED = 20_261_122;

  /** How many rows there are at each site. The last line has sites that cannot be told from those with rows. */
  private static final List<int[]> ROWS = List.of(new int[] {80, 80, 80}, new int[] {200, 1, 90}, new int[] {0, 150, 0});

  private record Asked(Statistic statistic, Hospitals hospitals) {
    @Override
    public String toString() {
      return statistic.name() + " at " + hospitals;
    }
  }

  static Stream<Asked> everything() {
    return Catalog.standard().statistics().stream().flatMap(statistic ->
        Stream.of(Hospitals.natives(3), Hospitals.malicious(3), Hospitals.spdz(3)).map(hospitals -> new Asked(statistic, hospitals)));
  }

  /** Openings are compared with the plan's list inside, in every leg. */
  @ParameterizedTest
  @MethodSource("everything")
  void openingsAreThoseOfThePlan_andRoundsAndBytesDoNotDependOnRows(Asked asked) {
    QueryPlan plan = asked.hospitals().plan(ExampleQuestions.of(asked.statistic(), Questions.rule(11, 1)));

    List<List<List<RoundTrace.Round>>> runs = ROWS.stream().map(rows -> run(asked.hospitals(), plan, rows)).toList();

    for (List<List<RoundTrace.Round>> run : runs) {
      for (int party = 0; party < run.size(); party++) {
        List<RoundTrace.Round> mine = run.get(party);
        List<RoundTrace.Round> first = runs.get(0).get(party);
        int both = Math.min(mine.size(), first.size());
        assertThat(mine.subList(0, both)).as("%s, seed %s", asked, SEED).isNotEmpty().isEqualTo(first.subList(0, both));
      }
    }
  }

  static Stream<Statistic> statistics() {
    return Catalog.standard().statistics().stream();
  }

  @ParameterizedTest
  @MethodSource("statistics")
  void compile_withoutWhatItNeeds_namesEachAndSaysWhatToWrite(Statistic statistic) {
    QuerySpec empty = YamlQuestions.ask(statistic.name(), Questions.rule(11, 3), "colour: red");

    assertThatThrownBy(() -> statistic.compile(empty, 3)).isInstanceOfSatisfying(InvalidQueryException.class, e -> {
      assertThat(e.problems()).anyMatch(problem -> problem.startsWith("colour: " + statistic.name() + " has no such parameter"));
      assertThat(statistic.parameters()).filteredOn(Parameter::required).allSatisfy(parameter ->
          assertThat(e.problems()).anyMatch(problem -> problem.startsWith(parameter.name() + ": is missing; write ")
              && problem.contains("for example " + parameter.name() + ": ")));
    });
  }

  static Stream<Statistic> statisticsWithParameters() {
    return statistics().filter(statistic -> !statistic.parameters().isEmpty());
  }

  /** Every key with a value of the wrong kind: a list of lists is what none of them takes. */
  @ParameterizedTest
  @MethodSource("statisticsWithParameters")
  void compile_withTheWrongKindOfValue_namesEachAndSaysWhatToWrite(Statistic statistic) {
    String yaml = statistic.parameters().stream().map(parameter -> parameter.name() + ": [[[]]]\n").collect(Collectors.joining());

    assertThatThrownBy(() -> statistic.compile(YamlQuestions.ask(statistic.name(), Questions.rule(11, 3), yaml), 3))
        .isInstanceOfSatisfying(InvalidQueryException.class, e -> assertThat(statistic.parameters()).allSatisfy(parameter ->
            assertThat(e.problems()).as(parameter.name()).anyMatch(problem ->
                problem.startsWith(parameter.name()) && problem.contains("write"))));
  }

  /** Per party its rounds; an iterative model takes as many legs as its data want, and each of them costs the same. */
  private static List<List<RoundTrace.Round>> run(Hospitals hospitals, QueryPlan plan, int[] rows) {
    List<Function<LocalAggregation, LocalAggregate>> sites = new ArrayList<>();
    IntStream.range(0, rows.length).forEach(i -> sites.add(new RandomRows(SEED + i, rows[i]).site()));
    List<PartyOutcome<Outcome>> outcomes = hospitals.runLegs(plan, sites);
    assertThat(outcomes).as("seed %s", SEED)
        .allSatisfy(outcome -> assertThat(outcome.result().answer()).isEqualTo(outcomes.get(0).result().answer()));
    return outcomes.stream().map(outcome -> outcome.result().trace().counts().rounds()).toList();
  }
}
