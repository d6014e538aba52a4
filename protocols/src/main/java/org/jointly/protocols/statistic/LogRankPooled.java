package org.jointly.protocols.statistic;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.release.Opened;

/**
 * Whether survival differs between groups: the log-rank test on the patients of all sites together.
 *
 * <p>Definition: {@link LogRankTest} on the terms ({@link LogRankTerms}) of the intervals of a {@link LifeTable}, which are common to all
 * groups. With k at most 1 and a grid of all times it is R's {@code survdiff(Surv(time, event) ~ group)}; with a higher k intervals
 * are merged, which changes the value: the answer says how many were left and where they end. {@link LogRankBySite} opens far less and
 * needs no grid; ask this one where sites are too small to be strata.
 *
 * <p>Source: Mantel, Cancer Chemotherapy Reports 1966.
 *
 * <p>Answer: {@code {groups, observed, expected, chi2, df, p, interval_ends?, warning?, missing}}, by group a list under observed and expected;
 * {@code {groups, observed}} when suppressed.
 *
 * <p>Leakage: with k above 1, where the merged intervals end; their events and censorings, each at least k; the number of missing rows,
 * which has no threshold of its own.
 *
 * <p>Cost: that of {@link KaplanMeier}.
 */
public final class LogRankPooled implements Statistic {
  @Override
  public String name() {
    return "log-rank-pooled";
  }

  @Override
  public String summary() {
    return "whether survival differs between groups: the log-rank test on a time grid, sites pooled";
  }

  @Override
  public String leakage() {
    return "where stretches of the time grid end that have been merged until the release rule holds in every group for the patients"
        + " with an event and for those who are censored; both numbers for each; and the number of missing values, which"
        + " has no threshold of its own.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(LifeTable.TIME, LifeTable.GRID, SurvivalTimes.EVENT, LogRankBySite.GROUPS);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<String> time = reader.column(LifeTable.TIME);
    Optional<List<BigDecimal>> grid = reader.grid(LifeTable.GRID, LifeTable.MAXIMUM_POINTS);
    Optional<RowColumn.Indicator> event = reader.event(SurvivalTimes.EVENT);
    Optional<RowColumn.Category> groups = reader.categories(LogRankBySite.GROUPS, 2, LifeTable.MAXIMUM_GROUPS);
    reader.throwProblems();
    LifeTable table = new LifeTable(new RowColumn.OnGrid(time.orElseThrow(), grid.orElseThrow()), event.orElseThrow(),
        groups, true, spec.release());
    return new Leg(table, LifeTable.Merging.none(), parties);
  }

  private record Leg(LifeTable table, LifeTable.Merging merging, int parties) implements LifeTableLeg {
    @Override
    public Optional<Computation> next(Opened opened) {
      return isFollowed() ? Optional.of(new Leg(table, table.merging(opened), parties)) : Optional.empty();
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(Exhibit.Columns.of("groups", "group", "observed", "expected"));
    }

    @Override
    public Answer report(Opened opened) {
      List<List<LifeTable.Interval>> groups = IntStream.range(0, table.groupCount())
          .mapToObj(group -> table.intervals(opened, merging, group))
          .toList();
      AnswerFields fields = new AnswerFields().texts("groups", table.groups().orElseThrow().values());
      boolean isSuppressed = table.rule().minimumCount() > 0
          && groups.stream().anyMatch(group -> group.isEmpty() || group.get(0).atRisk() == 0);
      if (isSuppressed) {
        return fields.put("observed", CountCell.suppressed(table.rule())).answer();
      }
      LogRankTerms terms = terms(groups);
      fields.wholes("observed", terms.observed()).reals("expected", terms.expected());
      new LogRankTest(terms.observed(), terms.expected(), terms.variance()).report(fields);
      if (table.merges()) {
        fields.reals("interval_ends", groups.get(0).stream().mapToDouble(LifeTable.Interval::end).toArray());
        fields.text("warning", LifeTable.MERGED);
      }
      opened.whole(LifeTable.MISSING, 0).ifPresent(missing -> fields.whole(LifeTable.MISSING, missing));
      return fields.answer();
    }

    private static LogRankTerms terms(List<List<LifeTable.Interval>> groups) {
      LogRankTerms terms = new LogRankTerms(groups.size());
      for (int i = 0; i < groups.get(0).size(); i++) {
        int interval = i;
        terms.add(
            groups.stream().mapToLong(group -> group.get(interval).events()).toArray(),
            groups.stream().mapToLong(group -> group.get(interval).atRisk()).toArray());
      }
      return terms;
    }
  }
}
