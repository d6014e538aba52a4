package org.jointly.protocols.statistic.survival;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
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
import org.jointly.protocols.statistic.disclosure.MissingRows;
import org.jointly.protocols.statistic.model.Design;
import org.jointly.protocols.statistic.model.Estimates;
import org.jointly.protocols.statistic.model.RealSums;
import org.jointly.protocols.statistic.parameter.Confidence;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.PositiveDefinite;

/**
 * Proportional hazards regression, stratified by site.
 *
 * <p>Definition: the coefficients that maximise the sum over sites of each site's log partial likelihood ({@link CoxTerms}),
 * by Newton's method from 0, step halving where the likelihood fell, until it changes by less than 1e-9 relatively: as R's
 * {@code coxph(Surv(time, event) ~ x + strata(site), ties = …)}, in the same steps. Standard errors are from the information
 * there. Likelihood-ratio, Wald and score tests are of all coefficients being 0. If Newton's steps do not die out although
 * the likelihood stands still, a coefficient has no finite estimate (nobody in some category has an event), and the answer says so.
 *
 * <p>Source: Cox, JRSS B 1972; ties by Efron (default) or Breslow.
 *
 * <p>Answer: {@code {terms, n, events, missing, coef, se, z, p, hr, hr_ci95_low, hr_ci95_high, loglik: [at 0, at coef], df, lr_chi2, lr_p,
 * wald_chi2, wald_p, score_chi2, score_p, iterations}}, by term a list from coef to the limits; {@code {terms, n}} when suppressed.
 *
 * <p>Leakage: whether there are enough patients with and without an event, and in each category that the query names, and
 * three rows per coefficient. If so: n, the events, missing rows (where none or enough patients have any), and per leg the log partial likelihood, score and information,
 * summed over sites. No time, and no site's terms: nothing is opened unless three sites have events, since of two each
 * could tell the other's.
 *
 * <p>Cost: for p coefficients and q categories, per leg inputs and openings of p + p·(p+1)/2 + 4 elements and a comparison of
 * q + 2; at most 26 legs, of which four to eight are run, as is public.
 */
public final class Cox implements Statistic {
  private static final int MAXIMUM_ITERATIONS = 25;
  private static final double TOLERANCE = 1e-9;

  /** Twice {@link CoxTerms#MAXIMUM_PREDICTOR}, and the logarithm of any number of rows. */
  private static final double LOG_LIKELIHOOD_OF_ONE = 160;
  private static final double INFORMATION_OF_ONE = 4;

  /** How much larger the information must be than what is rounded in it. */
  private static final double ABOVE_ROUNDING = 1e7;
  private static final Parameter TIES = Parameter.optional(
      "ties", Parameter.Kind.CHOICE, "how ties are treated: efron (default) or breslow", "efron");

  @Override
  public String name() {
    return "cox";
  }

  @Override
  public String summary() {
    return "hazard ratios from a proportional hazards regression, with sites as strata";
  }

  @Override
  public Group group() {
    return Group.SURVIVAL;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients with an event, for those without, and in every category, and there are three rows per coefficient; if so,"
        + " how many rows and events there are, and in every iteration the log likelihood, its gradient and its information,"
        + " summed over sites; and the number of missing values, where it is 0 or of enough patients. No times;"
        + " no site's numbers: nothing is opened unless three sites have events.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(SurvivalTimes.TIME, SurvivalTimes.EVENT, Design.PREDICTORS, TIES, Confidence.PARAMETER);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<RowColumn.Number> time = reader.measure(SurvivalTimes.TIME);
    Optional<RowColumn.Indicator> event = reader.event(SurvivalTimes.EVENT);
    Optional<Design> design = Design.read(reader, false, parties, spec.release(), time, event);
    Optional<String> ties = reader.choice(TIES, List.of("efron", "breslow"));
    Optional<Confidence> confidence = reader.confidence();
    reader.throwProblems();
    Model model = new Model(time.orElseThrow(), event.orElseThrow(), design.orElseThrow(), ties.orElseThrow().equals("efron"),
        confidence.orElseThrow(), parties, spec.release());
    return new Leg(model, new double[model.design().size()], Optional.empty());
  }

