package org.jointly.protocols.statistic.comparison;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.CellSums;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.count.CohortCount;
import org.jointly.protocols.statistic.disclosure.MissingRows;
import org.jointly.protocols.statistic.parameter.Confidence;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.CountCell;
import org.jointly.protocols.statistic.report.SampleMoments;
import org.jointly.protocols.statistic.report.StandardNormal;
import org.jointly.protocols.statistic.report.StudentT;

/**
 * How closely two numbers lie along a line: Pearson's correlation.
 *
 * <p>Definition, on the rows that have both numbers:
 *
 * <pre>
 *   r = C/√(X·Y),  C = nΣxy − ΣxΣy,  X = nΣx² − (Σx)²,  Y = nΣy² − (Σy)²
 *   t = r·√((n − 2)/(1 − r²)),  n − 2 degrees of freedom
 *   limits  tanh(artanh r ∓ z/√(n − 3))
 * </pre>
 *
 * <p>C, X, Y and XY − C² are exact integers, so that neither r nor 1 − r² suffers from cancellation.
 *
 * <p>Source: Pearson 1895; Fisher, Metron 1921; as R's {@code cor.test}.
 *
 * <p>Answer: {@code {n, missing, r, t, df, p, ci95_low, ci95_high}}; {@code {n}} when suppressed.
 *
 * <p>Leakage: whether the release rule holds for the patients with both numbers. If it does: n, Σx, Σy, Σx², Σy², Σxy, so
 * both means and standard deviations besides r, and the number of rows without one of the two, where it is 0 or of enough patients.
 *
 * <p>Cost: nine inputs, three comparisons, multiplications and openings of eight elements; a round more than {@link CohortCount}.
 */
public final class Correlation implements Statistic {
  private static final String N = "n";
  private static final String PATIENTS = "patients";
  private static final String SUM_X = "sum-x";
  private static final String SUM_Y = "sum-y";
  private static final String SQUARES_X = "squares-x";
  private static final String SQUARES_Y = "squares-y";
  private static final String PRODUCTS = "products";
  private static final Parameter X = Parameter.required(
      "x", Parameter.Kind.MEASURE, "a numeric column; a site that has a value outside the bounds refuses",
      "{column: age, low: 0, high: 120, decimals: 0}");
  private static final Parameter Y = Parameter.required(
      "y", Parameter.Kind.MEASURE, "another one", "{column: bmi, low: 5, high: 100, decimals: 1}");

  @Override
  public String name() {
    return "correlation";
  }

  @Override
  public String summary() {
    return "how closely two numbers lie along a line: Pearson's correlation, with limits and test";
  }

  @Override
  public Group group() {
    return Group.TESTS;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients with both numbers; if so, how many rows have both, each number's"
        + " sum and sum of squares, the sum of their products, and the number of missing values, where it is 0 or of enough"
        + " patients.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(X, Y, Confidence.PARAMETER);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<RowColumn.Number> x = reader.measure(X);
    Optional<RowColumn.Number> y = reader.measure(Y);
    Optional<Confidence> confidence = reader.confidence();
    if (x.isPresent() && x.map(RowColumn.Number::column).equals(y.map(RowColumn.Number::column))) {
      reader.problem(Y, "has the column of x; write another one");
    }
    reader.throwProblems();
    return new Pairs(x.orElseThrow(), y.orElseThrow(), confidence.orElseThrow(), spec.release());
  }

