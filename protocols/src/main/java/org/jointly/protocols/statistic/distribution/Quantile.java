package org.jointly.protocols.statistic.distribution;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.CellSums;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.integer.IntegerVector;
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
import org.jointly.protocols.statistic.parameter.Confidence;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.CountCell;

/**
 * Quantiles of a numeric column, on a public grid.
 *
 * <p>Definition: the q-quantile is the smallest grid point x with C(x) ≥ r, r = ⌈q·n⌉, C(x) the joint number of values at
 * or below x: the inverse of the empirical distribution function, R's {@code quantile(type = 1)}, where every value is a
 * grid point; the next point above it otherwise. Limits are order statistics too (Conover, Practical Nonparametric
 * Statistics): those of rank r = B(α/2) and B(1 − α/2) + 1, B the quantiles of the binomial distribution of n and q.
 *
 * <p>In two legs. The first opens n and the number of missing values, from which all ranks follow. The second compares C
 * with every rank at every grid point and opens, for each rank, how many points lie below: the index of the quantile, counted from 1, and 0
 * where it is not available. A site's counts stay shared, and so do the joint ones and C, their running sums. Whether a patient has too many rows each site
 * says for each rank, and that stays shared, too.
 *
 * <p>A tail is a small group like any other: a quantile or limit is not available where fewer values than the minimum count, or only
 * one, are at or below it or at or above it, and nothing is opened for it. So
 * is what lies between two opened numbers: of two ranks that are less than the minimum count apart the later is not available,
 * limits being later than all quantiles. Else many quantiles would tell what no histogram may. And groups are of patients: where some have
 * many rows, a number is not available if fewer patients than the minimum count could have all rows of a tail or of what lies between. A
 * minimum of sites is asked of all patients with a value, not of these groups: those in a tail may be of one site.
 *
 * <p>Answer: {@code {n, missing, p05, …, limits: [{quantile, ci95_low, ci95_high}]}}; {@code {n}} when suppressed.
 *
 * <p>Leakage: whether the release rule holds for the patients with a value. If it does: n, the number of rows without a
 * value, where it is 0 or of enough patients, and the indices in the grid.
 *
 * <p>Cost: for G points and Q quantiles, twice G + 3 inputs and 3Q + 2 openings; in the second leg 3Q searches among G on
 * the bits of n, on Shamir shares by 3Q·G comparisons: then 10 + 3c rounds, c those of a comparison as in {@link CohortCount}:
 * setup, and twice input, comparison, product and opening, with the second leg's own comparison between. Among three parties
 * with 301 points and 5 quantiles, Shamir and 20 bits: 95 kB sent at most.
 */
public final class Quantile implements Statistic {
  private static final int MAXIMUM_POINTS = 10_000;
  private static final int MAXIMUM_QUANTILES = 20;
  private static final String AT_POINTS = "values-at-points";
  private static final String N = "n";
  private static final String PATIENTS = "patients";
  private static final String INDICES = "indices";
  private static final String REPEATS = "sites-with-repeats";
  private static final List<BigDecimal> STANDARD =
      Stream.of("0.05", "0.25", "0.5", "0.75", "0.95").map(BigDecimal::new).toList();
  private static final Parameter COLUMN =
      Parameter.required("column", Parameter.Kind.COLUMN, "the numeric column", "age");
  private static final Parameter GRID = Parameter.required(
      "grid", Parameter.Kind.GRID, "the values there can be; a site that has one outside refuses",
      "{from: 0, to: 120, step: 1}");
  private static final Parameter PROBABILITIES = Parameter.optional(
      "probabilities", Parameter.Kind.NUMBERS, "which quantiles", "[0.05, 0.25, 0.5, 0.75, 0.95]");

  @Override
  public String name() {
    return "quantile";
  }

  @Override
  public String summary() {
    return "median and other quantiles of a numeric column on a public grid, with confidence limits";
  }

  @Override
  public Group group() {
    return Group.DISTRIBUTIONS;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients with a value; if so, their number and that of missing values,"
        + " where it is 0 or of enough patients.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(COLUMN, GRID, PROBABILITIES, Confidence.PARAMETER);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<String> column = reader.column(COLUMN);
    Optional<List<BigDecimal>> grid = reader.grid(GRID, MAXIMUM_POINTS);
    Optional<List<BigDecimal>> probabilities =
        reader.has(PROBABILITIES) ? reader.fractions(PROBABILITIES, MAXIMUM_QUANTILES) : Optional.of(STANDARD);
    Optional<Confidence> confidence = reader.confidence();
    reader.requireFewerPatients(parties, Integer.MAX_VALUE);
    reader.throwProblems();
    Ranks ranks = new Ranks(probabilities.orElseThrow(), confidence.orElseThrow());
    RowColumn.OnGrid values = new RowColumn.OnGrid(column.orElseThrow(), grid.orElseThrow());
    return new Search(values, ranks, parties, spec.release(), 0, Optional.empty());
  }

