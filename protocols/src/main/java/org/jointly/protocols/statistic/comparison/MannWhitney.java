package org.jointly.protocols.statistic.comparison;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.CellBlock;
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
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.CountCell;
import org.jointly.protocols.statistic.report.SampleMoments;
import org.jointly.protocols.statistic.report.StandardNormal;

/**
 * Whether the values of one group tend to be larger than those of another: the test of Mann, Whitney and Wilcoxon, on a
 * public grid.
 *
 * <p>Definition: every value counts as the next grid point at or above it, so the grid changes the result unless every value
 * is a grid point. With f, g the numbers of values of group 1 and 2 at each point, F, G their running sums, t = f + g:
 *
 * <pre>
 *   U = Σ f·(G − g/2): pairs in which group 1 is larger, equal ones half       T = Σ (t³ − t)
 *   z = (U − n1·n2/2)/s,   s² = n1·n2/12·(n + 1 − T/(n(n − 1)))
 *   with continuity correction |U − n1·n2/2| is less by ½
 * </pre>
 *
 * <p>2U and T are computed on shares: f, g and their sums stay secret.
 *
 * <p>Source: Mann and Whitney, Ann. Math. Stat. 1947; as R's {@code wilcox.test(exact = FALSE)}, {@code correct} both ways.
 *
 * <p>Answer: {@code {groups, n, missing, U, z, p, z_continuity, p_continuity}}, by group a list under n; {@code {groups, n}}
 * when suppressed.
 *
 * <p>Leakage: whether the release rule holds for the patients of both groups. If it does: n of both, the number of rows
 * without value or group, where it is 0 or of enough patients, U and T.
 *
 * <p>Cost: for G points, 2G + 5 inputs, multiplications of G + 2 elements (inner products cost one), a comparison of two
 * elements and one product of the two bits, multiplications and openings of five elements; in four rounds more than
 * {@link CohortCount}.
 */
public final class MannWhitney implements Statistic {
  private static final int MAXIMUM_POINTS = 10_000;
  private static final String COUNTS = "counts";
  private static final String N = "n";
  private static final String PATIENTS = "patients";
  private static final String TWICE_U = "twice-u";
  private static final String TIES = "ties";
  private static final Parameter COLUMN =
      Parameter.required("column", Parameter.Kind.COLUMN, "the numeric column", "age");
  private static final Parameter GRID = Parameter.required(
      "grid", Parameter.Kind.GRID, "the values there can be; a site that has one outside refuses",
      "{from: 0, to: 120, step: 1}");
  private static final Parameter GROUPS = Parameter.required(
      "groups", Parameter.Kind.CATEGORIES, "the two groups; a site that has another one refuses; U counts the pairs in which the first is larger", "{column: sex, values: [f, m]}");

  @Override
  public String name() {
    return "mann-whitney";
  }

  @Override
  public String summary() {
    return "whether one group's values tend to be larger than another's, on a public grid: the Mann-Whitney U test";
  }

  @Override
  public Group group() {
    return Group.TESTS;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients of both groups; if so, each group's number of values, the number"
        + " of missing values, where it is 0 or of enough patients, U, and the sum of t³ − t over groups of t equal values.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(COLUMN, GRID, GROUPS);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<String> column = reader.column(COLUMN);
    Optional<List<BigDecimal>> grid = reader.grid(GRID, MAXIMUM_POINTS);
    Optional<RowColumn.Category> groups = reader.categories(GROUPS, 2, 2);
    reader.throwProblems();
    return new Ranking(
        new RowColumn.OnGrid(column.orElseThrow(), grid.orElseThrow()), groups.orElseThrow(), spec.release());
  }

  private record Ranking(RowColumn.OnGrid values, RowColumn.Category groups, ReleaseRule rule) implements Computation {
    @Override
    public LocalAggregation local() {
      long largest = rule.largestCountPerSite();
      List<CellBlock> blocks = MissingRows.blocks(
          largest,
          CellBlock.counts(COUNTS, 2 * points(), largest),
          CellBlock.counts(N, 2, largest),
          CellBlock.counts(PATIENTS, 2, largest));
      return new LocalAggregation.OfRows(List.of(values, groups), blocks, this::fold);
    }

    private int points() {
      return values.points().size();
    }

    private LocalAggregate fold(RowTable rows) {
      RowValues point = rows.values(values);
      RowValues group = rows.values(groups);
      IntUnaryOperator groupOfRow = row -> rows.isComplete(row) ? group.indexAt(row) : -1;
      IntUnaryOperator cell =
          row -> rows.isComplete(row) ? group.indexAt(row) * points() + point.indexAt(row) : -1;
      return MissingRows.count(rows, Map.of(
          COUNTS, rows.countRows(2 * points(), cell),
          N, rows.countRows(2, groupOfRow),
          PATIENTS, rows.countPatients(2, groupOfRow)));
    }

