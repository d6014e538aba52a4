package org.jointly.protocols.statistic.model;

import java.util.List;
import java.util.Optional;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.parameter.Confidence;
import org.jointly.protocols.statistic.parameter.ParameterReader;

/**
 * Logistic regression: odds ratios of an event.
 *
 * <p>Definition: log odds(y = 1) = Xβ by maximum likelihood, in the steps of R's {@code glm(y ~ x, family = binomial)}, see
 * {@link Glm}. z = β/se, p two-sided normal, or = exp β with Wald limits; deviance = −2 log likelihood, the null deviance
 * that of the intercept alone, AIC = deviance + 2p. Rows without outcome or predictor are counted as missing. Where the steps
 * do not die out although the deviance stands still, the answer reports separation; the iteration is bounded.
 *
 * <p>Source: Nelder and Wedderburn, JRSS A 1972; separation: Albert and Anderson, Biometrika 1984.
 *
 * <p>Answer: {@code {terms, n, missing, coef, se, z, p, or, or_ci95_low, or_ci95_high, deviance, null_deviance, aic, iterations}}, by term
 * a list from coef to the limits; {@code {terms, n}} when suppressed.
 *
 * <p>Leakage: whether there are enough patients with the event, without it, and in each category that the query names, and
 * three rows per coefficient. If so: n, the number of events, missing rows (where none or enough patients have any), and per leg the gradient, the information and the deviance,
 * summed over sites. No site's sums.
 *
 * <p>Cost: for p coefficients and q categories, per leg inputs and openings of p + p·(p+1)/2 + 4 elements and a comparison of
 * q + 2; at most 26 legs, of which five to eight are run, as is public.
 */
public final class LogisticRegression implements Statistic {
  private static final Parameter OUTCOME = Parameter.required(
      "outcome", Parameter.Kind.EVENT, "the event; any other value is none", "{column: died, equals: 1}");

  @Override
  public String name() {
    return "logistic-regression";
  }

  @Override
  public String summary() {
    return "odds ratios of an event, adjusted for each other";
  }

  @Override
  public Group group() {
    return Group.MODELS;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients with the event, for those without, and in every category, and there are three rows per coefficient; if so,"
        + " how many rows and events there are, and in every iteration the deviance, its gradient and the information, summed"
        + " over sites; and the number of missing values, where it is 0 or of enough patients.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(OUTCOME, Design.PREDICTORS, Confidence.PARAMETER);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<RowColumn.Indicator> outcome = reader.event(OUTCOME);
    Optional<Design> design = Design.read(reader, true, parties, spec.release(), outcome);
    Optional<Confidence> confidence = reader.confidence();
    reader.throwProblems();
    return new Glm(new Binomial(), outcome.orElseThrow(), Optional.empty(), design.orElseThrow(), confidence.orElseThrow(),
        parties, spec.release()).computation();
  }

  private record Binomial() implements Glm.Family {
    @Override
    public double startingMean(double y) {
      return (y + 0.5) / 2;
    }

    @Override
    public double linkOf(double mean) {
      return Math.log(mean / (1 - mean));
    }

    @Override
    public double meanOf(double predictor) {
      return 1 / (1 + Math.exp(-predictor));
    }

    @Override
    public double weight(double mean) {
      return mean * (1 - mean);
    }

    @Override
    public double deviance(double y, double predictor) {
      return 2 * Math.log1p(Math.exp(y == 1 ? -predictor : predictor));
    }

    @Override
    public double[] totals(double y, double exposure) {
      return new double[] {y};
    }

    @Override
    public int totals() {
      return 1;
    }

    @Override
    public double nullDeviance(double n, double[] totals) {
      return -2 * (term(totals[0], n) + term(n - totals[0], n));
    }

    private static double term(double part, double n) {
      return part <= 0 ? 0 : part * Math.log(part / n);
    }

    @Override
    public double saturated(double[] totals) {
      return 0;
    }

    @Override
    public Glm.Bounds bounds() {
      return new Glm.Bounds(1, 1, 128, 1);
    }

    @Override
    public int groups() {
      return 2;
    }

    @Override
    public int groupOf(long y) {
      return (int) y;
    }

    @Override
    public String title() {
      return "Odds ratios";
    }

    @Override
    public String ratio() {
      return "or";
    }
  }
}
