package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.query.YamlQuestions;
import org.jointly.protocols.simulation.PartyOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts by code where listed codes include others: what is shown of a code tells of those below it that are not shown nothing small. */
final class CodesThatIncludeOthersTest {
  private static final long SEED = 20_261_124;
  private static final int TABLES = 300;
  private static final List<String> LISTED = List.of("A", "A1", "A11", "A12", "A2", "B", "B1");
  private static final List<String> RECORDED = List.of("A11", "A12", "A12", "A13", "A2", "A2", "A3", "B1", "B1", "B2");

  /** By code those that count for it. */
  private static final Map<String, Set<String>> BELOW = Map.of(
      "A", Set.of("A"), "B", Set.of("B"), "C", Set.of("C"), "AB", Set.of("AB", "A", "B"), "BC", Set.of("BC", "B", "C", "D"),
      "ABC", Set.of("ABC", "AB", "BC", "A", "B", "C", "D"), "AE", Set.of("AE", "A", "E"));

  private static final String HIERARCHY = "column: code\ncodes: [A, AB, ABC, AE, B, BC, C]\n"
      + "hierarchy: {AB: [A, B], BC: [B, C, D], ABC: [AB, BC], AE: [A, E]}\n";
  private static final String PREFIXES = "column: code\nmatch: prefix\ncodes: " + LISTED + "\n";

  /** Where a patient has one code only, numbers of patients add up, and whoever knows that can subtract. */
  @ParameterizedTest
  @CsvSource({"2, 1", "3, 1", "5, 1", "4, 2", "0, 2", "1, 3"})
  void whatAShownCodeLeavesOver_satisfiesTheRuleOrIsNobody(long k, int m) {
    int shownAboveOthers = 0;
    int hiddenThoughEnough = 0;
    for (int table = 0; table < TABLES; table++) {
      Random random = new Random(SEED + table);
      List<List<String>> sites = onePerPatient(random);
      QueryPlan plan = plan(PREFIXES, Questions.rule(k, m));

      Map<String, Long> shown = shown(pooled(plan, sites));

      for (String code : LISTED) {
        boolean isAbove = LISTED.stream().anyMatch(other -> isBelow(other, code));
        shownAboveOthers += isAbove && shown.containsKey(code) ? 1 : 0;
        hiddenThoughEnough += isAbove && !shown.containsKey(code) && satisfies(k, m, sites, having(code, List.of())) ? 1 : 0;
      }
      shown.forEach((code, count) -> {
        assertThat(count).isEqualTo(having(code, List.of()).apply(sites).stream().mapToLong(Long::longValue).sum());
        antichains(shown.keySet().stream().filter(other -> isBelow(other, code)).toList()).forEach(parts ->
            assertThat(isNobody(sites, having(code, parts)) || satisfies(k, m, sites, having(code, parts)))
                .as("%s less %s, k = %s, m = %s, %s", code, parts, k, m, sites).isTrue());
      });
    }
    assertThat(shownAboveOthers).as("codes shown that include others").isPositive();
    assertThat(hiddenThoughEnough).as("codes hidden for what they would tell of others").isPositive();
  }

  /** Whatever codes a patient has, and whether codes that share some include one another. */
  @ParameterizedTest
  @CsvSource({"2, 3", "3, 3", "5, 5"})
  void shownCodes_ofWhichOneIncludesTheOther_differByNobodyOrEnough(long k, long fewest) {
    int shownAboveOthers = 0;
    int hiddenThoughEnoughHaveNoneShown = 0;
    for (int table = 0; table < TABLES / 3; table++) {
      List<List<String>> sites = severalPerPatient(new Random(SEED + table));
      QueryPlan plan = plan(HIERARCHY, Questions.rule(k, 1));

      Map<String, Long> shown = shown(pooled(plan, sites));

      for (Map.Entry<String, Set<String>> code : BELOW.entrySet()) {
        long none = patients(sites, code.getValue(), code.getValue().stream().filter(shown::containsKey).toList());
        hiddenThoughEnoughHaveNoneShown +=
            !shown.containsKey(code.getKey()) && patients(sites, code.getValue(), List.of()) >= fewest && (none == 0 || none >= fewest) ? 1 : 0;
        for (String part : code.getValue()) {
          if (shown.containsKey(code.getKey()) && shown.containsKey(part) && !part.equals(code.getKey())) {
            shownAboveOthers++;
            long more = shown.get(code.getKey()) - shown.get(part);
            assertThat(more == 0 || more >= fewest).as("%s and %s in %s, k = %s, %s", code.getKey(), part, shown, k, sites).isTrue();
          }
        }
      }
    }
    assertThat(shownAboveOthers).as("codes shown that include others").isPositive();
    assertThat(hiddenThoughEnoughHaveNoneShown).as("codes hidden for what they would tell beside one of those below").isPositive();
  }

