package org.jointly.protocols.statistic.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.disclosure.MissingRows;
import org.jointly.protocols.statistic.parameter.Confidence;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.PositiveDefinite;

/**
 * A generalised linear model with the canonical link, fitted by iteratively reweighted least squares with one leg per
 * iteration; what {@link LogisticRegression} and {@link PoissonRegression} share.
 *
 * <pre>
 *   leg 0     H = X′WX, g = X′Wz at each row's own starting value, β = H⁻¹g
 *   leg i     H = X′WX, g = X′(y − μ), deviance at β;   stop if |dev − before|/(|dev| + 0.1) &lt; 1e-8
 *             β ← β + H⁻¹g
 * </pre>
 *
 * <p>These are the steps of R's {@code glm}, which reports the last β and, as standard errors, the roots of the diagonal of the H⁻¹ that
 * gave the last step; so does this.
 *
 * @param outcome what is explained
 * @param exposure of each row, whose logarithm is an offset; or none
 */
record Glm(
    Family family,
    RowColumn outcome,
    Optional<RowColumn.Number> exposure,
    Design design,
    Confidence confidence,
    int parties,
    ReleaseRule rule) {
  static final int MAXIMUM_ITERATIONS = 25;
  private static final double TOLERANCE = 1e-8;

  /** On the linear predictor; where it is reached, the mean is 0 or 1, or beyond counting, to all digits that matter. */
  private static final double MAXIMUM_PREDICTOR = 60;

  /** A standardised term, and what is taken from it, are within [−1, 1]. */
  private static final double LARGEST_TERM = 2;
  private static final String N = "n";
  private static final String PATIENTS = "patients";
  private static final String GRADIENT = "gradient";
  private static final String INFORMATION = "information";
  private static final String DEVIANCE = "deviance";
  private static final String TOTALS = "totals";
  private static final String NOT_CONVERGED = Estimates.notConverged(MAXIMUM_ITERATIONS);

  /** A distribution with its canonical link, over whole numbers y. */
  interface Family {
    /** The mean that R starts a row at. */
    double startingMean(double y);

    double linkOf(double mean);

    double meanOf(double predictor);

    /** dμ/dη, the variance too. */
    double weight(double mean);

    /** A row's part of the deviance at a linear predictor. */
    double deviance(double y, double predictor);

    /** What a row adds to {@link #totals()} sums, from which null deviance and AIC follow. */
    double[] totals(double y, double exposure);

    int totals();

    double nullDeviance(double n, double[] totals);

    /** −2 log likelihood of the saturated model. */
    double saturated(double[] totals);

    /** Bounds for one row on |W|, |z·W| and |y − μ|; on the deviance; and on the totals. */
    Bounds bounds();

    /** How many groups of patients there must be enough of, besides those of the design. */
    int groups();

    /** The group of a row by its outcome; -1 for none. */
    int groupOf(long y);

    /** {@code or} or {@code rr}. */
    String ratio();

    /** What the ratios are called. */
    String title();
  }

  /** Public bounds on what one row adds to a cell. */
  record Bounds(double weight, double gradient, double deviance, double totals) {}

  Computation computation() {
    return new Leg(this, Optional.empty());
  }

  /**
   * Where the iteration is: β, and the deviance, β and H of the leg before.
   *
   * @param centre what is taken from the standardised terms from the second leg on, so that sums do not cancel where values lie close to
   *     each other within wide bounds; β and H are those of what is left
   */
  private record Path(
      double[] coefficients, double[] before, double[] centre, double deviance, PositiveDefinite information, int iteration) {}

  private RealSums sums(String name, int length, double ofOne) {
    return RealSums.of(name, length, ofOne * rule.largestCountPerSite(), parties);
  }

  private RealSums gradient() {
    return sums(GRADIENT, design.size(), LARGEST_TERM * family.bounds().gradient());
  }

  private RealSums information() {
    return sums(INFORMATION, PositiveDefinite.triangle(design.size()), LARGEST_TERM * LARGEST_TERM * family.bounds().weight());
  }

  private RealSums deviance() {
    return sums(DEVIANCE, 1, family.bounds().deviance());
  }

  private RealSums totals() {
    return sums(TOTALS, family.totals(), family.bounds().totals());
  }

  private List<RowColumn> reads() {
    return exposure.map(column -> design.reads(outcome, column)).orElseGet(() -> design.reads(outcome));
  }

  private List<CellBlock> blocks() {
    long largest = rule.largestCountPerSite();
    return MissingRows.blocks(
        largest,
        CellBlock.counts(N, 1, largest),
        totals().block(),
        deviance().block(),
        gradient().block(),
        information().block(),
        CellBlock.counts(PATIENTS, family.groups() + design.categories(), largest));
  }

  private LocalAggregate fold(RowTable rows, Optional<Path> path) {
    Terms terms = new Terms(rows, path);
    long complete = terms.addAll();
    return MissingRows.count(rows, Map.of(
        N, IntegerVector.of(complete),
        TOTALS, totals().cells(terms.totals),
        DEVIANCE, deviance().cells(terms.deviance),
        GRADIENT, gradient().cells(terms.gradient),
        INFORMATION, information().cells(terms.information),
        PATIENTS, patients(rows)));
  }

  private IntegerVector patients(RowTable rows) {
    int groups = family.groups();
    long[] byOutcome =
        rows.countPatients(groups, row -> rows.isComplete(row) ? family.groupOf(rows.values(outcome).at(row)) : -1).toLongs();
    long[] all = Arrays.copyOf(byOutcome, groups + design.categories());
    System.arraycopy(design.patientsByCategory(rows).toLongs(), 0, all, groups, design.categories());
    return IntegerVector.of(all);
  }

  /** One site's sums at one β, or at the starting values. */
  private final class Terms {
    private final RowTable rows;
    private final Optional<double[]> coefficients;
    private final double[] centre;
    private final double[] totals = new double[family.totals()];
    private final double[] gradient = new double[design.size()];
    private final double[] information = new double[PositiveDefinite.triangle(design.size())];
    private double deviance;

    Terms(RowTable rows, Optional<Path> path) {
      this.rows = rows;
      this.coefficients = path.map(Path::coefficients);
      this.centre = path.map(Path::centre).orElseGet(() -> new double[design.size()]);
    }

    long addAll() {
      IntFunction<double[]> terms = design.standardised(rows);
      long complete = 0;
      for (int row = 0; row < rows.rows(); row++) {
        if (rows.isComplete(row)) {
          double[] x = terms.apply(row);
          Arrays.setAll(x, i -> x[i] - centre[i]);
          add(rows.values(outcome).at(row), exposureOf(row), x);
          complete++;
        }
      }
      return complete;
    }

    private double exposureOf(int row) {
      return exposure.map(column -> rows.values(column).at(row) / column.scale().doubleValue()).orElse(1.0);
    }

    private void add(double y, double exposed, double[] x) {
      double offset = Math.log(exposed);
      double predictor = coefficients.map(beta -> offset + product(x, beta)).orElseGet(() -> family.linkOf(family.startingMean(y)));
      double clamped = Math.max(-MAXIMUM_PREDICTOR, Math.min(MAXIMUM_PREDICTOR, predictor));
      double mean = family.meanOf(clamped);
      double weight = family.weight(mean);
      double residual = coefficients.isPresent() ? y - mean : weight * (predictor - offset) + y - mean;
      deviance += family.deviance(y, clamped);
      double[] more = family.totals(y, exposed);
      Arrays.setAll(totals, i -> totals[i] + more[i]);
      int next = 0;
      for (int i = 0; i < x.length; i++) {
        gradient[i] += x[i] * residual;
        for (int j = 0; j <= i; j++) {
          information[next++] += weight * x[i] * x[j];
        }
      }
    }

    private static double product(double[] x, double[] beta) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += x[i] * beta[i];
      }
      return sum;
    }
  }

  private record Leg(Glm model, Optional<Path> path) implements Computation {
    @Override
    public LocalAggregation local() {
      return new LocalAggregation.OfRows(model.reads(), model.blocks(), rows -> model.fold(rows, path));
    }

    @Override
    public List<Release> releases() {
      return MissingRows.beside(Release.Gated.together(
          List.of(PATIENTS), List.of(N, TOTALS, DEVIANCE, GRADIENT, INFORMATION),
          "how many rows have all values, sums that the null model needs, the deviance, and for the next step its gradient (a number for each"
              + " coefficient) and the information (one for each pair of them)")
          .andAtLeast(model.design().fewestRows(), N));
    }

    /** Sites are no strata, but where sums of doubles are rounded depends on which rows are added up before they are shared. */
    @Override
    public boolean stratifiesBySite() {
      return true;
    }

    @Override
    public int maximumLegs() {
      return 1 + MAXIMUM_ITERATIONS;
    }

    private double deviance(Opened opened) {
      return model.deviance().opened(opened)[0];
    }

    private boolean hasConverged(Opened opened) {
      double deviance = deviance(opened);
      return path.isPresent() && Math.abs(deviance - path.get().deviance()) / (Math.abs(deviance) + 0.1) < TOLERANCE;
    }

    @Override
    public Optional<Computation> next(Opened opened) {
      if (!opened.isOpen(N) || hasConverged(opened)) {
        return Optional.empty();
      }
      Optional<Path> step = path.isPresent() ? step(opened, path.get()) : firstStep(opened);
      return step.map(to -> new Leg(model, Optional.of(to)));
    }

    private double[][] moments(Opened opened) {
      return PositiveDefinite.symmetric(model.information().opened(opened), model.design().size());
    }

    private Optional<PositiveDefinite> information(Opened opened) {
      return PositiveDefinite.of(moments(opened));
    }

    private Optional<Path> step(Opened opened, Path last) {
      return information(opened).map(information -> {
        double[] to = information.solve(model.gradient().opened(opened));
        Arrays.setAll(to, i -> last.coefficients()[i] + to[i]);
        return new Path(to, last.coefficients(), last.centre(), deviance(opened), information, last.iteration() + 1);
      });
    }

    /** The first β, already of centred terms x − c·1: their moments are H − c·h′ − h·c′ + h₀·c·c′, with h the first row of H. */
    private Optional<Path> firstStep(Opened opened) {
      if (information(opened).isEmpty()) {
        return Optional.empty();
      }
      double[][] moments = moments(opened);
      double[] centre = model.design().centre(moments);
      double[] gradient = model.gradient().opened(opened);
      double[] first = moments[0].clone();
      double all = gradient[0];
      for (int i = 0; i < first.length; i++) {
        gradient[i] -= centre[i] * all;
        for (int j = 0; j < first.length; j++) {
          moments[i][j] += centre[i] * centre[j] * first[0] - centre[i] * first[j] - first[i] * centre[j];
        }
      }
      return PositiveDefinite.of(moments).map(information ->
          new Path(information.solve(gradient), new double[first.length], centre, deviance(opened), information, 1));
    }

    @Override
    public List<Exhibit> exhibits() {
      return Estimates.exhibits(model.design(), model.confidence(), model.family().ratio(), model.family().title());
    }

    @Override
    public Answer report(Opened opened) {
      AnswerFields fields = new AnswerFields().text("terms", String.join(" ", model.design().names()));
      if (!opened.isOpen(N)) {
        return model.design().hide(fields, N, model.rule()).answer();
      }
      long n = opened.values(N).longAt(0);
      fields.whole(N, n).put(MissingRows.MISSING, MissingRows.shown(opened, model.rule()));
      Optional<String> failure = failure(opened);
      if (failure.isPresent()) {
        return fields.none(failure.get(), "coef", "se", model.family().ratio(), DEVIANCE).answer();
      }
      Path last = path.orElseThrow();
      Estimates.of(model.design(), last.coefficients(), last.centre(), last.information())
          .report(fields, model.confidence(), model.family().ratio());
      double[] totals = model.totals().opened(opened);
      double deviance = deviance(opened);
      return fields.real(DEVIANCE, deviance)
          .real("null_deviance", model.family().nullDeviance(n, totals))
          .real("aic", deviance + model.family().saturated(totals) + 2 * model.design().size())
          .whole("iterations", last.iteration())
          .answer();
    }

    private Optional<String> failure(Opened opened) {
      if (path.isEmpty()) {
        return Optional.of(Estimates.RANK_DEFICIENT_OR_WIDE);
      }
      Path last = path.get();
      Optional<PositiveDefinite> here = information(opened);
      if (here.isEmpty() || !Estimates.isSettled(last.coefficients(), last.before(), here.get(), last.information())) {
        return Optional.of(Estimates.SEPARATION);
      }
      return hasConverged(opened) ? Optional.empty() : Optional.of(NOT_CONVERGED);
    }
  }
}
