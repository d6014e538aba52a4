package org.jointly.protocols.statistic;

import java.util.ArrayList;
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
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;

/**
 * How many patients are left after each criterion of a study: the funnel from the cohort to those who can be enrolled.
 *
 * <p>Definition: N_0 is the number of patients in the cohort; N_j of those with a row for which criteria 1 to j hold, in the
 * order of the query; D_j = N_{j−1} − N_j drop out at step j. As in a cohort, criteria must hold in one row.
 *
 * <p>Answer: {@code {cells: [{step, n, dropped?}]}}, the first step is the cohort; dropped where this step and the one before
 * are shown.
 *
 * <p>Leakage: per step whether both N_j and D_j hold the rule (for the cohort, N_0); N_j where they do. What two shown steps
 * differ by includes the drop of the later one, so it is never below the threshold.
 *
 * <p>Cost: for L criteria inputs and comparisons of 2L + 2 elements, L + 1 products of bits, openings of 2L + 2; one round more
 * than {@link CohortCount}.
 */
public final class Attrition implements Statistic {
  private static final int MAXIMUM_STEPS = 50;

  private static final String LEFT = "left";
  private static final String DROPPED = "dropped";
  private static final Parameter STEPS = Parameter.required(
      "steps", Parameter.Kind.CONDITIONS, "the criteria in order, each with the comparisons of a cohort and, if you like, a name",
      "[{name: adults, column: age, at_least: 18}, {column: stage, in: [1, 2]}]");

  @Override
  public String name() {
    return "attrition";
  }

  @Override
  public String summary() {
    return "how many patients are left after each criterion of a study";
  }

  @Override
  public String leakage() {
    return "for each step whether the release rule holds for those who are left and for those who dropped out at it.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(STEPS);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<Map<String, Predicate>> steps = reader.conditions(STEPS, MAXIMUM_STEPS);
    reader.throwProblems();
    List<String> names = new ArrayList<>(List.of("cohort"));
    names.addAll(steps.orElseThrow().keySet());
    List<RowColumn.Holds> criteria = steps.orElseThrow().values().stream().map(RowColumn.Holds::new).toList();
    return new Funnel(names, criteria, spec.release());
  }

  /** @param names one more than criteria: that of the cohort first */
  private record Funnel(List<String> names, List<RowColumn.Holds> criteria, ReleaseRule rule) implements Computation {
    @Override
    public LocalAggregation local() {
      long largest = rule.largestCountPerSite();
      return new LocalAggregation.OfRows(
          criteria.stream().<RowColumn>map(criterion -> criterion).distinct().toList(),
          List.of(CellBlock.counts(LEFT, names.size(), largest), CellBlock.counts(DROPPED, names.size(), largest)),
          this::fold);
    }

    /** Nobody drops out at the cohort; its element of the drops is N_0 again, so that it needs no rule of its own. */
    private LocalAggregate fold(RowTable rows) {
      long[] left = new long[names.size()];
      long[] dropped = new long[names.size()];
      int[] met = met(rows);
      for (int step = 0; step < left.length; step++) {
        int atLeast = step;
        left[step] = rows.countPatients(1, row -> met[row] >= atLeast ? 0 : -1).longAt(0);
        dropped[step] = step == 0 ? left[0] : left[step - 1] - left[step];
      }
      return new LocalAggregate(Map.of(LEFT, IntegerVector.of(left), DROPPED, IntegerVector.of(dropped)));
    }

    /** Per row how many criteria hold before the first that does not. */
    private int[] met(RowTable rows) {
      int[] met = new int[rows.rows()];
      for (int row = 0; row < met.length; row++) {
        while (met[row] < criteria.size() && rows.values(criteria.get(met[row])).at(row) == 1) {
          met[row]++;
        }
      }
      return met;
    }

    @Override
    public List<Release> releases() {
      return List.of(new Release.Gated(
          List.of(LEFT, DROPPED), List.of(LEFT), false, "the number of patients left after each step"));
    }

    @Override
    public Answer report(Opened opened) {
      List<Answer.Value> cells = IntStream.range(0, names.size()).<Answer.Value>mapToObj(i -> cell(opened, i)).toList();
      return new Answer(Answer.Fields.of(Map.entry("cells", new Answer.Items(cells))));
    }

    private Answer.Fields cell(Opened opened, int i) {
      List<Map.Entry<String, ? extends Answer.Value>> fields = new ArrayList<>();
      Optional<Long> n = opened.whole(LEFT, i);
      fields.add(Map.entry("step", new Answer.Text(names.get(i))));
      fields.add(Map.entry("n", n.<Answer.Value>map(Answer.Whole::new).orElse(CountCell.suppressed(rule))));
      if (i > 0 && n.isPresent()) {
        opened.whole(LEFT, i - 1).ifPresent(before ->
            fields.add(Map.entry(DROPPED, new Answer.Whole(before - n.get()))));
      }
      return Answer.Fields.of(fields);
    }
  }
}