  /**
   * A leg.
   *
   * @param n the number of values, in the second
   * @param looked the ranks of the second; empty in the first
   */
  private record Search(
      RowColumn.OnGrid values, Ranks ranks, int parties, ReleaseRule rule, long n, Optional<List<Long>> looked)
      implements Computation {
    @Override
    public LocalAggregation local() {
      long largest = rule.largestCountPerSite();
      List<CellBlock> blocks = MissingRows.blocks(
          largest,
          CellBlock.counts(AT_POINTS, points(), largest),
          CellBlock.counts(REPEATS, ranks.size(), 1),
          CellBlock.counts(N, 1, largest),
          CellBlock.counts(PATIENTS, 1, largest));
      return new LocalAggregation.OfRows(List.of(values), blocks, this::fold);
    }

    private int points() {
      return values.points().size();
    }

    private LocalAggregate fold(RowTable rows) {
      RowValues point = rows.values(values);
      IntUnaryOperator present = row -> point.isMissing(row) ? -1 : 0;
      return MissingRows.count(rows, Map.of(
          AT_POINTS, rows.countRows(points(), row -> isSearched() && !point.isMissing(row) ? point.indexAt(row) : -1),
          REPEATS, repeats(mostRowsOfAPatient(rows)),
          N, rows.countRows(1, present),
          PATIENTS, rows.countPatients(1, present)));
    }

    /** Where no rank is looked for, as the rule did not hold, no site puts in what would be compared. */
    private boolean isSearched() {
      return looked.stream().flatMap(List::stream).anyMatch(rank -> rank > 0);
    }

    private static long mostRowsOfAPatient(RowTable rows) {
      long[] ofPatient = new long[rows.patients()];
      IntStream.range(0, rows.rows()).filter(rows::isComplete).forEach(row -> ofPatient[rows.patient(row)]++);
      return LongStream.of(ofPatient).max().orElse(0);
    }

    /** For each rank that is looked for whether fewer than k patients could have all rows of a group that it bounds: k - 1 at most so many. */
    private IntegerVector repeats(long mostRows) {
      long[] groups = looked.map(sought -> ranks.smallestGroups(sought, n)).orElseGet(() -> new long[ranks.size()]);
      long fewer = Math.max(0, rule.minimumCount() - 1);
      return IntegerVector.of(LongStream.of(groups).map(rows -> rows > 0 && fewer * mostRows >= rows ? 1 : 0).toArray());
    }

    /** That no running sum falls or leaves its bounds, whoever lies: what a search chooses among is compared again. */
    @Override
    public List<String> proven() {
      return looked.isPresent() ? List.of(AT_POINTS) : List.of();
    }

    /** One more than the index, and 0 for none: no rank is looked for, or a few patients could have all rows beside it. */
    @Override
    public DRes<SharedCells> joint(ProtocolBuilderNumeric builder, SharedCells sums) {
      if (looked.isEmpty()) {
        DRes<SecretVector> nothing = VectorNumeric.using(builder).known(IntegerVector.zeros(ranks.size()));
        return () -> sums.with(INDICES, nothing);
      }
      return builder
          .seq(seq -> cumulative(VectorNumeric.using(seq), sums.vector(AT_POINTS)))
          .par((par, cumulative) -> {
            VectorNumeric vectors = VectorNumeric.using(par);
            IntegerVector sought = IntegerVector.of(looked.orElseThrow().stream().mapToLong(Long::longValue).toArray());
            DRes<SecretVector> indices =
                vectors.searchSorted(() -> cumulative, points(), sought, comparedBits(parties));
            return DRes.of(List.of(indices, par.seq(seq -> isRepeated(VectorNumeric.using(seq), sums.vector(REPEATS)))));
          })
          .seq((seq, found) -> {
            VectorNumeric vectors = VectorNumeric.using(seq);
            IntegerVector sought = isLooked(rank -> rank > 0);
            DRes<SecretVector> allowed = vectors.subtract(vectors.known(sought), vectors.scale(found.get(1), sought));
            DRes<SecretVector> places = vectors.multiply(allowed, vectors.add(found.get(0), isLooked(rank -> true)));
            return () -> sums.with(INDICES, places);
          });
    }

    private DRes<SecretVector> cumulative(VectorNumeric vectors, DRes<SecretVector> counts) {
      DRes<SecretVector> cumulative = vectors.prefixSum(counts);
      vectors.requireWithin(vectors.gather(cumulative, new int[] {points() - 1}), 1, comparedBits(parties));
      return cumulative;
    }

    /** Gathers first, as the search does, so that both comparisons share their rounds. */
    private DRes<SecretVector> isRepeated(VectorNumeric vectors, DRes<SecretVector> sites) {
      return vectors.atLeast(
          vectors.gather(sites, IntStream.range(0, ranks.size()).toArray()),
          isLooked(rank -> true),
          Integer.SIZE - Integer.numberOfLeadingZeros(parties));
    }

    private IntegerVector isLooked(LongPredicate ranked) {
      return IntegerVector.of(looked.orElseThrow().stream().mapToLong(rank -> ranked.test(rank) ? 1 : 0).toArray());
    }

    @Override
    public LocalAggregate jointInPlain(LocalAggregate sums) {
      List<Long> sought = looked.orElseGet(ranks::none);
      long[] cumulative = CellSums.cumulative(sums.block(AT_POINTS)).toLongs();
      long[] repeats = sums.block(REPEATS).toLongs();
      long[] indices = IntStream.range(0, repeats.length)
          .mapToLong(i -> sought.get(i) > 0 && repeats[i] == 0
              ? 1 + LongStream.of(cumulative).filter(count -> count < sought.get(i)).count()
              : 0)
          .toArray();
      return sums.with(INDICES, IntegerVector.of(indices));
    }

    @Override
    public List<CellBlock> joined(int parties) {
      return Stream.concat(
              Computation.super.joined(parties).stream(),
              Stream.of(CellBlock.counts(INDICES, ranks.size(), points() + 1L)))
          .toList();
    }

    @Override
    public int comparedBits(int parties) {
      return CellBlock.counts(N, 1, rule.largestCountPerSite()).summedOver(parties).bits();
    }

    @Override
    public List<Release> releases() {
      return MissingRows.beside(new Release.Gated(
          PATIENTS, List.of(N, INDICES), "the number of values; then, for the ranks that follow, their places in the grid"));
    }

    private long tail() {
      return Math.max(2, rule.minimumCount());
    }

    /** Always two legs, so that not even their number tells whether the rule held. */
    @Override
    public Optional<Computation> next(Opened opened) {
      List<Long> sought = opened.whole(N, 0).map(n -> ranks.of(n, tail(), rule.minimumCount())).orElseGet(ranks::none);
      return looked.isPresent()
          ? Optional.empty()
          : Optional.of(new Search(values, ranks, parties, rule, opened.whole(N, 0).orElse(0L), Optional.of(sought)));
    }

    @Override
    public int maximumLegs() {
      return 2;
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(
          new Exhibit.Gathered("limits", "quantile"),
          Exhibit.Forest.ofRows("Quantiles", Exhibit.Scale.QUANTITY, "limits",
              Exhibit.Estimate.of("quantile", "value", ranks.confidence().low(), ranks.confidence().high())));
    }

    @Override
    public Answer report(Opened opened) {
      return opened.whole(N, 0)
          .map(n -> new Answer(found(opened, n)))
          .orElseGet(() -> new Answer(Answer.Fields.of(Map.entry(N, CountCell.suppressed(rule)))));
    }

    private Answer.Fields found(Opened opened, long n) {
      List<Map.Entry<String, ? extends Answer.Value>> fields = new ArrayList<>();
      fields.add(Map.entry(N, new Answer.Whole(n)));
      fields.add(Map.entry(MissingRows.MISSING, MissingRows.shown(opened, rule)));
      List<Answer.Value> limits = new ArrayList<>();
      for (int i = 0; i < ranks.probabilities().size(); i++) {
        String label = label(ranks.probabilities().get(i));
        fields.add(Map.entry(label, point(opened, n, 3 * i)));
        limits.add(Answer.Fields.of(
            Map.entry("quantile", new Answer.Text(label)),
            Map.entry(ranks.confidence().low(), point(opened, n, 3 * i + 1)),
            Map.entry(ranks.confidence().high(), point(opened, n, 3 * i + 2))));
      }
      fields.add(Map.entry("limits", new Answer.Items(limits)));
      return Answer.Fields.of(fields);
    }

    private Answer.Value point(Opened opened, long n, int rank) {
      if (looked.orElseThrow().get(rank) == 0) {
        return new Answer.NotAvailable(n == 0 ? "n = 0" : "fewer than " + tail() + " values in a tail, or between it and another of these numbers");
      }
      int place = opened.value(INDICES, rank).orElseThrow().intValueExact();
      return place == 0
          ? new Answer.NotAvailable("fewer than " + tail() + " patients may have all values in a tail, or between it and another of these numbers")
          : new Answer.Real(values.points().get(place - 1).doubleValue());
    }

    /** {@code p05}, {@code p50}, {@code p97_5}. */
    private static String label(BigDecimal probability) {
      String percent = probability.movePointRight(2).stripTrailingZeros().toPlainString();
      return "p" + (percent.indexOf('.') == 1 || percent.length() == 1 ? "0" : "") + percent.replace('.', '_');
    }
  }
}
