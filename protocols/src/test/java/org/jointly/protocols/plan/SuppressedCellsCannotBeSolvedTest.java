package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.YamlQuestions;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.Statistic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever has all that a query opened cannot tell any number that it suppressed, by whatever arithmetic.
 *
 * <p>A number can be told exactly if it is the same in all data that would have opened the same. So for random small data every
 * suppressed number must have a witness: other data, found on a walk from these, of which the very same is opened, in every leg, and in
 * which the number is another one. Margins, sums, complements, bounds and whole numbers need no equations of their own: a witness
 * satisfies them all, since the statistic itself computed it. A number that no data nearby change at all (a cell that has no meaning)
 * is no secret.
 */
final class SuppressedCellsCannotBeSolvedTest {
  private static final long SEED = 20_261_123;
  private static final int TABLES = 100;
  private static final int ATTEMPTS = 20_000;
  private static final int ATTEMPTS_TO_CHANGE = 300;
  private static final int MOST_EDITS = 4;

  static Stream<SmallQuestion> questions() {
    return SmallQuestion.all();
  }

  @Test
  void questions_areOfAllStatistics() {
    assertThat(SmallQuestion.all().map(SmallQuestion::statistic).collect(Collectors.toSet()))
        .isEqualTo(Catalog.standard().statistics().stream().map(Statistic::name).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void everySuppressedNumber_couldHaveBeenAnother(SmallQuestion question) {
    Map<Integer, Integer> suppressedByTable = new TreeMap<>();
    for (int table = 0; table < TABLES; table++) {
      long seed = SEED + table;
      Random random = new Random(seed);
      int sites = Math.max(question.sites(), 1 + random.nextInt(2));
      long k = sites > 1 ? random.nextInt(5) : 2 + random.nextInt(3); // below 2 nothing is suppressed but a 0
      QueryPlan plan = Hospitals.natives(3).plan(YamlQuestions.ask(
          question.statistic(), new Predicate.Everyone(), Questions.rule(k, sites), question.parameters()));
      SmallData data = SmallData.random(question, random);
      Seen seen = Seen.of(plan, data);
      Set<String> told = withoutWitness(plan, question, data, seen, random);
      assertThat(told).as("can be told: %s, k = %s at %s sites, seed %s, table %s, opened %s",
          question, k, sites, seed, data, seen.opened()).isEmpty();
      suppressedByTable.put(table, seen.suppressed().size());
    }
    assertThat(suppressedByTable.values()).as("some table has something suppressed").anyMatch(number -> number > 0);
  }

  /** The suppressed numbers for which no witness is found, although data change them. */
  private static Set<String> withoutWitness(QueryPlan plan, SmallQuestion question, SmallData data, Seen seen, Random random) {
    Map<String, BigInteger> open = new LinkedHashMap<>(seen.suppressed());
    Set<String> changing = new HashSet<>();
    SmallData from = data;
    for (int attempt = 0; attempt < ATTEMPTS && !open.isEmpty(); attempt++) {
      SmallData edited = from.edited(question, 1 + random.nextInt(MOST_EDITS), random);
      Seen other = Seen.of(plan, edited);
      seen.suppressed().forEach((name, value) -> {
        if (!value.equals(other.numbers().get(name))) {
          changing.add(name);
        }
      });
      if (other.opened().equals(seen.opened())) {
        open.entrySet().removeIf(number -> !number.getValue().equals(other.numbers().get(number.getKey())));
        from = attempt % 32 == 0 ? data : edited;
      }
      if (attempt == ATTEMPTS_TO_CHANGE) {
        open.keySet().retainAll(changing);
      }
    }
    return open.keySet();
  }

  /**
   * What a run opened, and the numbers behind it in its first leg, or in every leg where each is about other codes: what is released, the sites' counts that it rests on, and what life
   * tables and quantiles count from place to place of their grid. Bits that say where a rule holds are no such numbers, nor are counts that
   * the joint step makes of them.
   *
   * @param suppressed those of them for which the rule did not hold
   */
  private record Seen(
      List<Map<String, IntegerVector>> opened, Map<String, BigInteger> numbers, Map<String, BigInteger> suppressed) {

    static Seen of(QueryPlan plan, SmallData data) {
      List<PooledRun.Leg> legs = data.run(plan);
      Seen seen = new Seen(legs.stream().map(leg -> leg.opened().vectors()).toList(), new LinkedHashMap<>(), new LinkedHashMap<>());
      PooledRun.Leg first = legs.get(0);
      if (plan.spec().statistic().equals("top-k")) {
        return ofRanks(first);
      }
      first.computation().releases().forEach(release -> seen.add("", first, release, plan.parties()));
      if (plan.spec().statistic().equals("counts-by-code")) {
        IntStream.range(1, legs.size()).forEach(i -> legs.get(i).computation().releases().forEach(
            release -> seen.add("leg " + i + " ", legs.get(i), release, plan.parties())));
      }
      first.joined().cells().keySet().stream().filter(name -> name.endsWith("-at-places")).sorted()
          .forEach(name -> seen.addPlaces(
              name, first.joined().block(name).toLongs(), Math.max(plan.spec().release().minimumCount(), plan.spec().release().minimumSites())));
      if (plan.spec().statistic().equals("quantile")) {
        seen.addPlaces("values-at-points", first.joined().block("values-at-points").toLongs(), plan.spec().release().minimumCount());
      }
      return seen;
    }

    private void add(String prefix, PooledRun.Leg leg, Release release, int parties) {
      Set<String> local = leg.computation().local().blocks().stream().map(CellBlock::name).collect(Collectors.toSet());
      Set<String> numbersOfPatients = leg.computation().joined(parties).stream()
          .filter(block -> block.largest().compareTo(BigInteger.ONE) > 0)
          .map(CellBlock::name)
          .collect(Collectors.toSet());
      Stream.concat(release.counts().stream().filter(local::contains), values(release).stream())
          .distinct()
          .filter(numbersOfPatients::contains)
          .forEach(name -> {
            IntegerVector vector = leg.joined().block(name);
            for (int i = 0; i < vector.length(); i++) {
              add(prefix + release.getClass().getSimpleName() + " " + name + "[" + i + "]", vector.at(i), isSuppressed(leg.opened(), release, name, i));
            }
          });
    }

    /** Numbers of which one or none is what everybody may know where one patient is enough. */
    private void addPlaces(String name, long[] counts, long enough) {
      for (int i = 0; i < counts.length; i++) {
        add(name + "[" + i + "]", BigInteger.valueOf(counts[i]), enough > 1 && counts[i] < enough);
      }
    }

    /** What one release shows no other hides. */
    private void add(String number, BigInteger value, boolean isSuppressed) {
      boolean isShown = numbers.put(number, value) != null && !suppressed.containsKey(number);
      if (isSuppressed && !isShown) {
        suppressed.put(number, value);
      } else {
        suppressed.remove(number);
      }
    }

    /** What is released are ranks; the numbers behind them are the codes', and those of codes without a rank are secret. */
    private static Seen ofRanks(PooledRun.Leg leg) {
      Set<Long> shown = new HashSet<>();
      IntStream.range(0, leg.joined().block("places in the list").length())
          .forEach(rank -> leg.opened().whole("places in the list", rank).ifPresent(shown::add));
      Map<String, BigInteger> numbers = new LinkedHashMap<>();
      Map<String, BigInteger> suppressed = new LinkedHashMap<>();
      IntegerVector patients = leg.joined().block("patients");
      for (int code = 0; code < patients.length(); code++) {
        numbers.put("patients[" + code + "]", patients.at(code));
        if (!shown.contains((long) code)) {
          suppressed.put("patients[" + code + "]", patients.at(code));
        }
      }
      return new Seen(List.of(leg.opened().vectors()), numbers, suppressed);
    }

    private static List<String> values(Release release) {
      return release instanceof Release.Gated gated ? gated.values() : List.of();
    }

    private static boolean isSuppressed(Opened opened, Release release, String name, int cell) {
      if (release instanceof Release.Gated gated) {
        return gated.values().contains(name)
            ? opened.value(name, cell).isEmpty()
            : opened.value(gated.values().get(0), gated.together() ? 0 : cell).isEmpty();
      }
      return !opened.reached(name, cell);
    }
  }
}