  /** U is whoever has a code of A or B: its patients less those of A would be the one with R, who is not shown. */
  @Test
  void codesThatShareSome_doNotTellOfAnotherBelowThem() {
    String question = "column: code\ncodes: [R, A, B, U]\nhierarchy: {U: [A, B], A: [X], B: [X, R]}\n";
    List<List<String>> sites = List.of(List.of("X", "X", "X", "X"), List.of("R"), List.of("X", "X"));

    Map<String, Answer.Value> counts = counts(pooled(plan(question, Questions.rule(4, 1)), sites));

    assertThat(counts)
        .containsEntry("R", new Answer.Suppressed(4, 1))
        .containsEntry("A", new Answer.Whole(6)).containsEntry("B", new Answer.Whole(7))
        .containsEntry("U", new Answer.Suppressed(4, 1, false));
  }

  /** At k = 2 a suppressed code would be of 1 patient, where A is hidden and no other code but these two is there. */
  @Test
  void ruleOfTwo_suppressesBelowThree() {
    List<List<String>> sites = List.of(List.of("A11", "A11", "A12"), List.of("A11"), List.of("B1", "B1"));

    Map<String, Answer.Value> counts = counts(pooled(plan(PREFIXES, Questions.rule(2, 1)), sites));

    assertThat(counts)
        .containsEntry("A11", new Answer.Whole(3)).containsEntry("A12", new Answer.Suppressed(3, 1))
        .containsEntry("A1", new Answer.Suppressed(3, 1, false)).containsEntry("B1", new Answer.Suppressed(3, 1));
  }

  /** At three sites the codes of patients, each of one or several. */
  private static List<List<String>> severalPerPatient(Random random) {
    List<String> own = List.of("A", "B", "C", "D", "E", "F", "G");
    List<List<String>> sites = Stream.generate(() -> (List<String>) new ArrayList<String>()).limit(3).toList();
    int patients = random.nextInt(25);
    for (int i = 0; i < patients; i++) {
      sites.get(random.nextInt(3)).add(Stream.generate(() -> own.get(Math.min(random.nextInt(7), random.nextInt(7))))
          .limit(1 + random.nextInt(3)).distinct().collect(Collectors.joining(" ")));
    }
    return sites;
  }

  /** How many patients have one of some codes and none of those that others include. */
  private static long patients(List<List<String>> sites, Set<String> having, List<String> without) {
    return sites.stream().flatMap(List::stream).map(codes -> Set.of(codes.split(" ")))
        .filter(codes -> codes.stream().anyMatch(having::contains))
        .filter(codes -> without.stream().noneMatch(code -> codes.stream().anyMatch(BELOW.get(code)::contains)))
        .count();
  }

  /** At three sites the codes of patients, each of one. */
  private static List<List<String>> onePerPatient(Random random) {
    List<List<String>> sites = Stream.generate(() -> (List<String>) new ArrayList<String>()).limit(3).toList();
    int patients = random.nextInt(60);
    for (int i = 0; i < patients; i++) {
      sites.get(random.nextInt(3)).add(RECORDED.get(random.nextInt(RECORDED.size())));
    }
    return sites;
  }

  private static boolean isBelow(String code, String other) {
    return code.startsWith(other) && !code.equals(other);
  }

  /** How many patients each site has with a code and none of some below it. */
  private static Function<List<List<String>>, List<Long>> having(String code, List<String> parts) {
    return sites -> sites.stream()
        .map(site -> site.stream().filter(own -> own.startsWith(code) && parts.stream().noneMatch(own::startsWith)).count())
        .toList();
  }

  private static boolean isNobody(List<List<String>> sites, Function<List<List<String>>, List<Long>> group) {
    return group.apply(sites).stream().allMatch(count -> count == 0);
  }

  private static boolean satisfies(long k, int m, List<List<String>> sites, Function<List<List<String>>, List<Long>> group) {
    List<Long> counts = group.apply(sites);
    return counts.stream().mapToLong(Long::longValue).sum() >= k && counts.stream().filter(count -> count > 0).count() >= m;
  }

