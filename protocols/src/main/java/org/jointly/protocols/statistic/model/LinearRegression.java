package org.jointly.protocols.statistic.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.FDistribution;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.CellSums;
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
import org.jointly.protocols.statistic.comparison.TTest;
import org.jointly.protocols.statistic.disclosure.MissingRows;
import org.jointly.protocols.statistic.parameter.Confidence;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.PositiveDefinite;
import org.jointly.protocols.statistic.report.SampleMoments;
import org.jointly.protocols.statistic.report.StudentT;

/**
 * Linear regression by ordinary least squares.
 *
 * <p>Definition, with X the intercept, numbers and categories (the first is the reference), as R's {@code lm}:
 *
 * <pre>
 *   b = (X′X)⁻¹X′y     σ² = (y′y − b′X′y)/(n − p)     se = σ·√diag (X′X)⁻¹     t = b/se, n − p degrees of freedom
 *   r2 = 1 − RSS/Σ(y − ȳ)²     F = (TSS − RSS)/(p − 1)/σ²
 * </pre>
 *
 * <p>Sites add up integers, and the solution of the pooled moments is exact up to the last division and root. Linearly
 * dependent predictors are refused. With fewer than three rows per coefficient nothing is opened. Rows without outcome or predictor are counted as
 * missing.
 *
 * <p>Answer: {@code {terms, n, missing, coef, se, t, p, ci95_low, ci95_high, sigma, df, r2, adjusted_r2, f, f_p}}, by term a list from coef
 * to the limits; {@code {terms, n}} when suppressed.
 *
 * <p>Leakage: whether there are enough patients, also in each category that the query names, and three rows
 * per coefficient. If so: X′X, X′y and y′y summed over sites (with categories, X′X holds how many rows have two of them), and
 * missing rows, where none or enough patients have any.
 *
 * <p>Cost: for p coefficients and q categories, inputs and openings of (p+1)·(p+2)/2 + 1 elements and a comparison of q + 1, in
 * the rounds of {@link TTest}.
 */
public final class LinearRegression implements Statistic {
  private static final Parameter OUTCOME = Parameter.required(
      "outcome", Parameter.Kind.MEASURE, "the number to be explained, with bounds", "{column: weight, low: 0, high: 300}");

  @Override
  public String name() {
    return "linear-regression";
  }

  @Override
  public String summary() {
    return "how a number depends on others: ordinary least squares";
  }

  @Override
  public Group group() {
    return Group.MODELS;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients, also in every category, and there are three rows per coefficient; if so,"
        + " the sums of the products of all columns with each other, summed over sites, and the number of"
        + " missing values, where it is 0 or of enough patients.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(OUTCOME, Design.PREDICTORS, Confidence.PARAMETER);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<RowColumn.Number> outcome = reader.measure(OUTCOME);
    Optional<Design> design = Design.read(reader, true, parties, spec.release(), outcome);
    Optional<Confidence> confidence = reader.confidence();
    reader.throwProblems();
    return new Model(outcome.orElseThrow(), design.orElseThrow(), confidence.orElseThrow(), spec.release());
  }

