package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.ReleaseRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule on shares against the rule on plain numbers, written independently, for all statistics on random numbers. */
final class PooledRunTest {

  @ParameterizedTest
  @CsvSource({"3, 0, 1", "3, 11, 1", "3, 0, 2", "3, 11, 3", "4, 11, 2", "5, 11, 4", "7, 11, 2"})
  void answer_equalsThatOfTheSession(int parties, long minimumCount, int minimumSites) {
    long seed = 97L * parties + 7 * minimumCount + minimumSites;
    System.out.println("PooledRunTest seed " + seed);
    Random random = new Random(seed);
    Hospitals hospitals = Hospitals.natives(parties);
    ReleaseRule rule = Questions.rule(minimumCount, minimumSites);

    for (QuerySpec spec : questions(rule)) {
      for (int repetition = 0; repetition < 3; repetition++) {
        QueryPlan plan = hospitals.plan(spec);
        List<LocalAggregate> sites = sites(plan, random);

        Answer joint = hospitals.ask(spec, sites);

        assertThat(joint).as(spec.statistic()).isEqualTo(pooled(plan, sites));
      }
    }
  }

  private static List<QuerySpec> questions(ReleaseRule rule) {
    return List.of(
        Questions.ask("cohort-count", rule),
        Questions.countsByCode(rule, IntStream.range(0, 65).mapToObj(i -> "C" + i).toArray(String[]::new)),
        Questions.ask("at-least", rule, "threshold", 12),
        Questions.ask("mean", rule, "column", "x", "low", -100, "high", 100, "decimals", 1),
        Questions.ask("histogram", rule, "column", "x", "from", 0, "to", 10, "width", 1));
  }

  private static Answer pooled(QueryPlan plan, List<LocalAggregate> sites) {
    List<Function<LocalAggregation, LocalAggregate>> each = new ArrayList<>();
    sites.forEach(site -> each.add(aggregation -> site));
    return new PooledRun(plan, aggregation -> sum(plan, sites), each).answer();
  }

  /** Any numbers within the blocks' bounds, such that n values of x have a variance, around thresholds of 11. */
  private static List<LocalAggregate> sites(QueryPlan plan, Random random) {
    List<LocalAggregate> sites = new ArrayList<>();
    for (int party = 0; party < plan.parties(); party++) {
      Map<String, IntegerVector> cells = new HashMap<>();
      for (CellBlock block : plan.local().blocks()) {
        cells.put(block.name(), cells(block, random));
      }
      sites.add(new LocalAggregate(cells));
    }
    return sites;
  }

  private static IntegerVector cells(CellBlock block, Random random) {
    return switch (block.name()) {
      case "sum" -> IntegerVector.of(random.nextInt(-30, 30));
      case "squares" -> IntegerVector.of(1_000_000_000L + random.nextInt(1000));
      default -> IntegerVector.of(
          LongStream.generate(() -> random.nextBoolean() ? 0 : random.nextInt(10)).limit(block.length()).toArray());
    };
  }

  private static LocalAggregate sum(QueryPlan plan, List<LocalAggregate> sites) {
    Map<String, IntegerVector> sums = new HashMap<>();
    for (CellBlock block : plan.local().blocks()) {
      List<BigInteger> cells = IntStream.range(0, block.length())
          .mapToObj(i -> sites.stream().map(site -> site.block(block.name()).at(i)).reduce(BigInteger.ZERO, BigInteger::add))
          .toList();
      sums.put(block.name(), IntegerVector.of(cells));
    }
    return new LocalAggregate(sums);
  }
}