  private record Pairs(RowColumn.Number x, RowColumn.Number y, Confidence confidence, ReleaseRule rule)
      implements Computation {
    @Override
    public LocalAggregation local() {
      long largest = rule.largestCountPerSite();
      List<CellBlock> blocks = MissingRows.blocks(
          largest,
          CellBlock.counts(N, 1, largest),
          CellBlock.counts(PATIENTS, 1, largest),
          x.sums(SUM_X, 1, largest),
          y.sums(SUM_Y, 1, largest),
          x.products(x, SQUARES_X, 1, largest),
          y.products(y, SQUARES_Y, 1, largest),
          x.products(y, PRODUCTS, 1, largest));
      return new LocalAggregation.OfRows(List.of(x, y), blocks, this::fold);
    }

    private LocalAggregate fold(RowTable rows) {
      RowValues xs = rows.values(x);
      RowValues ys = rows.values(y);
      CellSums sumX = new CellSums(1);
      CellSums sumY = new CellSums(1);
      CellSums squaresX = new CellSums(1);
      CellSums squaresY = new CellSums(1);
      CellSums products = new CellSums(1);
      for (int row = 0; row < rows.rows(); row++) {
        if (rows.isComplete(row)) {
          sumX.add(0, xs.at(row));
          sumY.add(0, ys.at(row));
          squaresX.addProduct(0, xs.at(row), xs.at(row));
          squaresY.addProduct(0, ys.at(row), ys.at(row));
          products.addProduct(0, xs.at(row), ys.at(row));
        }
      }
      IntUnaryOperator complete = row -> rows.isComplete(row) ? 0 : -1;
      return MissingRows.count(rows, Map.of(
          N, rows.countRows(1, complete),
          PATIENTS, rows.countPatients(1, complete),
          SUM_X, sumX.toVector(),
          SUM_Y, sumY.toVector(),
          SQUARES_X, squaresX.toVector(),
          SQUARES_Y, squaresY.toVector(),
          PRODUCTS, products.toVector()));
    }

    @Override
    public List<Release> releases() {
      return MissingRows.beside(new Release.Gated(
          PATIENTS, List.of(N, SUM_X, SUM_Y, SQUARES_X, SQUARES_Y, PRODUCTS),
          "how many rows have both numbers, either number's sum and sum of squares, and the sum of their products"));
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(Exhibit.Forest.of("Correlation", Exhibit.Scale.DIFFERENCE,
          Exhibit.Estimate.of("r", "r", confidence.low(), confidence.high())));
    }

    @Override
    public Answer report(Opened opened) {
      AnswerFields fields = new AnswerFields();
      if (!opened.isOpen(N)) {
        return fields.put(N, CountCell.suppressed(rule)).answer();
      }
      BigInteger n = opened.values(N).at(0);
      SampleMoments xs = moments(opened, SUM_X, SQUARES_X, x);
      SampleMoments ys = moments(opened, SUM_Y, SQUARES_Y, y);
      fields.whole(N, n.longValueExact()).put(MissingRows.MISSING, MissingRows.shown(opened, rule));
      if (n.compareTo(BigInteger.TWO) <= 0) {
        fields.none("n < 3", "r", "t", "df", "p", confidence.low(), confidence.high());
      } else if (xs.isConstant() || ys.isConstant()) {
        fields.none("all values of a column are equal", "r", "t", "df", "p", confidence.low(), confidence.high());
      } else {
        BigInteger codeviations = n.multiply(opened.values(PRODUCTS).at(0)).subtract(xs.sum().multiply(ys.sum()));
        correlation(fields, n.longValueExact(), codeviations, xs.deviations().multiply(ys.deviations()));
      }
      return fields.answer();
    }

    private static SampleMoments moments(Opened opened, String sum, String squares, RowColumn.Number column) {
      return new SampleMoments(
          opened.values(N).at(0), opened.values(sum).at(0), opened.values(squares).at(0), column.decimals());
    }

    /** @param deviations X·Y */
    private void correlation(AnswerFields fields, long n, BigInteger codeviations, BigInteger deviations) {
      BigInteger squared = codeviations.multiply(codeviations);
      double r = codeviations.signum() * Math.sqrt(SampleMoments.quotient(squared, deviations));
      double rest = SampleMoments.quotient(deviations.subtract(squared), deviations);
      fields.real("r", r);
      if (rest == 0) {
        fields.none("all points lie on a line", "t", "df", "p", confidence.low(), confidence.high());
        return;
      }
      double t = r * Math.sqrt((n - 2) / rest);
      fields.real("t", t).whole("df", n - 2).real("p", new StudentT(n - 2).twoSided(t));
      if (n < 4) {
        fields.none("n < 4", confidence.low(), confidence.high());
      } else {
        double middle = Math.signum(r) * Math.log((1 + Math.abs(r)) * (1 + Math.abs(r)) / rest) / 2;
        double half = StandardNormal.quantile(confidence.tail()) / Math.sqrt(n - 3);
        fields.real(confidence.low(), Math.tanh(middle - half)).real(confidence.high(), Math.tanh(middle + half));
      }
    }
  }
}
