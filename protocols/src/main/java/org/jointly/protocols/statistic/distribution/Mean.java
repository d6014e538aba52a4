package org.jointly.protocols.statistic.distribution;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.query.Answer;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.release.Opened;
import org.jointly.protocols.release.Release;
import org.jointly.protocols.statistic.Computation;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.count.CohortCount;
import org.jointly.protocols.statistic.disclosure.MissingRows;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.CountCell;
import org.jointly.protocols.statistic.report.SampleMoments;
import org.jointly.protocols.statistic.report.StudentT;

/**
 * Mean, variance, standard deviation and 95 % confidence limits of a numeric column.
 *
 * <p>Definition, over the rows with a value, x' = x·10^d the integers that sites add up:
 *
 * <pre>
 *   mean     = Σx' / (n·10^d)
 *   variance = (n·Σx'² − (Σx')²) / (n·(n−1)·10^2d)
 *   limits   = mean ∓ t(0.975; n−1)·sd/√n               Student 1908; as R's t.test(x)
 * </pre>
 *
 * <p>Numerators and denominators are exact integers; the one division rounds to double. Numbers that do not exist (n &lt;
 * 2, or all values equal) say so.
 *
 * <p>Rounding is never silent: without {@code decimals} a value that is not whole is an error at the site, since a mean of
 * rounded values looks like a mean.
 *
 * <p>Leakage: whether the release rule holds for the patients with a value. If it does: Σx' and Σx'², which the results
 * determine anyway, n, and the number of rows without a value, where it is 0 or of enough patients.
 *
 * <p>Cost: six inputs, three comparisons, five multiplications and six openings of one element each, in a round more than {@link
 * CohortCount}. Among three parties, Shamir and 20 bits: 11 rounds.
 */
public final class Mean implements Statistic {
  private static final int MAXIMUM_DECIMALS = 9;
  private static final Parameter COLUMN =
      Parameter.required("column", Parameter.Kind.COLUMN, "the numeric column", "age");
  private static final Parameter LOW = Parameter.required(
      "low", Parameter.Kind.NUMBER, "no value is below; a site that has such a value refuses", "0");
  private static final Parameter HIGH = Parameter.required(
      "high", Parameter.Kind.NUMBER, "no value is above; a site that has such a value refuses", "120");
  private static final Parameter DECIMALS = Parameter.optional(
      "decimals", Parameter.Kind.WHOLE, "values are rounded to so many decimals, 0 to 9; without it, a site refuses values that are not whole", "1");

  @Override
  public String name() {
    return "mean";
  }

  @Override
  public String summary() {
    return "mean, variance, standard deviation and 95 % limits of a numeric column";
  }

  @Override
  public Group group() {
    return Group.DISTRIBUTIONS;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients with a value; if so, the sum, the sum of squares and the number"
        + " of missing values, where it is 0 or of enough patients.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(COLUMN, LOW, HIGH, DECIMALS);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<String> column = reader.column(COLUMN);
    Optional<BigDecimal> low = reader.number(LOW);
    Optional<BigDecimal> high = reader.number(HIGH);
    Optional<Long> decimals =
        reader.has(DECIMALS) ? reader.whole(DECIMALS, 0, MAXIMUM_DECIMALS) : Optional.of(0L);
    if (low.isPresent() && high.isPresent() && low.get().compareTo(high.get()) >= 0) {
      reader.problem(HIGH, "got " + ParameterReader.shown(high.get()) + ", which is not above low "
          + ParameterReader.shown(low.get()) + "; write the largest value there can be");
    }
    reader.throwProblems();
    LocalAggregation.Moments moments = new LocalAggregation.Moments(
        column.orElseThrow(), decimals.orElseThrow().intValue(), reader.has(DECIMALS), low.orElseThrow(), high.orElseThrow(),
        spec.release().largestCountPerSite());
    return new Moments(moments, spec.release());
  }

  private record Moments(LocalAggregation.Moments local, ReleaseRule rule) implements Computation {
    @Override
    public List<Release> releases() {
      return MissingRows.beside(new Release.Gated(
          "patients", List.of("n", "sum", "squares"), "how many rows have a value, the sum of the values and that of their squares"));
    }

    @Override
    public Answer report(Opened opened) {
      return opened.value("n", 0)
          .map(n -> new Answer(fields(opened, n)))
          .orElseGet(() -> new Answer(Answer.Fields.of(Map.entry("n", CountCell.suppressed(rule)))));
    }

    private Answer.Fields fields(Opened opened, BigInteger n) {
      BigInteger sum = opened.value("sum", 0).orElseThrow();
      BigInteger squares = opened.value("squares", 0).orElseThrow();
      Spread spread = Spread.of(new SampleMoments(n, sum, squares, local.decimals()));
      return Answer.Fields.of(
          Map.entry("n", new Answer.Whole(n.longValueExact())),
          Map.entry(MissingRows.MISSING, MissingRows.shown(opened, rule)),
          Map.entry("mean", spread.mean()),
          Map.entry("variance", spread.variance()),
          Map.entry("sd", spread.sd()),
          Map.entry("ci95_low", spread.low()),
          Map.entry("ci95_high", spread.high()));
    }
  }

  /** The numbers that follow from the moments. */
  private record Spread(
      Answer.Value mean, Answer.Value variance, Answer.Value sd, Answer.Value low, Answer.Value high) {

    static Spread of(SampleMoments moments) {
      if (moments.n().signum() == 0) {
        Answer.Value none = new Answer.NotAvailable("n = 0");
        return new Spread(none, none, none, none, none);
      }
      double mean = moments.mean();
      if (moments.n().equals(BigInteger.ONE)) {
        Answer.Value none = new Answer.NotAvailable("n < 2");
        return new Spread(new Answer.Real(mean), none, none, none, none);
      }
      if (moments.isConstant()) {
        Answer.Value none = new Answer.NotAvailable("all values are equal");
        return new Spread(new Answer.Real(mean), new Answer.Real(0), new Answer.Real(0), none, none);
      }
      StudentT student = new StudentT(moments.degrees().doubleValue());
      double half = student.quantile(0.025) * moments.sd() / Math.sqrt(moments.n().doubleValue());
      return new Spread(
          new Answer.Real(mean), new Answer.Real(moments.variance()), new Answer.Real(moments.sd()),
          new Answer.Real(mean - half), new Answer.Real(mean + half));
    }
  }
}