    @Override
    public DRes<SharedCells> joint(ProtocolBuilderNumeric builder, SharedCells sums) {
      VectorNumeric vectors = VectorNumeric.using(builder);
      DRes<SecretVector> counts = sums.vector(COUNTS);
      DRes<SecretVector> first = vectors.gather(counts, IntStream.range(0, points()).toArray());
      DRes<SecretVector> second = vectors.gather(counts, IntStream.range(points(), 2 * points()).toArray());
      DRes<SecretVector> running = vectors.prefixSum(second);
      DRes<SecretVector> twiceBelow = vectors.subtract(vectors.add(running, running), second);
      DRes<SecretVector> twiceU = vectors.innerProduct(first, twiceBelow);
      DRes<SecretVector> both = vectors.add(first, second);
      DRes<SecretVector> cubes = vectors.innerProduct(vectors.multiply(both, both), both);
      DRes<SecretVector> ties = vectors.subtract(cubes, vectors.sum(both));
      return () -> sums.with(TWICE_U, twiceU).with(TIES, ties);
    }

    @Override
    public LocalAggregate jointInPlain(LocalAggregate sums) {
      IntegerVector counts = sums.block(COUNTS);
      BigInteger twiceU = BigInteger.ZERO;
      BigInteger ties = BigInteger.ZERO;
      BigInteger below = BigInteger.ZERO;
      for (int point = 0; point < points(); point++) {
        BigInteger first = counts.at(point);
        BigInteger second = counts.at(points() + point);
        BigInteger both = first.add(second);
        twiceU = twiceU.add(first.multiply(below.add(below).add(second)));
        ties = ties.add(both.pow(3).subtract(both));
        below = below.add(second);
      }
      return sums.with(TWICE_U, IntegerVector.of(List.of(twiceU))).with(TIES, IntegerVector.of(List.of(ties)));
    }

    /** With at most m values in a group, U is at most m², and T less than (2m)³. */
    @Override
    public List<CellBlock> joined(int parties) {
      BigInteger most = BigInteger.valueOf(rule.largestCountPerSite()).multiply(BigInteger.valueOf(parties));
      return Stream.concat(
              Computation.super.joined(parties).stream(),
              Stream.of(
                  new CellBlock(TWICE_U, 1, BigInteger.ZERO, most.pow(2).shiftLeft(1)),
                  new CellBlock(TIES, 1, BigInteger.ZERO, most.pow(3).shiftLeft(3))))
          .toList();
    }

    @Override
    public List<Release> releases() {
      return MissingRows.beside(Release.Gated.together(
          List.of(PATIENTS), List.of(N, TWICE_U, TIES),
          "how many values each group has, twice U, and the sum of t³ − t over groups of t equal values"));
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(Exhibit.Columns.of("groups", "group", "n"));
    }

    @Override
    public Answer report(Opened opened) {
      AnswerFields fields = new AnswerFields().texts("groups", groups.values());
      if (!opened.isOpen(N)) {
        return fields.put(N, CountCell.hidden(rule)).answer();
      }
      long[] counts = opened.values(N).toLongs();
      fields.wholes(N, counts).put(MissingRows.MISSING, MissingRows.shown(opened, rule));
      test(fields, counts, opened.values(TWICE_U).at(0), opened.values(TIES).at(0));
      return fields.answer();
    }

    private static void test(AnswerFields fields, long[] counts, BigInteger twiceU, BigInteger ties) {
      BigInteger n = BigInteger.valueOf(counts[0] + counts[1]);
      BigInteger pairs = BigInteger.valueOf(counts[0]).multiply(BigInteger.valueOf(counts[1]));
      BigInteger untied = n.pow(3).subtract(n).subtract(ties);
      if (pairs.signum() == 0) {
        fields.none("a group is empty", "U", "z", "p", "z_continuity", "p_continuity");
        return;
      }
      fields.real("U", twiceU.doubleValue() / 2);
      if (untied.signum() == 0) {
        fields.none("all values are equal", "z", "p", "z_continuity", "p_continuity");
        return;
      }
      double spread = Math.sqrt(SampleMoments.quotient(
          pairs.multiply(untied), BigInteger.valueOf(12).multiply(n).multiply(n.subtract(BigInteger.ONE))));
      double deviation = twiceU.subtract(pairs).doubleValue() / 2;
      double z = deviation / spread;
      double corrected = (deviation - Math.signum(deviation) / 2) / spread;
      fields.real("z", z).real("p", StandardNormal.twoSided(z))
          .real("z_continuity", corrected).real("p_continuity", StandardNormal.twoSided(corrected));
    }
  }
}
