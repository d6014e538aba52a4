package org.jointly.protocols.statistic.model;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.parameter.Confidence;
import org.jointly.protocols.statistic.parameter.ParameterReader;

/**
 * Poisson regression: rate ratios of a count, per person-time where an exposure is given.
 *
 * <p>Definition: log E(y) = log(exposure) + Xβ by maximum likelihood, in the steps of R's {@code glm(y ~ x +
 * offset(log(exposure)), family = poisson)}, see {@link Glm}. z = β/se, p two-sided normal, rr = exp β with Wald limits; the null
 * deviance is that of one rate for all, AIC = −2 log likelihood + 2p. Rows without outcome, exposure or predictor are counted as
 * missing. If some category has no event at all, a coefficient has no finite estimate, and the answer says so.
 *
 * <p>Source: Nelder and Wedderburn, JRSS A 1972.
 *
 * <p>Answer: {@code {terms, n, missing, coef, se, z, p, rr, rr_ci95_low, rr_ci95_high, deviance, null_deviance, aic, iterations}}, by term
 * a list from coef to the limits; {@code {terms, n}} when suppressed.
 *
 * <p>Leakage: whether there are enough patients with a count above 0, as {@code incidence-rate} asks, and in each category that the query
 * names, and three rows per coefficient. If so: n, missing rows (where none or
 * enough patients have any), Σy, the total exposure, Σ y·log(y/exposure) and the saturated likelihood (which null deviance and AIC follow
 * from), and per leg the gradient, the information and the deviance, summed over sites. No site's sums.
 *
 * <p>Cost: for p coefficients and q categories, per leg inputs and openings of p + p·(p+1)/2 + 7 elements and a comparison of
 * q + 1; at most 26 legs, of which five to eight are run, as is public.
 */
public final class PoissonRegression implements Statistic {
  private static final Parameter OUTCOME = Parameter.required(
      "outcome", Parameter.Kind.MEASURE, "a count, 0 or more", "{column: infections, low: 0, high: 50}");
  private static final Parameter EXPOSURE = Parameter.optional(
      "exposure", Parameter.Kind.MEASURE, "the person-time behind each count, above 0", "{column: days, low: 1, high: 3650}");

  @Override
  public String name() {
    return "poisson-regression";
  }

  @Override
  public String summary() {
    return "rate ratios of a count, adjusted for each other";
  }

  @Override
  public Group group() {
    return Group.MODELS;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients with a count above 0, and in every category, and there are three rows per"
        + " coefficient; if so, how many rows there are, the sums of"
        + " the counts, of their exposure and of their logarithms, and in every iteration the deviance, its gradient and the"
        + " information, summed over sites; and the number of missing values, where it is 0 or of enough patients.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(OUTCOME, EXPOSURE, Design.PREDICTORS, Confidence.PARAMETER);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<RowColumn.Number> outcome = reader.measure(OUTCOME);
    Optional<RowColumn.Number> exposure = reader.measure(EXPOSURE);
    Optional<Design> design = Design.read(reader, true, parties, spec.release(), outcome, exposure);
    Optional<Confidence> confidence = reader.confidence();
    outcome.filter(count -> count.low().signum() < 0 || count.decimals() > 0)
        .ifPresent(count -> reader.problem(OUTCOME, "is no count; write low: 0 and no decimals"));
    outcome.filter(count -> count.largest() > Integer.MAX_VALUE)
        .ifPresent(count -> reader.problem(OUTCOME, "high is " + ParameterReader.shown(count.high()) + "; write at most " + Integer.MAX_VALUE));
    if (outcome.isPresent() && outcome.map(RowColumn.Number::column).equals(exposure.map(RowColumn.Number::column))) {
      reader.problem(EXPOSURE, "has the column of the outcome; write another one");
    }
    exposure.filter(time -> time.smallest() < 1)
        .ifPresent(time -> reader.problem(EXPOSURE, "may be 0; write a low above 0"));
    reader.throwProblems();
    double longest = exposure.map(time -> time.high().doubleValue()).orElse(1.0);
    return new Glm(new Poisson(outcome.orElseThrow().largest(), longest), outcome.orElseThrow(), exposure,
        design.orElseThrow(), confidence.orElseThrow(), parties, spec.release()).computation();
  }

  /**
   * Means are capped far above what there can be, so that sums are bounded while the iteration still overshoots.
   *
   * @param most the public bound on a count
   * @param longest the public bound on an exposure
   */
  private record Poisson(double most, double longest) implements Glm.Family {
    private static final double OVERSHOOT = 1024;

    private double cap() {
      return OVERSHOOT * (most + 1);
    }

    @Override
    public double startingMean(double y) {
      return y + 0.1;
    }

    @Override
    public double linkOf(double mean) {
      return Math.log(mean);
    }

    @Override
    public double meanOf(double predictor) {
      return Math.min(Math.exp(predictor), cap());
    }

    @Override
    public double weight(double mean) {
      return mean;
    }

    @Override
    public double deviance(double y, double predictor) {
      double logs = y > 0 ? y * (Math.log(y) - predictor) : 0;
      return 2 * (logs - y + meanOf(predictor));
    }

    @Override
    public double[] totals(double y, double exposure) {
      double logs = y > 0 ? y * Math.log(y / exposure) : 0;
      double saturated = y > 0 ? PoissonDistribution.of(y).logProbability((int) y) : 0;
      return new double[] {y, exposure, logs, saturated};
    }

    @Override
    public int totals() {
      return 4;
    }

    @Override
    public double nullDeviance(double n, double[] totals) {
      return totals[0] <= 0 ? 0 : 2 * (totals[2] - totals[0] * Math.log(totals[0] / totals[1]));
    }

    @Override
    public double saturated(double[] totals) {
      return -2 * totals[3];
    }

    @Override
    public Glm.Bounds bounds() {
      return new Glm.Bounds(2 * cap(), 4 * cap(), 4 * cap(), Math.max(cap(), longest));
    }

    @Override
    public int groups() {
      return 1;
    }

    @Override
    public int groupOf(long y) {
      return y > 0 ? 0 : -1;
    }

    @Override
    public String title() {
      return "Rate ratios";
    }

    @Override
    public String ratio() {
      return "rr";
    }
  }
}
