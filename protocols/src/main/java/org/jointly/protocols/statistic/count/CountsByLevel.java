package org.jointly.protocols.statistic.count;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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
import org.jointly.protocols.statistic.report.CountCell;

/**
 * {@link CountsByCode} where listed codes include others: level by level, in a leg each, from those that include none.
 *
 * <p>E75 less its shown parts would be the patients of its parts that are not shown. So every site also counts, of the patients with
 * E75, those who have none of the codes below it that were shown, R; and E75 is shown if N and R reach the rule, or R is 0. Then, where
 * every patient has one code, a shown count less any shown ones that it includes, of which none includes another, is 0 or satisfies the rule:
 * it is R of the code and of some of these.
 *
 * @param found the answer so far: the counts of shown codes
 */
record CountsByLevel(CodeQuestion question, CodeLevels levels, int level, Map<Integer, Long> found, ReleaseRule rule)
    implements Computation {
  private static final String REST = "patients with no code shown below";
  private static final String HIDDEN =
      "where a code that includes others is hidden, too few have it, or too few have it and none of the codes shown below it";

  CountsByLevel {
    found = Map.copyOf(found);
  }

  @Override
  public LocalAggregation local() {
    long largest = rule.largestCountPerSite();
    int codes = question.codes().size();
    return new LocalAggregation.OfRows(
        List.of(column()),
        List.of(CellBlock.counts(CountsByCode.PATIENTS, codes, largest), CellBlock.counts(REST, codes, largest)),
        this::fold);
  }

  private RowColumn.Text column() {
    return new RowColumn.Text(question.column());
  }

  /** Codes of other levels count for nobody: in this leg nothing of them is opened. */
  private LocalAggregate fold(RowTable rows) {
    long[] patients = question.list().patients(rows, column(), this::ofThisLevel).toLongs();
    long[] covered = question.list().patients(rows, column(), this::aboveShown).toLongs();
    long[] rest = IntStream.range(0, patients.length).mapToLong(i -> patients[i] - covered[i]).toArray();
    return new LocalAggregate(Map.of(CountsByCode.PATIENTS, IntegerVector.of(patients), REST, IntegerVector.of(rest)));
  }

  private int[] ofThisLevel(int[] places) {
    return IntStream.of(places).filter(place -> levels.of(place) == level).toArray();
  }

  private int[] aboveShown(int[] places) {
    return IntStream.of(places)
        .filter(found::containsKey)
        .flatMap(place -> IntStream.of(levels.above(place)))
        .filter(place -> levels.of(place) == level)
        .distinct()
        .toArray();
  }

  @Override
  public List<Release> releases() {
    return List.of(new Release.Gated(
        CountsByCode.PATIENTS, List.of(CountsByCode.PATIENTS), "the number of patients with each code").andEnoughOrNone(REST));
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
        .orElseGet(() -> levels.of(code) == 0 ? CountCell.suppressed(rule) : CountCell.hidden(rule));
  }
}
