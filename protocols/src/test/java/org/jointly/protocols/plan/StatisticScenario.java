package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.query.YamlQuestions;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.simulation.PartyOutcome;

/**
 * One question to sites with rows, asked among three parties and among five (the others have no row), with everything
 * that must hold of any statistic:
 *
 * <ul>
 *   <li>every party has the same answer, and it is that of the pooled rows in plaintext;
 *   <li>what was opened is what the plan lists, in every leg, and nothing else;
 *   <li>a site read its rows once;
 *   <li>rounds and bytes are those of a site with three times the rows (compared as far as both ran: as many legs).
 * </ul>
 *
 * <pre>
 *   StatisticScenario.of(SiteRows.dataset("pbc"))
 *       .ask("t-test", Questions.rule(11, 1), """
 *           value: {column: bili, low: 0, high: 50, decimals: 1}
 *           groups: {column: trt, values: [1, 2]}
 *           """)
 *       .matches(ExpectedNumbers.of("pbc-bili"));
 * </pre>
 */
public record StatisticScenario(List<SiteRows> sites, Predicate where) {
  /** Relative. */
  private static final double TOLERANCE = 1e-9;

  public StatisticScenario {
    sites = List.copyOf(sites);
  }

  public static StatisticScenario of(List<SiteRows> sites) {
    return new StatisticScenario(sites, new Predicate.Everyone());
  }

  /** The same sites, about some of their rows. */
  public StatisticScenario among(Predicate cohort) {
    return new StatisticScenario(sites, cohort);
  }

  /**
   * Asks, and checks what must hold whatever the answer.
   *
   * @param yaml the statistic's own keys, as in a query file
   */
  public Asked ask(String statistic, ReleaseRule rule, String yaml) {
    QuerySpec spec = YamlQuestions.ask(statistic, where, rule, yaml);
    Answer three = ask(spec, Hospitals.natives(3));
    Answer five = ask(spec, Hospitals.natives(5));
    AnswerComparison.assertAlike("answers of three and of five parties", five, three, TOLERANCE);
    return new Asked(three);
  }

  /** What was answered. */
  public record Asked(Answer answer) {

    /** Holds every expected number to the answer's field of the same name, to 1e-9 relative. */
    public Asked matches(ExpectedNumbers expected) {
      expected.assertIn(answer, TOLERANCE);
      return this;
    }

    public Asked matches(ExpectedNumbers expected, double tolerance) {
      expected.assertIn(answer, tolerance);
      return this;
    }

    public Answer.Value field(String name) {
      assertThat(answer.fields().values()).containsKey(name);
      return answer.fields().values().get(name);
    }
  }

  private Answer ask(QuerySpec spec, Hospitals hospitals) {
    QueryPlan plan = hospitals.plan(spec);
    List<SiteRows> all = new ArrayList<>(sites);
    while (all.size() < hospitals.parties()) {
      all.add(sites.get(0).empty());
    }

    List<PartyOutcome<Outcome>> outcomes = run(hospitals, plan, all);

    Answer answer = outcomes.get(0).result().answer();
    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.result().answer()).isEqualTo(answer));
    AnswerComparison.assertAlike("the joint answer and that of the pooled rows", answer, pooled(plan, all), TOLERANCE);
    List<SiteRows> more = all.stream().map(site -> site.times(3)).toList();
    assertSameCost(outcomes, run(hospitals, plan, more));
    return answer;
  }

  private List<PartyOutcome<Outcome>> run(Hospitals hospitals, QueryPlan plan, List<SiteRows> all) {
    List<AtomicInteger> readings = all.stream().map(site -> new AtomicInteger()).toList();
    List<Function<LocalAggregation, LocalAggregate>> reading = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      reading.add(all.get(i).of(where, readings.get(i)::incrementAndGet));
    }
    List<PartyOutcome<Outcome>> outcomes = hospitals.runLegs(plan, reading);
    int expected = plan.local() instanceof LocalAggregation.OfRows ? 1 : 0;
    assertThat(readings).as("a site reads its rows once").allSatisfy(times -> assertThat(times).hasValue(expected));
    return outcomes;
  }

  private Answer pooled(QueryPlan plan, List<SiteRows> all) {
    List<Function<LocalAggregation, LocalAggregate>> each = new ArrayList<>();
    all.forEach(site -> each.add(site.of(where, () -> {})));
    return new PooledRun(plan, SiteRows.pooled(all).of(where, () -> {}), each).answer();
  }

  private static void assertSameCost(List<PartyOutcome<Outcome>> one, List<PartyOutcome<Outcome>> other) {
    for (int party = 0; party < one.size(); party++) {
      List<List<Object>> mine = messages(one.get(party));
      List<List<Object>> others = messages(other.get(party));
      int both = Math.min(mine.size(), others.size());
      assertThat(mine.subList(0, both)).as("cost whatever the rows").isEqualTo(others.subList(0, both));
    }
  }

  private static List<List<Object>> messages(PartyOutcome<Outcome> outcome) {
    return outcome.result().trace().rounds().stream().map(StatisticScenario::messages).toList();
  }

  private static List<Object> messages(RoundTrace.Round round) {
    return List.of(round.step(), round.sent(), round.received(), round.messages());
  }
}