  private record Model(
      RowColumn.Number time,
      RowColumn.Indicator event,
      Design design,
      boolean efron,
      Confidence confidence,
      int parties,
      ReleaseRule rule) {
    static final String N = "n";
    static final String EVENTS = "events";
    static final String PATIENTS = "patients";
    static final String SITES = "sites-with-events";
    private static final int ALL_OR_NONE = 2;

    private RealSums sums(String name, int length, double ofOne) {
      return RealSums.of(name, length, ofOne * rule.largestCountPerSite(), parties);
    }

    RealSums loglik() {
      return sums("loglik", 1, LOG_LIKELIHOOD_OF_ONE);
    }

    RealSums score() {
      return sums("score", design.size(), 2);
    }

    RealSums information() {
      return sums("information", PositiveDefinite.triangle(design.size()), INFORMATION_OF_ONE);
    }

    List<CellBlock> blocks() {
      long largest = rule.largestCountPerSite();
      return MissingRows.blocks(
          largest,
          CellBlock.counts(N, 1, largest),
          CellBlock.counts(EVENTS, 1, largest),
          loglik().block(),
          score().block(),
          information().block(),
          CellBlock.counts(PATIENTS, ALL_OR_NONE + design.categories(), largest),
          CellBlock.counts(SITES, 1, 1));
    }

    LocalAggregate fold(RowTable rows, double[] coefficients) {
      SurvivalTimes times = SurvivalTimes.of(rows, time, event);
      CoxTerms terms = CoxTerms.of(times, design.standardised(rows), coefficients, efron);
      return MissingRows.count(rows, Map.of(
          N, IntegerVector.of(times.rows()),
          EVENTS, IntegerVector.of(times.events()),
          "loglik", loglik().cells(terms.loglik()),
          "score", score().cells(terms.score()),
          "information", information().cells(terms.information()),
          PATIENTS, patients(rows, times),
          SITES, IntegerVector.of(times.events() > 0 ? 1 : 0)));
    }

    /** Empty where the information is singular, or what is rounded at the sites would show in the results. */
    Optional<PositiveDefinite> factored(Point at) {
      return PositiveDefinite.of(at.information(), ABOVE_ROUNDING * information().rounding(parties));
    }

    /** With an event, without, and in each category. */
    private IntegerVector patients(RowTable rows, SurvivalTimes times) {
      long[] byEvent = rows.countPatients(ALL_OR_NONE, row -> !rows.isComplete(row) ? -1 : times.isEvent(row) ? 0 : 1).toLongs();
      long[] all = Arrays.copyOf(byEvent, ALL_OR_NONE + design.categories());
      System.arraycopy(design.patientsByCategory(rows).toLongs(), 0, all, ALL_OR_NONE, design.categories());
      return IntegerVector.of(all);
    }

    List<Release> releases() {
      return MissingRows.beside(Release.Gated.together(
          List.of(PATIENTS), List.of(N, EVENTS, "loglik", "score", "information"),
          "how many rows have all values, and how many of them an event; the log likelihood, and for the next step its gradient (a number"
              + " for each coefficient) and its information (one for each pair of them)")
          .andAtLeast(design.fewestRows(), N).andSites(fewestSites(), SITES));
    }

    /** Of two each could tell the other's terms. */
    int fewestSites() {
      return SiteTerms.fewestSites(rule);
    }
  }

  /** What is public of the likelihood at some coefficients. */
  private record Point(double[] coefficients, double loglik, double[] score, double[][] information) {}

  /**
   * What the iteration remembers: where it began, the best point so far, and how often the step away from it was halved.
   *
   * @param iteration how many steps were taken
   */
  private record Path(Point start, Point best, int iteration, int halvings) {}

  private record Leg(Model model, double[] coefficients, Optional<Path> path) implements Computation {
    @Override
    public LocalAggregation local() {
      return new LocalAggregation.OfRows(
          model.design().reads(model.time(), model.event()), model.blocks(), rows -> model.fold(rows, coefficients));
    }

    @Override
    public boolean stratifiesBySite() {
      return true;
    }

    @Override
    public List<Release> releases() {
      return model.releases();
    }

    @Override
    public int maximumLegs() {
      return 1 + MAXIMUM_ITERATIONS;
    }

