package org.jointly.protocols.statistic.count;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.report.AnswerFields;

/**
 * {@link CountsByCode} where listed codes include others: level by level, in a leg each, from those that include none.
 *
 * <p>E75 less its shown parts would be the patients of its parts that are not shown, E75 less one of them those who have something else of
 * E75 only. So every site also counts, of the patients with E75, those who have none of the codes below it that were shown, R, and those
 * without a certain one of them, D; and E75 is shown if N, R and D reach the rule, or R or D is 0. Two codes are asked for their D. One is the
 * largest shown below, of M patients: N is then M, or M + k at least, and so k more than all smaller ones. N = M is k more than those of up to
 * M - k, and the other code is the next below M if it has more.
 *
 * <p>So the difference of two shown counts, of which one code includes the other, is 0 or at least k. And where every patient has one code, and
 * of codes that share some one includes the other, a shown count less any shown ones that it includes, of which none includes another, is 0 or
 * satisfies the rule: it is R of the code and of some of these.
 *
 * <p>k is 3 where the rule says 2: else, of a code that is not shown though one below it is, a single other one below it would be 1.
 *
 * @param found the answer so far: the counts of shown codes
 */
record CountsByLevel(CodeQuestion question, CodeLevels levels, int level, Map<Integer, Long> found, ReleaseRule rule)
    implements Computation {
  private static final int NONE = -1;
  private static final String REST = "patients with no code shown below";
  private static final String WITHOUT_LARGEST = "patients without the largest code shown below";
  private static final String WITHOUT_NEXT = "patients without the next code shown below";
  private static final String HIDDEN =
      "where a code that includes others is hidden, too few have it, or have it without one, or all, of the codes shown below it";

  CountsByLevel {
    found = Map.copyOf(found);
  }

  @Override
  public LocalAggregation local() {
    long largest = rule.largestCountPerSite();
    int codes = question.codes().size();
    return new LocalAggregation.OfRows(
        List.of(column()),
        Stream.of(CountsByCode.PATIENTS, REST, WITHOUT_LARGEST, WITHOUT_NEXT).map(name -> CellBlock.counts(name, codes, largest)).toList(),
        this::fold);
  }

  private RowColumn.Text column() {
    return new RowColumn.Text(question.column());
  }

  /** Codes of other levels count for nobody: in this leg nothing of them is opened. */
  private LocalAggregate fold(RowTable rows) {
    IntegerVector patients = question.list().patients(rows, column(), this::ofThisLevel);
    int[] first = largestBelow((below, code) -> true);
    int[] next = largestBelow((below, code) -> isNear(below, first[code]));
    return new LocalAggregate(Map.of(
        CountsByCode.PATIENTS, patients,
        REST, without((below, code) -> true, rows, patients),
        WITHOUT_LARGEST, without((below, code) -> first[code] == below, rows, patients),
        WITHOUT_NEXT, without((below, code) -> (next[code] == NONE ? first : next)[code] == below, rows, patients)));
  }

  private int[] ofThisLevel(int[] places) {
    return IntStream.of(places).filter(place -> levels.of(place) == level).toArray();
  }

  /** Of the patients with each code of this level, those with none of certain codes that are shown below it. */
  private IntegerVector without(BiPredicate<Integer, Integer> certain, RowTable rows, IntegerVector patients) {
    IntegerVector with = question.list().patients(rows, column(), places -> above(places, certain));
    return IntegerVector.of(IntStream.range(0, patients.length()).mapToLong(i -> patients.longAt(i) - with.longAt(i)).toArray());
  }

  private int[] above(int[] places, BiPredicate<Integer, Integer> certain) {
    return IntStream.of(places)
        .filter(found::containsKey)
        .flatMap(below -> IntStream.of(levels.above(below)).filter(code -> levels.of(code) == level && certain.test(below, code)))
        .distinct()
        .toArray();
  }

  /** Per code of this level the largest of certain codes that are shown below it, the same at every party. */
  private int[] largestBelow(BiPredicate<Integer, Integer> certain) {
    int[] largest = new int[question.codes().size()];
    Arrays.fill(largest, NONE);
    IntStream.range(0, largest.length).filter(found::containsKey).forEach(below -> IntStream.of(levels.above(below))
        .filter(code -> levels.of(code) == level && certain.test(below, code))
        .filter(code -> largest[code] == NONE || found.get(below) > found.get(largest[code]))
        .forEach(code -> largest[code] = below));
    return largest;
  }

  /** Whether a shown code has fewer patients than another, but not k fewer. */
  private boolean isNear(int code, int larger) {
    long fewer = found.get(larger) - found.get(code);
    return fewer > 0 && fewer < k();
  }

  @Override
  public List<Release> releases() {
    Release.Minimum minimum = new Release.Minimum(k(), true, false);
    return List.of(new Release.Gated(
        List.of(CountsByCode.PATIENTS), List.of(CountsByCode.PATIENTS), false, "the number of patients with each code",
        Map.of(CountsByCode.PATIENTS, minimum)).andEnoughOrNone(REST).andEnoughOrNone(WITHOUT_LARGEST).andEnoughOrNone(WITHOUT_NEXT));
  }

  private long k() {
    return Release.thresholdOrNone(rule.minimumCount());
  }

  @Override
  public Optional<Computation> next(Opened opened) {
    return level + 1 == levels.count()
        ? Optional.empty()
        : Optional.of(new CountsByLevel(question, levels, level + 1, with(opened), rule));
  }

  @Override
  public int maximumLegs() {
    return levels.count();
  }

  private Map<Integer, Long> with(Opened opened) {
    Map<Integer, Long> counts = new HashMap<>(found);
    IntStream.range(0, question.codes().size())
        .filter(code -> levels.of(code) == level)
        .forEach(code -> opened.whole(CountsByCode.PATIENTS, code).ifPresent(count -> counts.put(code, count)));
    return counts;
  }

  @Override
  public List<Exhibit> exhibits() {
    return CountsByCode.exhibits();
  }

  @Override
  public Answer report(Opened opened) {
    Map<Integer, Long> counts = with(opened);
    AnswerFields fields = new AnswerFields().put("cells", CountsByCode.cells(question, i -> count(counts, i)));
    boolean isPartHidden = IntStream.range(0, question.codes().size()).anyMatch(i -> levels.of(i) > 0 && !counts.containsKey(i));
    return isPartHidden ? fields.text("warning", HIDDEN).answer() : fields.answer();
  }

  /** A code that includes others need not be small where it is not shown. */
  private Answer.Value count(Map<Integer, Long> counts, int code) {
    return Optional.ofNullable(counts.get(code))
        .<Answer.Value>map(Answer.Whole::new)
        .orElseGet(() -> new Answer.Suppressed(k(), rule.minimumSites(), levels.of(code) == 0));
  }
}
