package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.release.Opening;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.PartyProgram;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.OpeningGuard;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.shamir.ScalarShamirSuite;
import org.jointly.protocols.suite.shamir.ShamirSuite;
import org.jointly.protocols.suite.spdz.InsecureDealer;
import org.jointly.protocols.suite.spdz.SpdzSuite;

/** A consortium in one JVM: plans a question at every party and runs it, watching what is opened. */
record Hospitals(Suite suite, int parties, Adversary adversary) {

  static Hospitals natives(int parties) {
    return new Hospitals(new ShamirSuite(), parties, Adversary.SEMI_HONEST);
  }

  static Hospitals scalars(int parties) {
    return new Hospitals(new ScalarShamirSuite(), parties, Adversary.SEMI_HONEST);
  }

  static Hospitals malicious(int parties) {
    return new Hospitals(new ShamirSuite(), parties, Adversary.MALICIOUS);
  }

  /** With material of a dealer's. */
  static Hospitals spdz(int parties) {
    return new Hospitals(new SpdzSuite(InsecureDealer.method()), parties, Adversary.MALICIOUS);
  }

  @Override
  public String toString() {
    return parties + " " + adversary.label() + " hospitals on " + suite.getClass().getSimpleName();
  }

  QueryPlan plan(QuerySpec spec) {
    Catalog catalog = new Catalog(Catalog.standard().statistics(), List.of(suite));
    return new QueryPlanner(catalog).plan(spec, new Setting(parties, suite.name(), adversary));
  }

  /** The answer all parties agree on, after checking that exactly the plan's openings were made. */
  Answer ask(QuerySpec spec, List<LocalAggregate> sites) {
    List<PartyOutcome<Outcome>> outcomes = run(plan(spec), sites);
    Answer answer = outcomes.get(0).result().answer();
    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.result().answer()).isEqualTo(answer));
    return answer;
  }

  List<PartyOutcome<Outcome>> run(QueryPlan plan, List<LocalAggregate> sites) {
    return runLegs(plan, fixed(sites));
  }

  private static List<Function<LocalAggregation, LocalAggregate>> fixed(List<LocalAggregate> sites) {
    List<Function<LocalAggregation, LocalAggregate>> fixed = new ArrayList<>();
    sites.forEach(site -> fixed.add(aggregation -> site));
    return fixed;
  }

  /** Runs a plan, and checks that each leg opened exactly what is listed. */
  List<PartyOutcome<Outcome>> runLegs(QueryPlan plan, List<Function<LocalAggregation, LocalAggregate>> sites) {
    List<List<String>> observed = Collections.synchronizedList(new ArrayList<>());
    List<PartyOutcome<Outcome>> outcomes = simulation(plan, observed).run(programs(plan, sites));
    List<String> listed =
        plan.openings().stream().map(opening -> opening.label() + " " + opening.length()).toList();
    assertThat(observed).hasSize(parties).allSatisfy(openings -> {
      int legs = openings.size() / listed.size();
      assertThat(legs).isBetween(1, plan.maximumLegs());
      for (int leg = 0; leg < legs; leg++) {
        assertThat(openings.subList(leg * listed.size(), (leg + 1) * listed.size())).containsExactlyInAnyOrderElementsOf(listed);
      }
      assertThat(openings).hasSize(legs * listed.size());
    });
    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.result().opened().vectors().keySet())
        .isEqualTo(plan.openings().stream().map(Opening::label).collect(Collectors.toSet())));
    return outcomes;
  }

  PartyProgram<Outcome> program(QueryPlan plan, List<LocalAggregate> sites) {
    return programs(plan, fixed(sites));
  }

  static PartyProgram<Outcome> programs(
      QueryPlan plan, List<Function<LocalAggregation, LocalAggregate>> sites) {
    return (me, session) -> new JointRun(plan, sites.get(me.value() - 1)).on(session);
  }

  Simulation simulation(QueryPlan plan) {
    return simulation(plan, Collections.synchronizedList(new ArrayList<>()));
  }

  private Simulation simulation(QueryPlan plan, List<List<String>> observed) {
    return Simulation.of(suite, plan.security(), () -> {
      List<String> openings = new ArrayList<>();
      observed.add(openings);
      return new Watching(plan.guard().allowingMaskedScalars(), openings);
    });
  }

  /** One site per number: a single block {@code patients} of one cell; further sites have nobody. */
  List<LocalAggregate> patients(long... counts) {
    return sites(Arrays.stream(counts).mapToObj(count -> new long[] {count}).toArray(long[][]::new));
  }

  /** One site per row: a single block {@code patients}; further sites have nobody. */
  List<LocalAggregate> sites(long[]... counts) {
    List<LocalAggregate> sites = new ArrayList<>();
    for (int i = 0; i < parties; i++) {
      IntegerVector patients =
          i < counts.length ? IntegerVector.of(counts[i]) : IntegerVector.zeros(counts[0].length);
      sites.add(new LocalAggregate(Map.of("patients", patients)));
    }
    return sites;
  }

  /** The given sites, and as many without any patient as are missing. */
  List<LocalAggregate> withEmptySites(QueryPlan plan, List<LocalAggregate> given) {
    List<LocalAggregate> sites = new ArrayList<>(given);
    while (sites.size() < parties) {
      Map<String, IntegerVector> nothing = new HashMap<>();
      for (CellBlock block : plan.local().blocks()) {
        nothing.put(block.name(), IntegerVector.zeros(block.length()));
      }
      sites.add(new LocalAggregate(nothing));
    }
    return sites;
  }

  private record Watching(OpeningGuard guard, List<String> openings) implements OpeningGuard {
    @Override
    public void check(String label, int elements) {
      guard.check(label, elements);
      openings.add(label + " " + elements);
    }

    @Override
    public boolean allowsMaskedScalars() {
      return guard.allowsMaskedScalars();
    }
  }
}