    private Point point(Opened opened) {
      return new Point(
          coefficients,
          model.loglik().opened(opened)[0],
          model.score().opened(opened),
          PositiveDefinite.symmetric(model.information().opened(opened), model.design().size()));
    }

    private boolean hasConverged(Point here) {
      return path.filter(before -> before.halvings() == 0
              && Math.abs(1 - before.best().loglik() / here.loglik()) <= TOLERANCE)
          .isPresent();
    }

    @Override
    public Optional<Computation> next(Opened opened) {
      if (!opened.isOpen(Model.N)) {
        return Optional.empty();
      }
      Point here = point(opened);
      if (hasConverged(here)) {
        return Optional.empty();
      }
      int iteration = path.map(Path::iteration).orElse(0) + 1;
      Point start = path.map(Path::start).orElse(here);
      if (path.isPresent() && here.loglik() < path.get().best().loglik()) {
        Point best = path.get().best();
        int halvings = path.get().halvings() + 1;
        double[] between = combined(i -> (coefficients[i] + halvings * best.coefficients()[i]) / (halvings + 1));
        return Optional.of(new Leg(model, between, Optional.of(new Path(start, best, iteration, halvings))));
      }
      return model.factored(here)
          .map(information -> information.solve(here.score()))
          .map(step -> combined(i -> coefficients[i] + step[i]))
          .map(to -> new Leg(model, to, Optional.of(new Path(start, here, iteration, 0))));
    }

    private interface At {
      double at(int i);
    }

    private double[] combined(At element) {
      double[] result = new double[coefficients.length];
      Arrays.setAll(result, element::at);
      return result;
    }

    @Override
    public List<Exhibit> exhibits() {
      return Estimates.exhibits(model.design(), model.confidence(), "hr", "Hazard ratios");
    }

    @Override
    public Answer report(Opened opened) {
      AnswerFields fields = new AnswerFields().text("terms", String.join(" ", model.design().names()));
      if (!opened.isOpen(Model.N)) {
        return model.design().hide(fields, Model.N, model.rule(), model.fewestSites()).answer();
      }
      long n = opened.values(Model.N).longAt(0);
      long events = opened.values(Model.EVENTS).longAt(0);
      fields.whole(Model.N, n).whole(Model.EVENTS, events)
          .put(MissingRows.MISSING, MissingRows.shown(opened, model.rule()));
      Point here = point(opened);
      Optional<PositiveDefinite> information = model.factored(here);
      Optional<String> failure = failure(here, information);
      if (failure.isPresent()) {
        return fields.none(failure.get(), "coef", "se", "hr", "loglik").answer();
      }
      Estimates.of(model.design(), coefficients, information.orElseThrow())
          .report(fields, model.confidence(), "hr");
      tests(fields, here);
      return fields.whole("iterations", path.orElseThrow().iteration()).answer();
    }

    private Optional<String> failure(Point here, Optional<PositiveDefinite> information) {
      if (path.isEmpty()) {
        return Optional.of(Estimates.RANK_DEFICIENT_AT_EACH_SITE);
      }
      Point best = path.get().best();
      boolean isFinite = information.isPresent() && model.factored(best)
          .filter(there -> Estimates.isSettled(coefficients, best.coefficients(), information.get(), there))
          .isPresent();
      if (!isFinite) {
        return Optional.of(Estimates.SEPARATION);
      }
      return hasConverged(here) ? Optional.empty() : Optional.of(Estimates.notConverged(MAXIMUM_ITERATIONS));
    }

    private void tests(AnswerFields fields, Point here) {
      Point start = path.orElseThrow().start();
      int df = model.design().size();
      DoubleUnaryOperator p = ChiSquaredDistribution.of(df)::survivalProbability;
      double ratio = 2 * (here.loglik() - start.loglik());
      double wald = model.factored(here).orElseThrow().form(coefficients);
      double score = model.factored(start).orElseThrow().inverseForm(start.score());
      fields.reals("loglik", start.loglik(), here.loglik())
          .whole("df", df)
          .real("lr_chi2", ratio).real("lr_p", p.applyAsDouble(Math.max(0, ratio)))
          .real("wald_chi2", wald).real("wald_p", p.applyAsDouble(wald))
          .real("score_chi2", score).real("score_p", p.applyAsDouble(score));
    }
  }
}
