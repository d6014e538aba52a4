package org.jointly.protocols.statistic.count;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.release.SharedCells;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.disclosure.Jumps;
import org.jointly.protocols.statistic.disclosure.ShownSteps;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.CountCell;

/**
 * How many patients are left after each criterion of a study: the funnel from the cohort to those who can be enrolled.
 *
 * <p>Definition: N_0 is the number of patients in the cohort; N_j of those with a row for which criteria 1 to j hold, in the
 * order of the query; D_j = N_{j−1} − N_j drop out at step j. As in a cohort, criteria must hold in one row.
 *
 * <p>Answer: {@code {cells: [{step, n, dropped?}], warning?}}, the first step is the cohort; dropped where this step and the one before
 * are shown.
 *
 * <p>A step is shown if enough patients are left and enough have dropped out since the last step that is shown ({@link
 * ShownSteps}). To ask only for enough at the step itself would tell too much: of 100, hidden, 89 with k = 11, all 11 dropped out at
 * the last step, since no fewer show it, and none before.
 *
 * <p>Leakage: per step whether it is shown; N_j where it is.
 *
 * <p>Cost: for L criteria and P = L·(L+1)/2 pairs of steps, inputs of L + 1 elements, comparisons of 2P + 2L + 2, openings of 2L + 2; with a
 * minimum of sites P inputs and comparisons more. 6 + L + 2c rounds, c those of a comparison as in {@link CohortCount}; two more with
 * a minimum of sites.
 */
public final class Attrition implements Statistic {
  private static final int MAXIMUM_STEPS = 50;

  private static final String LEFT = "left";
  private static final String DROPPED = "dropped";
  private static final String HIDDEN =
      "where n is suppressed, too few are left, or too few have dropped out since the last step shown: n may be close to that step's";
  private static final String SINCE_SHOWN = "dropped-since-shown";
  private static final String SITES = "sites-with-a-drop";
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
  public Group group() {
    return Group.COUNTS;
  }

  @Override
  public String leakage() {
    return "for each step whether the release rule holds for those who are left and for those who dropped out since the last step shown.";
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
    return new Funnel(names, criteria, parties, spec.release());
  }

  /** @param names one more than criteria: that of the cohort first */
  private record Funnel(List<String> names, List<RowColumn.Holds> criteria, int parties, ReleaseRule rule) implements Computation {
    @Override
    public LocalAggregation local() {
      long largest = rule.largestCountPerSite();
      List<CellBlock> blocks = new ArrayList<>(List.of(CellBlock.counts(LEFT, names.size(), largest)));
      if (countsSites()) {
        blocks.add(CellBlock.counts(SITES, shown().jumps().pairs(), 1));
      }
      return new LocalAggregation.OfRows(
          criteria.stream().<RowColumn>map(criterion -> criterion).distinct().toList(), blocks, this::fold);
    }

    private boolean decides() {
      return rule.minimumCount() > 0 || countsSites();
    }

    private boolean countsSites() {
      return rule.minimumSites() > 1;
    }

    private ShownSteps shown() {
      return new ShownSteps(new Jumps(names.size()), rule.minimumCount(), rule.minimumSites());
    }

    private LocalAggregate fold(RowTable rows) {
      long[] left = new long[names.size()];
      int[] met = met(rows);
      for (int step = 0; step < left.length; step++) {
        int atLeast = step;
        left[step] = rows.countPatients(1, row -> met[row] >= atLeast ? 0 : -1).longAt(0);
      }
      Map<String, IntegerVector> cells = new HashMap<>(Map.of(LEFT, IntegerVector.of(left)));
      if (countsSites()) {
        int[] drops = shown().jumps().overPairs((from, to) -> left[from] > left[to] ? 1 : 0);
        cells.put(SITES, IntegerVector.of(Arrays.stream(drops).asLongStream().toArray()));
      }
      return new LocalAggregate(cells);
    }

    /** What dropped out is compared, multiplied by the answer, and compared again. */
    @Override
    public List<String> proven() {
      return decides() ? List.of(LEFT) : List.of();
    }

    @Override
    public DRes<SharedCells> joint(ProtocolBuilderNumeric builder, SharedCells sums) {
      if (!decides()) {
        return () -> sums;
      }
      Optional<DRes<SecretVector>> sites = countsSites() ? Optional.of(sums.vector(SITES)) : Optional.empty();
      DRes<SecretVector> since = shown().droppedSince(VectorNumeric.using(builder), sums.vector(LEFT), sites, comparedBits(parties));
      return () -> sums.with(SINCE_SHOWN, since);
    }

    @Override
    public LocalAggregate jointInPlain(LocalAggregate sums) {
      if (!decides()) {
        return sums;
      }
      Optional<long[]> sites = countsSites() ? Optional.of(sums.block(SITES).toLongs()) : Optional.empty();
      return sums.with(SINCE_SHOWN, IntegerVector.of(shown().droppedSince(sums.block(LEFT).toLongs(), sites)));
    }

    @Override
    public List<CellBlock> joined(int parties) {
      CellBlock left = CellBlock.counts(LEFT, names.size(), rule.largestCountPerSite()).summedOver(parties);
      CellBlock since = new CellBlock(SINCE_SHOWN, names.size(), left.smallest(), left.largest());
      return decides() ? List.of(left, since) : List.of(left);
    }

    /** Where sites are counted, rows pooled would be of one. */
    @Override
    public boolean stratifiesBySite() {
      return countsSites();
    }

    @Override
    public int comparedBits(int parties) {
      return decides() ? CellBlock.counts(LEFT, 1, rule.largestCountPerSite()).summedOver(parties).bits() : 0;
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

    /** A step that is not shown has 0 dropped out, which without a threshold would pass. */
    @Override
    public List<Release> releases() {
      String counts = "the number of patients left after each step";
      return List.of(decides()
          ? new Release.Gated(LEFT, List.of(LEFT), counts + ", where enough are left and enough have dropped out since the last step shown")
              .andAtLeast(1, SINCE_SHOWN)
          : new Release.Gated(LEFT, List.of(LEFT), counts));
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(new Exhibit.Bars("Patients after each criterion", "cells", "step", "n"));
    }

    @Override
    public Answer report(Opened opened) {
      List<Answer.Value> cells = IntStream.range(0, names.size()).<Answer.Value>mapToObj(i -> cell(opened, i)).toList();
      List<Map.Entry<String, ? extends Answer.Value>> fields = new ArrayList<>(List.of(Map.entry("cells", new Answer.Items(cells))));
      if (opened.whole(LEFT, 0).isPresent() && IntStream.range(1, names.size()).anyMatch(i -> opened.whole(LEFT, i).isEmpty())) {
        fields.add(Map.entry("warning", new Answer.Text(HIDDEN)));
      }
      return new Answer(Answer.Fields.of(fields));
    }

    private Answer.Fields cell(Opened opened, int i) {
      List<Map.Entry<String, ? extends Answer.Value>> fields = new ArrayList<>();
      Optional<Long> n = opened.whole(LEFT, i);
      fields.add(Map.entry("step", new Answer.Text(names.get(i))));
      fields.add(Map.entry("n", n.<Answer.Value>map(Answer.Whole::new).orElse(i == 0 ? CountCell.suppressed(rule) : CountCell.hidden(rule))));
      if (i > 0 && n.isPresent()) {
        opened.whole(LEFT, i - 1).ifPresent(before ->
            fields.add(Map.entry(DROPPED, new Answer.Whole(before - n.get()))));
      }
      return Answer.Fields.of(fields);
    }
  }
}