  /** All sets of some codes of which none includes another, the empty one too. */
  private static List<List<String>> antichains(List<String> codes) {
    return IntStream.range(0, 1 << codes.size())
        .mapToObj(set -> IntStream.range(0, codes.size()).filter(i -> (set >> i & 1) == 1).mapToObj(codes::get).toList())
        .filter(set -> set.stream().noneMatch(code -> set.stream().anyMatch(other -> isBelow(other, code))))
        .toList();
  }

  @Test
  void everySuite_answersAsOnPooledRows() {
    for (ReleaseRule rule : List.of(Questions.rule(4, 1), Questions.rule(3, 2))) {
      List<List<String>> sites = LongStream.iterate(SEED, seed -> seed + 1)
          .mapToObj(seed -> onePerPatient(new Random(seed)))
          .filter(drawn -> isMixed(counts(pooled(plan(PREFIXES, rule), drawn))))
          .findFirst().orElseThrow();
      Answer expected = pooled(plan(PREFIXES, rule), sites);

      for (Hospitals hospitals : List.of(Hospitals.natives(3), Hospitals.malicious(3), Hospitals.spdz(3))) {
        List<PartyOutcome<Outcome>> outcomes = hospitals.runLegs(hospitals.plan(question(PREFIXES, rule)), readings(sites));
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.result().answer()).isEqualTo(expected));
      }
    }
  }

  /** Of codes that include others one is shown and one hidden. */
  private static boolean isMixed(Map<String, Answer.Value> counts) {
    return List.of(counts.get("A"), counts.get("B")).stream().filter(Answer.Whole.class::isInstance).count() == 1;
  }

  @Test
  void answer_saysHiddenOfWhatNeedNotBeSmall() {
    List<List<String>> sites = List.of(List.of("A11", "A11", "A11", "A2", "A2"), List.of("A11"), List.of("B1", "B2"));

    Map<String, Answer.Value> counts = counts(pooled(plan(PREFIXES, Questions.rule(4, 1)), sites));

    assertThat(counts)
        .containsEntry("A11", new Answer.Whole(4)).containsEntry("A1", new Answer.Whole(4)) // nobody else has A1
        .containsEntry("A12", new Answer.Suppressed(4, 1)).containsEntry("A2", new Answer.Suppressed(4, 1))
        .containsEntry("A", new Answer.Suppressed(4, 1, false)) // 6 - 4 would be those with A2
        .containsEntry("B", new Answer.Suppressed(4, 1, false));
  }

  private static QuerySpec question(String yaml, ReleaseRule rule) {
    return YamlQuestions.ask("counts-by-code", rule, yaml);
  }

  private static QueryPlan plan(String yaml, ReleaseRule rule) {
    return Hospitals.natives(3).plan(question(yaml, rule));
  }

  private static List<Function<LocalAggregation, LocalAggregate>> readings(List<List<String>> sites) {
    List<Function<LocalAggregation, LocalAggregate>> each = new ArrayList<>();
    sites.forEach(site -> each.add(SmallData.reading(rows(site))));
    return each;
  }

  private static SiteRows rows(List<String> site) {
    return SiteRows.of("id,code\n" + IntStream.range(0, site.size())
        .boxed()
        .flatMap(i -> Stream.of(site.get(i).split(" ")).map(code -> "p" + i + "," + code + "\n"))
        .collect(Collectors.joining()));
  }

  private static Answer pooled(QueryPlan plan, List<List<String>> sites) {
    SiteRows all = SiteRows.pooled(sites.stream().map(CodesThatIncludeOthersTest::rows).toList());
    return new PooledRun(plan, SmallData.reading(all), readings(sites)).answer();
  }

  private static Map<String, Long> shown(Answer answer) {
    Map<String, Long> shown = new HashMap<>();
    counts(answer).forEach((code, count) -> {
      if (count instanceof Answer.Whole whole) {
        shown.put(code, whole.value());
      }
    });
    return shown;
  }

  private static Map<String, Answer.Value> counts(Answer answer) {
    return ((Answer.Items) answer.fields().values().get("cells")).values().stream()
        .map(cell -> ((Answer.Fields) cell).values())
        .collect(Collectors.toMap(cell -> ((Answer.Text) cell.get("code")).value(), cell -> cell.get("count")));
  }
}
