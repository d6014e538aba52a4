package org.jointly.protocols.statistic.comparison;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.RowColumn;
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
import org.jointly.protocols.statistic.report.StudentT;

/**
 * Whether the means of two groups differ: the t-tests of Welch and of Student.
 *
 * <p>Definition, on rows with value and group, with n, mean m and variance s² of group 1 and 2:
 *
 * <pre>
 *   Welch     t = (m1 − m2)/se,  se² = v1 + v2,  v = s²/n      df = se⁴/(v1²/(n1−1) + v2²/(n2−1))
 *   Student   t = (m1 − m2)/se,  se² = s²·(1/n1 + 1/n2)        df = n1 + n2 − 2
 *             s² = ((n1−1)·s1² + (n2−1)·s2²)/df
 *   limits    m1 − m2 ∓ t(0.975; df)·se, Welch's
 * </pre>
 *
 * <p>Source: Welch, Biometrika 1947; Student, Biometrika 1908; as R's {@code t.test}, {@code var.equal} both ways.
 *
 * <p>Answer: {@code {groups, n, missing, mean, sd, difference, t, df, p, ci95_low, ci95_high, student_t, student_df,
 * student_p}}, by group a list under n, mean and sd; {@code {groups, n}} when suppressed.
 *
 * <p>Leakage: whether both groups hold the release rule. If they do: per group n, Σx and Σx², which the results determine
 * anyway, and the number of rows without value or group, where it is 0 or of enough patients.
 *
 * <p>Cost: nine inputs, a comparison of two elements, one product of the two bits, multiplications and openings of seven
 * elements, in one round more than {@link CohortCount}.
 */
public final class TTest implements Statistic {
  @Override
  public String name() {
    return "t-test";
  }

  @Override
  public String summary() {
    return "whether the means of two groups differ: Welch's and Student's t-test";
  }

  @Override
  public Group group() {
    return Group.TESTS;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients of both groups; if so, each group's number, sum and sum of"
        + " squares, and the number of missing values, where it is 0 or of enough patients.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(GroupedMoments.VALUE, GroupedMoments.TWO_GROUPS, Confidence.PARAMETER);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<RowColumn.Number> value = reader.measure(GroupedMoments.VALUE);
    Optional<RowColumn.Category> groups = reader.categories(GroupedMoments.TWO_GROUPS, 2, 2);
    Optional<Confidence> confidence = reader.confidence();
    reader.throwProblems();
    GroupedMoments moments =
        new GroupedMoments(value.orElseThrow(), groups.orElseThrow(), spec.release().largestCountPerSite());
    return new Comparison(moments, confidence.orElseThrow(), spec.release());
  }

  private record Comparison(GroupedMoments moments, Confidence confidence, ReleaseRule rule) implements Computation {
    private static final String ALL_EQUAL = "all values of a group are equal, in both groups";

    @Override
    public LocalAggregation local() {
      return moments.local();
    }

    @Override
    public List<Release> releases() {
      return moments.releases();
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(
          Exhibit.Columns.of("groups", "group", "n", "mean", "sd"),
          Exhibit.Forest.of("Difference of the means", Exhibit.Scale.DIFFERENCE,
              Exhibit.Estimate.of("difference", "difference", confidence.low(), confidence.high())));
    }

    @Override
    public Answer report(Opened opened) {
      AnswerFields fields = new AnswerFields().texts("groups", moments.groups().values());
      moments.opened(opened).ifPresentOrElse(
          groups -> tests(fields, groups, MissingRows.shown(opened, rule)), () -> fields.put("n", CountCell.hidden(rule)));
      return fields.answer();
    }

    private void tests(AnswerFields fields, List<SampleMoments> groups, Answer.Value missing) {
      fields.wholes("n", groups.stream().mapToLong(group -> group.n().longValueExact()).toArray())
          .put(MissingRows.MISSING, missing);
      GroupedMoments.describe(fields, groups);
      welch(fields, groups.get(0), groups.get(1));
      student(fields, groups.get(0), groups.get(1));
    }

    private void welch(AnswerFields fields, SampleMoments one, SampleMoments two) {
      String[] names = {"difference", "t", "df", "p", confidence.low(), confidence.high()};
      if (one.n().min(two.n()).compareTo(BigInteger.TWO) < 0) {
        fields.none("n < 2 in a group", names);
        return;
      }
      if (one.isConstant() && two.isConstant()) {
        fields.none(ALL_EQUAL, names);
        return;
      }
      double difference = one.meanLess(two);
      double v1 = one.variance() / one.n().doubleValue();
      double v2 = two.variance() / two.n().doubleValue();
      double error = Math.sqrt(v1 + v2);
      double df = (v1 + v2) * (v1 + v2)
          / (v1 * v1 / one.degrees().doubleValue() + v2 * v2 / two.degrees().doubleValue());
      StudentT student = new StudentT(df);
      double half = student.quantile(confidence.tail()) * error;
      fields.real("difference", difference)
          .real("t", difference / error).real("df", df).real("p", student.twoSided(difference / error))
          .real(confidence.low(), difference - half).real(confidence.high(), difference + half);
    }

    private static void student(AnswerFields fields, SampleMoments one, SampleMoments two) {
      String[] names = {"student_t", "student_df", "student_p"};
      double n1 = one.n().doubleValue();
      double n2 = two.n().doubleValue();
      double df = n1 + n2 - 2;
      if (n1 < 1 || n2 < 1 || df < 1) {
        fields.none("n1 + n2 < 3, or a group is empty", names);
        return;
      }
      if (one.isConstant() && two.isConstant()) {
        fields.none(ALL_EQUAL, names);
        return;
      }
      double squares = squares(one) + squares(two);
      double t = one.meanLess(two) / Math.sqrt(squares / df * (1 / n1 + 1 / n2));
      fields.real("student_t", t).real("student_df", df).real("student_p", new StudentT(df).twoSided(t));
    }

    /** Σ(x − mean)². */
    private static double squares(SampleMoments group) {
      return group.n().equals(BigInteger.ONE) ? 0 : group.variance() * group.degrees().doubleValue();
    }
  }
}
