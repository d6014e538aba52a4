package org.jointly.protocols.statistic.survival;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.comparison.SiteTerms;
import org.jointly.protocols.statistic.comparison.TTest;
import org.jointly.protocols.statistic.disclosure.MissingRows;
import org.jointly.protocols.statistic.model.RealSums;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.CountCell;
import org.jointly.protocols.statistic.report.PositiveDefinite;

/**
 * Whether survival differs between groups: the log-rank test, stratified by site.
 *
 * <p>Definition: χ² = (ΣO−ΣE)′(ΣV)⁻¹(ΣO−ΣE), sums over sites, each site's E and V from its own risk sets
 * ({@link LogRankTerms}), so that what differs between sites is not taken for a difference between groups. As R's {@code
 * survdiff(Surv(time, event) ~ group + strata(site))}. Rows without time, event or group are counted as missing.
 *
 * <p>Source: Mantel, Cancer Chemotherapy Reports 1966; Peto and Peto, JRSS A 1972.
 *
 * <p>Answer: {@code {groups, observed, expected, chi2, df, p, missing}}, by group a list under observed and expected; {@code
 * {groups, observed}} when suppressed.
 *
 * <p>Leakage: whether each group has enough patients with an event. If all have: the sums of O and E over sites, per group,
 * the sum of V, and the number of missing rows, where it is 0 or of enough patients. No time, and no site's terms:
 * nothing is opened unless three sites have events, since of two each could tell the other's.
 *
 * <p>Cost: for G groups, inputs and openings of 2G + G·(G−1)/2 + 1 elements and a comparison of G, in the rounds of
 * {@link TTest}.
 */
public final class LogRankBySite implements Statistic {
  static final int MAXIMUM_GROUPS = 50;
  static final Parameter GROUPS = Parameter.required(
      "groups", Parameter.Kind.CATEGORIES, "the groups; a site that has another one refuses", "{column: arm, values: [a, b]}");

  @Override
  public String name() {
    return "log-rank-by-site";
  }

  @Override
  public String summary() {
    return "whether survival differs between groups: the log-rank test, with sites as strata";
  }

  @Override
  public Group group() {
    return Group.SURVIVAL;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients with an event in every group; if so, events observed and"
        + " expected and the variance, summed over sites, and the number of missing values, where it is 0 or of enough"
        + " patients. No times; no site's numbers: nothing is opened unless three sites have events.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(SurvivalTimes.TIME, SurvivalTimes.EVENT, GROUPS);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<RowColumn.Number> time = reader.measure(SurvivalTimes.TIME);
    Optional<RowColumn.Indicator> event = reader.event(SurvivalTimes.EVENT);
    Optional<RowColumn.Category> groups = reader.categories(GROUPS, 2, MAXIMUM_GROUPS);
    reader.throwProblems();
    return new Strata(time.orElseThrow(), event.orElseThrow(), groups.orElseThrow(), parties, spec.release());
  }

  private record Strata(
      RowColumn.Number time, RowColumn.Indicator event, RowColumn.Category groups, int parties, ReleaseRule rule)
      implements Computation {
    private static final String OBSERVED = "observed";
    private static final String PATIENTS = "patients";
    private static final String SITES = "sites-with-events";

    private int size() {
      return groups.values().size();
    }

    private RealSums expected() {
      return RealSums.of("expected", size(), rule.largestCountPerSite(), parties);
    }

    private RealSums variance() {
      return RealSums.of("variance", PositiveDefinite.triangle(size() - 1), rule.largestCountPerSite(), parties);
    }

    @Override
    public LocalAggregation local() {
      long largest = rule.largestCountPerSite();
      List<CellBlock> blocks = MissingRows.blocks(
          largest,
          CellBlock.counts(OBSERVED, size(), largest),
          expected().block(),
          variance().block(),
          CellBlock.counts(PATIENTS, size(), largest),
          CellBlock.counts(SITES, 1, 1));
      return new LocalAggregation.OfRows(List.of(time, event, groups), blocks, this::fold);
    }

    private LocalAggregate fold(RowTable rows) {
      RowValues group = rows.values(groups);
      SurvivalTimes times = SurvivalTimes.of(rows, time, event);
      LogRankTerms terms = LogRankTerms.of(times, group, size());
      return MissingRows.count(rows, Map.of(
          OBSERVED, IntegerVector.of(terms.observed()),
          "expected", expected().cells(terms.expected()),
          "variance", variance().cells(terms.variance()),
          PATIENTS, rows.countPatients(size(), row -> rows.isComplete(row) && times.isEvent(row) ? group.indexAt(row) : -1),
          SITES, IntegerVector.of(times.events() > 0 ? 1 : 0)));
    }

    @Override
    public boolean stratifiesBySite() {
      return true;
    }

    @Override
    public List<Release> releases() {
      return MissingRows.beside(Release.Gated.together(
          List.of(PATIENTS), List.of(OBSERVED, "expected", "variance"), "of each group the events observed and expected; their variances")
          .andSites(fewestSites(), SITES));
    }

    /** Of two each could tell the other's terms. */
    private int fewestSites() {
      return SiteTerms.fewestSites(rule);
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(Exhibit.Columns.of("groups", "group", "observed", "expected"));
    }

    @Override
    public Answer report(Opened opened) {
      AnswerFields fields = new AnswerFields().texts("groups", groups.values());
      if (!opened.isOpen(OBSERVED)) {
        return fields.put(OBSERVED, CountCell.hidden(rule, fewestSites())).answer();
      }
      long[] observed = opened.values(OBSERVED).toLongs();
      double[] expected = expected().opened(opened);
      fields.wholes(OBSERVED, observed).reals("expected", expected);
      new LogRankTest(observed, expected, variance().opened(opened)).report(fields);
      return fields.put(MissingRows.MISSING, MissingRows.shown(opened, rule)).answer();
    }
  }
}
