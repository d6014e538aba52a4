package org.jointly.protocols.statistic.survival;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.release.SharedCells;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.count.CohortCount;
import org.jointly.protocols.statistic.disclosure.MissingRows;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.CountCell;
import org.jointly.protocols.statistic.report.PositiveDefinite;

/**
 * Whether survival differs between groups: the log-rank test on the patients of all sites together, on a public time grid.
 *
 * <p>Definition: {@link LogRankTest} on the terms ({@link LogRankOnGrid}) of all points. A time belongs to the first point of the grid at
 * or above it. With a grid of all times it is R's {@code survdiff(Surv(time, event) ~ group)}; a coarser grid makes ties, which changes
 * the value. {@link LogRankBySite} needs no grid and costs far less; ask this one where sites are too small to be strata.
 *
 * <p>Source: Mantel, Cancer Chemotherapy Reports 1966.
 *
 * <p>Answer: {@code {groups, observed, expected, chi2, df, p, missing}}, by group a list under observed and expected; {@code {groups,
 * observed}} when suppressed.
 *
 * <p>Leakage: whether each group has enough patients with an event. If all have: O per group, E and V of all groups but the last, and the
 * number of missing rows, where it is 0 or of enough patients. No time, and no number at risk.
 *
 * <p>Cost: for T points and G groups 2·T·G inputs and T·G divisions, each of 12 digits of 15 comparisons on Shamir shares, of 24 of 3 against
 * malicious parties; on spdz 2·T reciprocals, some 100 pieces of material each and 200 masks, and 200 masks for every 16 of 48 digits, and inputs are proven to be
 * within their bounds. Openings of G + (G−1) + (G−1)² + 1 elements. With c the rounds of a comparison as in {@link CohortCount} and c' those of
 * one that is 4 bits wider: 9 + c + 12·(c' + 1), on Shamir shares.
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
  public Group group() {
    return Group.SURVIVAL;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients with an event in every group; if so, events observed and expected and the"
        + " variance, summed over the grid, and the number of missing values, where it is 0 or of enough patients. No times, and no"
        + " numbers at risk.";
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
    return new Pooled(
        new RowColumn.OnGrid(time.orElseThrow(), grid.orElseThrow()), event.orElseThrow(), groups.orElseThrow(), spec.release(), parties);
  }

  private record Pooled(
      RowColumn.OnGrid time, RowColumn.Indicator event, RowColumn.Category groups, ReleaseRule rule, int parties)
      implements Computation {
    private static final String EVENTS = "events";
    private static final String CENSORED = "censored";
    private static final String PATIENTS = "patients";
    private static final String OBSERVED = "observed";
    private static final String EXPECTED = "expected";
    private static final String VARIANCE = "variance";

    /** What the last digits leave of a 0, for each event. */
    private static final double TRACE = 0x1p-40;

    private int size() {
      return groups.values().size();
    }

    private int points() {
      return time.points().size();
    }

    private BigInteger mostRows() {
      return BigInteger.valueOf(rule.largestCountPerSite()).multiply(BigInteger.valueOf(parties));
    }

    private LogRankOnGrid terms() {
      return new LogRankOnGrid(points(), size(), mostRows().bitLength());
    }

    @Override
    public LocalAggregation local() {
      long largest = rule.largestCountPerSite();
      List<CellBlock> blocks = MissingRows.blocks(
          largest,
          CellBlock.counts(EVENTS, size() * points(), largest),
          CellBlock.counts(CENSORED, size() * points(), largest),
          CellBlock.counts(PATIENTS, size(), largest));
      return new LocalAggregation.OfRows(List.of(time, event, groups), blocks, this::fold);
    }

    private LocalAggregate fold(RowTable rows) {
      RowValues group = rows.values(groups);
      RowValues point = rows.values(time);
      RowValues events = rows.values(event);
      return MissingRows.count(rows, Map.of(
          EVENTS, rows.countRows(size() * points(),
              row -> rows.isComplete(row) && events.at(row) == 1 ? group.indexAt(row) * points() + point.indexAt(row) : -1),
          CENSORED, rows.countRows(size() * points(),
              row -> rows.isComplete(row) && events.at(row) != 1 ? group.indexAt(row) * points() + point.indexAt(row) : -1),
          PATIENTS, rows.countPatients(size(), row -> rows.isComplete(row) && events.at(row) == 1 ? group.indexAt(row) : -1)));
    }

    /** Then who is at risk is not fewer than who leaves later, nor fewer than zero, nor of one group more than of all. */
    @Override
    public List<String> proven() {
      return List.of(EVENTS, CENSORED);
    }

    @Override
    public DRes<SharedCells> joint(ProtocolBuilderNumeric builder, SharedCells sums) {
      LogRankOnGrid.Terms terms = terms().joint(VectorNumeric.using(builder), sums.vector(EVENTS), sums.vector(CENSORED));
      DRes<SecretVector> observed = terms.observed();
      return () -> sums.with(OBSERVED, observed).with(EXPECTED, terms.expected()).with(VARIANCE, terms.variance());
    }

    @Override
    public LocalAggregate jointInPlain(LocalAggregate sums) {
      LogRankOnGrid.PlainTerms terms = terms().joint(sums.block(EVENTS).toLongs(), sums.block(CENSORED).toLongs());
      return sums.with(OBSERVED, terms.observed()).with(EXPECTED, terms.expected()).with(VARIANCE, terms.variance());
    }

    @Override
    public List<CellBlock> joined(int sites) {
      int free = terms().free();
      BigInteger variance = mostRows().shiftLeft(LogRankOnGrid.VARIANCE_BITS - 1); // p(1-p) is at most a quarter
      BigInteger expected = mostRows().shiftLeft(LogRankOnGrid.EXPECTED_BITS + 1);
      return Stream.concat(
              Computation.super.joined(sites).stream(),
              Stream.of(
                  new CellBlock(OBSERVED, size(), BigInteger.ZERO, mostRows()),
                  new CellBlock(EXPECTED, free, expected.negate(), expected), // the last digit may be off by a few
                  new CellBlock(VARIANCE, free * free, variance.negate(), variance)))
          .toList();
    }

    @Override
    public int comparedBits(int sites) {
      return terms().bits() + 4;
    }

    @Override
    public List<Release> releases() {
      return MissingRows.beside(Release.Gated.together(
          List.of(PATIENTS), List.of(OBSERVED, EXPECTED, VARIANCE),
          "of each group the events observed and, but for one, expected; their variances"));
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(Exhibit.Columns.of("groups", "group", "observed", "expected"));
    }

    @Override
    public Answer report(Opened opened) {
      AnswerFields fields = new AnswerFields().texts("groups", groups.values());
      if (!opened.isOpen(OBSERVED)) {
        return fields.put(OBSERVED, CountCell.hidden(rule)).answer();
      }
      long[] observed = opened.values(OBSERVED).toLongs();
      double[] expected = expected(opened, LongStream.of(observed).sum());
      fields.wholes(OBSERVED, observed).reals(EXPECTED, expected);
      new LogRankTest(observed, expected, variance(opened, LongStream.of(observed).sum())).report(fields);
      return fields.put(MissingRows.MISSING, MissingRows.shown(opened, rule)).answer();
    }

    /** As many are expected as are observed, so that the other groups tell the last one's. */
    private double[] expected(Opened opened, long events) {
      double[] expected = new double[size()];
      BigInteger last = BigInteger.valueOf(events).shiftLeft(LogRankOnGrid.EXPECTED_BITS);
      for (int group = 0; group < size() - 1; group++) {
        BigInteger scaled = opened.values(EXPECTED).at(group);
        last = last.subtract(scaled);
        expected[group] = real(scaled, LogRankOnGrid.EXPECTED_BITS, events);
      }
      expected[size() - 1] = real(last, LogRankOnGrid.EXPECTED_BITS, events);
      return expected;
    }

    /** The lower triangle. */
    private double[] variance(Opened opened, long events) {
      int free = terms().free();
      double[] triangle = new double[PositiveDefinite.triangle(free)];
      int next = 0;
      for (int g = 0; g < free; g++) {
        for (int h = 0; h <= g; h++) {
          triangle[next++] = real(opened.values(VARIANCE).at(g * free + h), LogRankOnGrid.VARIANCE_BITS, events);
        }
      }
      return triangle;
    }

    private static double real(BigInteger scaled, int bits, long events) {
      double real = new BigDecimal(scaled).divide(new BigDecimal(BigInteger.ONE.shiftLeft(bits))).doubleValue();
      return Math.abs(real) < events * TRACE ? 0 : real;
    }
  }
}
