package org.jointly.protocols.statistic.count;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.CountCell;

/**
 * How many patients have each code of a list: ICD-10, ORPHA, SNOMED.
 *
 * <p>Definition: for code c, N_c = Σ_s N_{s,c}, N_{s,c} the distinct patients of site s in the cohort with at least one row
 * whose code equals c (or begins with c; or, with a hierarchy, is c or any code below it). Codes are compared letter for letter.
 *
 * <p>Leakage: per code whether the release rule holds; N_c where it does. A code that includes others of the list is shown if the rule also
 * holds for its patients who have none of the codes shown below it, and not one of them, or if there are none such: else what is left of it
 * would tell of the codes below it that are not shown ({@link CountsByLevel}).
 *
 * <p>Answer: {@code {cells: [{code, count}], warning?}}.
 *
 * <p>Cost: for L codes one input, one comparison and one multiplication of L elements, two openings of L, in the rounds of
 * {@link CohortCount} whatever L is. 1 000 codes among three parties, Shamir and 20 bits: 10 rounds, 52 kB sent at most. Where
 * listed codes include others, for each level of them a leg with four times the input and seven comparisons of L elements.
 */
public final class CountsByCode implements Statistic {
  /** The most codes one query may list. */
  public static final int MAXIMUM_CODES = 100_000;

  /** Each is a leg: ICD-10 has some five, SNOMED CT some fifteen. */
  private static final int MAXIMUM_LEVELS = 16;

  static final String PATIENTS = "patients";
  private static final Parameter CODES = CodeQuestion.codes(MAXIMUM_CODES);

  @Override
  public String name() {
    return "counts-by-code";
  }

  @Override
  public String summary() {
    return "how many patients have each code of a list (ICD-10, ORPHA, SNOMED)";
  }

  @Override
  public Group group() {
    return Group.COUNTS;
  }

  @Override
  public String leakage() {
    return "for each code whether the release rule holds; for one that includes others of the list, whether it holds also for those who have"
        + " it and none of the codes shown below it, and not a certain one of them, or there are none such.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(CodeQuestion.COLUMN, CODES, CodeQuestion.MATCH, CodeQuestion.HIERARCHY);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<CodeQuestion> question = CodeQuestion.read(reader, CODES, MAXIMUM_CODES);
    Optional<CodeLevels> levels = question.map(asked -> CodeLevels.of(asked.codes(), asked.list()));
    levels.map(CodeLevels::count).filter(count -> count > MAXIMUM_LEVELS).ifPresent(count -> reader.problem(
        CODES, "one listed code includes another, that one a third, and so on over " + count + " levels; list codes of at most "
            + MAXIMUM_LEVELS + ", or ask in several queries"));
    reader.throwProblems();
    return suppresses(spec.release()) && levels.orElseThrow().count() > 1
        ? new CountsByLevel(question.orElseThrow(), levels.orElseThrow(), 0, Map.of(), spec.release())
        : new Counts(question.orElseThrow(), spec.release());
  }

  /** Anything but zeros. */
  private static boolean suppresses(ReleaseRule rule) {
    return rule.minimumCount() > 1 || rule.minimumSites() > 1;
  }

  static List<Exhibit> exhibits() {
    return List.of(new Exhibit.Bars("Patients by code", "cells", "code", "count"));
  }

  static Answer.Items cells(CodeQuestion question, IntFunction<Answer.Value> count) {
    return new Answer.Items(IntStream.range(0, question.codes().size())
        .<Answer.Value>mapToObj(i -> Answer.Fields.of(
            Map.entry("code", new Answer.Text(question.codes().get(i))), Map.entry("count", count.apply(i))))
        .toList());
  }

  private record Counts(CodeQuestion question, ReleaseRule rule) implements Computation {
    /** A database counts equal codes and prefixes faster than its rows are read; it does not know the hierarchy. */
    @Override
    public LocalAggregation local() {
      LocalAggregation.DistinctPatientsByCode byCode = new LocalAggregation.DistinctPatientsByCode(
          question.column(), question.codes(), question.match(), rule.largestCountPerSite());
      return question.hasHierarchy()
          ? new LocalAggregation.OfRows(List.of(new RowColumn.Text(question.column())), byCode.blocks(), this::fold)
          : byCode;
    }

    private LocalAggregate fold(RowTable rows) {
      return new LocalAggregate(Map.of(PATIENTS, question.list().patients(rows, new RowColumn.Text(question.column()))));
    }

    @Override
    public List<Release> releases() {
      return List.of(new Release.Gated(PATIENTS, List.of(PATIENTS), "the number of patients with each code"));
    }

    @Override
    public List<Exhibit> exhibits() {
      return CountsByCode.exhibits();
    }

    @Override
    public Answer report(Opened opened) {
      return new Answer(Answer.Fields.of(Map.entry("cells", cells(question, i -> CountCell.value(opened, PATIENTS, i, rule)))));
    }
  }
}