  private record Model(RowColumn.Number outcome, Design design, Confidence confidence, ReleaseRule rule)
      implements Computation {
    private static final String MOMENTS = "moments";
    private static final String PATIENTS = "patients";
    private static final String N = "n";

    @Override
    public LocalAggregation local() {
      long largest = rule.largestCountPerSite();
      BigInteger most = design.predictors().stream()
          .filter(RowColumn.Number.class::isInstance)
          .map(number -> ((RowColumn.Number) number).magnitude())
          .reduce(outcome.magnitude().max(BigInteger.ONE), BigInteger::max);
      BigInteger bound = BigInteger.valueOf(largest).multiply(most).multiply(most);
      List<CellBlock> blocks = MissingRows.blocks(
          largest,
          new CellBlock(MOMENTS, PositiveDefinite.triangle(design.size() + 1), bound.negate(), bound),
          CellBlock.counts(N, 1, largest),
          CellBlock.counts(PATIENTS, 1 + design.categories(), largest));
      return new LocalAggregation.OfRows(design.reads(outcome), blocks, this::fold);
    }

    private LocalAggregate fold(RowTable rows) {
      CellSums moments = new CellSums(PositiveDefinite.triangle(design.size() + 1));
      long[] terms = new long[design.size() + 1];
      for (int row = 0; row < rows.rows(); row++) {
        if (rows.isComplete(row)) {
          read(rows, row, terms);
          int next = 0;
          for (int i = 0; i < terms.length; i++) {
            for (int j = 0; j <= i; j++) {
              moments.addProduct(next++, terms[i], terms[j]);
            }
          }
        }
      }
      long[] patients = new long[1 + design.categories()];
      patients[0] = rows.countPatients(1, row -> rows.isComplete(row) ? 0 : -1).longAt(0);
      System.arraycopy(design.patientsByCategory(rows).toLongs(), 0, patients, 1, design.categories());
      return MissingRows.count(rows, Map.of(
          MOMENTS, moments.toVector(),
          N, rows.countRows(1, row -> rows.isComplete(row) ? 0 : -1),
          PATIENTS, IntegerVector.of(patients)));
    }

    /** Intercept, terms as scaled integers, outcome. */
    private void read(RowTable rows, int row, long[] terms) {
      int next = 0;
      terms[next++] = 1;
      for (RowColumn predictor : design.predictors()) {
        RowValues values = rows.values(predictor);
        if (predictor instanceof RowColumn.Category category) {
          for (int value = 1; value < category.values().size(); value++) {
            terms[next++] = values.indexAt(row) == value ? 1 : 0;
          }
        } else {
          terms[next++] = values.at(row);
        }
      }
      terms[next] = rows.values(outcome).at(row);
    }

    @Override
    public List<Release> releases() {
      return MissingRows.beside(Release.Gated.together(
          List.of(PATIENTS), List.of(MOMENTS), "sums of products: of the outcome, the columns and 1 with each other")
          .andAtLeast(design.fewestRows(), N));
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(
          new Exhibit.Columns("terms", "term", design.names(),
              List.of("coef", "se", "t", "p", confidence.low(), confidence.high())),
          Exhibit.Forest.ofRows("Coefficients", Exhibit.Scale.DIFFERENCE, "terms",
              Exhibit.Estimate.of("term", "coef", confidence.low(), confidence.high())));
    }

    @Override
    public Answer report(Opened opened) {
      AnswerFields fields = new AnswerFields().text("terms", String.join(" ", design.names()));
      if (!opened.isOpen(MOMENTS)) {
        return design.hide(fields, N, rule).answer();
      }
      BigInteger[][] moments = matrix(opened.values(MOMENTS));
      BigInteger n = moments[0][0];
      fields.whole(N, n.longValueExact()).put(MissingRows.MISSING, MissingRows.shown(opened, rule));
      LeastSquares.of(moments).ifPresentOrElse(
          fit -> report(fields, moments, fit),
          () -> fields.none(Estimates.RANK_DEFICIENT, "coef", "se", "r2", "sigma"));
      return fields.answer();
    }

    private BigInteger[][] matrix(IntegerVector triangle) {
      int size = design.size() + 1;
      BigInteger[][] matrix = new BigInteger[size][size];
      int next = 0;
      for (int i = 0; i < size; i++) {
        for (int j = 0; j <= i; j++) {
          matrix[i][j] = triangle.at(next);
          matrix[j][i] = triangle.at(next++);
        }
      }
      return matrix;
    }

    private void report(AnswerFields fields, BigInteger[][] moments, LeastSquares fit) {
      int size = design.size();
      BigInteger n = moments[0][0];
      long degrees = n.longValueExact() - size;
      List<BigInteger> scales = scales();
      double[] coef = new double[size];
      Arrays.setAll(coef, i -> SampleMoments.quotient(
          fit.coefficients()[i].multiply(scales.get(i)), fit.denominator().multiply(outcome.scale())));
      fields.reals("coef", coef);
      BigInteger squares = fit.residual();
      if (squares.signum() == 0) {
        fields.none("the fit is perfect", "se", "t", "p", "sigma");
      } else {
        BigInteger unit = fit.denominator().multiply(BigInteger.valueOf(degrees)).multiply(outcome.scale().pow(2));
        double[] se = new double[size];
        Arrays.setAll(se, i -> Math.sqrt(SampleMoments.quotient(
            squares.multiply(fit.inverseDiagonal()[i]).multiply(scales.get(i).pow(2)), unit.multiply(fit.denominator()))));
        inference(fields, coef, se, new StudentT(degrees));
        fields.real("sigma", Math.sqrt(SampleMoments.quotient(squares, unit)));
      }
      fields.whole("df", degrees);
      explained(fields, moments, fit, degrees);
    }

    private void inference(AnswerFields fields, double[] coef, double[] se, StudentT student) {
      double quantile = student.quantile(confidence.tail());
      double[] t = new double[coef.length];
      double[] low = new double[coef.length];
      double[] high = new double[coef.length];
      Arrays.setAll(t, i -> coef[i] / se[i]);
      Arrays.setAll(low, i -> coef[i] - quantile * se[i]);
      Arrays.setAll(high, i -> coef[i] + quantile * se[i]);
      fields.reals("se", se)
          .reals("t", t)
          .reals("p", Arrays.stream(t).map(student::twoSided).toArray())
          .reals(confidence.low(), low)
          .reals(confidence.high(), high);
    }

    private void explained(AnswerFields fields, BigInteger[][] moments, LeastSquares fit, long degrees) {
      int size = design.size();
      BigInteger n = moments[0][0];
      BigInteger total = n.multiply(moments[size][size]).subtract(moments[0][size].pow(2));
      if (total.signum() == 0) {
        fields.none("all outcomes are equal", "r2", "adjusted_r2", "f", "f_p");
        return;
      }
      BigInteger all = total.multiply(fit.denominator());
      BigInteger explained = all.subtract(n.multiply(fit.residual()));
      BigInteger unexplained = all.subtract(explained);
      fields.real("r2", SampleMoments.quotient(explained, all));
      fields.real("adjusted_r2", SampleMoments.quotient(
          all.multiply(BigInteger.valueOf(degrees)).subtract(unexplained.multiply(n.subtract(BigInteger.ONE))),
          all.multiply(BigInteger.valueOf(degrees))));
      if (unexplained.signum() == 0) {
        fields.none("the fit is perfect", "f", "f_p");
        return;
      }
      double f = SampleMoments.quotient(
          explained.multiply(BigInteger.valueOf(degrees)), unexplained.multiply(BigInteger.valueOf(size - 1L)));
      fields.real("f", f).real("f_p", FDistribution.of(size - 1, degrees).survivalProbability(f));
    }

    /** By which power of ten each term was multiplied. */
    private List<BigInteger> scales() {
      List<BigInteger> scales = new ArrayList<>(List.of(BigInteger.ONE));
      for (RowColumn predictor : design.predictors()) {
        if (predictor instanceof RowColumn.Category category) {
          IntStream.range(1, category.values().size()).forEach(value -> scales.add(BigInteger.ONE));
        } else {
          scales.add(((RowColumn.Number) predictor).scale());
        }
      }
      return scales;
    }
  }
}
