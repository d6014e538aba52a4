package org.jointly.protocols.statistic.model;

import java.util.Arrays;
import java.util.List;
import org.jointly.protocols.query.Exhibit;
import org.jointly.protocols.statistic.parameter.Confidence;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.PositiveDefinite;
import org.jointly.protocols.statistic.report.StandardNormal;

/**
 * The coefficients of a model that is fitted by maximum likelihood, and what is said of them: standard errors, Wald tests and
 * limits, on the scale of the linear predictor and as ratios.
 *
 * @param coef of the terms as the query names them
 */
public record Estimates(double[] coef, double[] se) {
  public static final String RANK_DEFICIENT =
      "the predictors are linearly dependent, or one is constant: leave one out";
  public static final String RANK_DEFICIENT_OR_WIDE = RANK_DEFICIENT
      + "; or write bounds that are not some hundred thousand times as wide as its values spread";
  /** Where sites are strata. */
  public static final String RANK_DEFICIENT_AT_EACH_SITE =
      RANK_DEFICIENT + "; what is the same for everybody at a site is constant here, for sites are strata; or write bounds that are not"
          + " many million times as wide as its values spread";
  public static final String SEPARATION =
      "separation: a coefficient has no finite estimate, since some combination of predictors tells the outcome";

  /** On standardised coefficients: no row's linear predictor changes by more than twice this, and so not by about 1. */
  private static final double LAST_STEP = 0.1;
  private static final double LEFT_OF_INFORMATION = 0.7;

  public static String notConverged(int iterations) {
    return "not converged after " + iterations + " iterations: a coefficient may have no finite estimate";
  }

  public static Estimates of(Design design, double[] standardised, PositiveDefinite information) {
    return of(design, standardised, new double[standardised.length], information);
  }

  /** @param centre what was taken from each standardised term */
  static Estimates of(Design design, double[] standardised, double[] centre, PositiveDefinite information) {
    return new Estimates(design.coefficients(standardised, centre), design.standardErrors(information, centre));
  }

  /**
   * Whether the last step led to a maximum, and not only to where the likelihood stands still. Where there is none, steps go on moving
   * the linear predictor of some rows by about 1, and with each the information along it falls to 1/e; near a maximum it stays. Which of the
   * two it is does not depend on how wide the bounds of the predictors are.
   *
   * @param here the information at the last coefficients
   * @param there the information at those before
   */
  public static boolean isSettled(double[] last, double[] before, PositiveDefinite here, PositiveDefinite there) {
    double[] step = new double[last.length];
    Arrays.setAll(step, i -> last[i] - before[i]);
    return Arrays.stream(step).map(Math::abs).sum() <= LAST_STEP || here.form(step) >= LEFT_OF_INFORMATION * there.form(step);
  }

  /**
   * Adds {@code coef, se, z, p}, the ratio exp(coef) by its name, and its limits {@code hr_ci95_low, hr_ci95_high}.
   *
   * @param ratio {@code or}, {@code rr} or {@code hr}
   */
  public void report(AnswerFields fields, Confidence confidence, String ratio) {
    double[] z = new double[coef.length];
    Arrays.setAll(z, i -> coef[i] / se[i]);
    double quantile = StandardNormal.quantile(confidence.tail());
    double[] low = new double[coef.length];
    double[] high = new double[coef.length];
    Arrays.setAll(low, i -> Math.exp(coef[i] - quantile * se[i]));
    Arrays.setAll(high, i -> Math.exp(coef[i] + quantile * se[i]));
    fields.reals("coef", coef)
        .reals("se", se)
        .reals("z", z)
        .reals("p", Arrays.stream(z).map(StandardNormal::twoSided).toArray())
        .reals(ratio, Arrays.stream(coef).map(Math::exp).toArray())
        .reals(ratio + "_" + confidence.low(), low)
        .reals(ratio + "_" + confidence.high(), high);
  }

  /** The table of what {@link #report} adds, and a picture of the ratios. */
  public static List<Exhibit> exhibits(Design design, Confidence confidence, String ratio, String title) {
    String low = ratio + "_" + confidence.low();
    String high = ratio + "_" + confidence.high();
    return List.of(
        new Exhibit.Columns("terms", "term", design.names(), List.of("coef", "se", "z", "p", ratio, low, high)),
        Exhibit.Forest.ofRows(title, Exhibit.Scale.RATIO, "terms", Exhibit.Estimate.of("term", ratio, low, high)));
  }
}
