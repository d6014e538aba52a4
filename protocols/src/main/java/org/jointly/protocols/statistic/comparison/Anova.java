package org.jointly.protocols.statistic.comparison;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.commons.statistics.distribution.FDistribution;
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
import org.jointly.protocols.statistic.disclosure.MissingRows;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.CountCell;
import org.jointly.protocols.statistic.report.SampleMoments;

/**
 * Whether the means of several groups differ: the one-way analysis of variance.
 *
 * <p>Definition, on the rows with value and group, with n_i and m_i of group i of g, n and m of all:
 *
 * <pre>
 *   between = Σ n_i·(m_i − m)²     g − 1 degrees of freedom
 *   within  = ΣΣ (x − m_i)²        n − g degrees of freedom
 *   F = between/(g − 1) : within/(n − g)      r² = between/(between + within)
 * </pre>
 *
 * <p>Source: Fisher, Statistical Methods for Research Workers, 1925; as R's {@code aov}.
 *
 * <p>Answer: {@code {groups, n, missing, mean, sd, ss_between, ss_within, df_between, df_within, f, p, r2}}, by group a list
 * under n, mean and sd; {@code {groups, n}} when suppressed.
 *
 * <p>Leakage: whether every group holds the release rule. If they do: per group n, Σx and Σx², which the results determine
 * anyway, and the number of rows without value or group, where it is 0 or of enough patients.
 *
 * <p>Cost: for g groups, 4g + 1 inputs, a comparison of g elements, products of the g bits in ⌈log2 g⌉ rounds, and
 * multiplications and openings of 3g + 1 elements.
 */
public final class Anova implements Statistic {
  private static final int MAXIMUM_GROUPS = 50;
  private static final Parameter VALUE = Parameter.required(
      "value", Parameter.Kind.MEASURE, "the numeric column; a site that has a value outside the bounds refuses",
      "{column: age, low: 0, high: 120, decimals: 0}");
  private static final Parameter GROUPS = Parameter.required(
      "groups", Parameter.Kind.CATEGORIES, "the groups; a site that has another one refuses",
      "{column: stage, values: [1, 2, 3, 4]}");

  @Override
  public String name() {
    return "anova";
  }

  @Override
  public String summary() {
    return "whether the means of several groups differ: one-way analysis of variance";
  }

  @Override
  public Group group() {
    return Group.TESTS;
  }

  @Override
  public String leakage() {
    return "whether the release rule holds for the patients of every group; if so, each group's number, sum and sum of"
        + " squares, and the number of missing values, where it is 0 or of enough patients.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(VALUE, GROUPS);
  }

  @Override
  public Computation compile(QuerySpec spec, int parties) {
    ParameterReader reader = new ParameterReader(spec, parameters());
    Optional<RowColumn.Number> value = reader.measure(VALUE);
    Optional<RowColumn.Category> groups = reader.categories(GROUPS, 2, MAXIMUM_GROUPS);
    reader.throwProblems();
    return new Analysis(
        new GroupedMoments(value.orElseThrow(), groups.orElseThrow(), spec.release().largestCountPerSite()),
        spec.release());
  }

  private record Analysis(GroupedMoments moments, ReleaseRule rule) implements Computation {
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
      return List.of(Exhibit.Columns.of("groups", "group", "n", "mean", "sd"));
    }

    @Override
    public Answer report(Opened opened) {
      AnswerFields fields = new AnswerFields().texts("groups", moments.groups().values());
      moments.opened(opened).ifPresentOrElse(
          groups -> analysis(fields, groups, MissingRows.shown(opened, rule)),
          () -> fields.put("n", CountCell.hidden(rule)));
      return fields.answer();
    }

    private static void analysis(AnswerFields fields, List<SampleMoments> groups, Answer.Value missing) {
      long[] counts = groups.stream().mapToLong(group -> group.n().longValueExact()).toArray();
      fields.wholes("n", counts).put(MissingRows.MISSING, missing);
      GroupedMoments.describe(fields, groups);
      long within = LongStream.of(counts).sum() - counts.length;
      if (LongStream.of(counts).anyMatch(n -> n == 0)) {
        none(fields, "a group is empty");
      } else if (within == 0) {
        none(fields, "no group has two values");
      } else if (groups.stream().allMatch(SampleMoments::isConstant)) {
        none(fields, "all values of a group are equal, in every group");
      } else {
        ratio(fields, between(groups), within(groups), counts.length - 1, within);
      }
    }

    private static void none(AnswerFields fields, String reason) {
      fields.none(reason, "ss_between", "ss_within", "df_between", "df_within", "f", "p", "r2");
    }

    private static void ratio(AnswerFields fields, double between, double within, long df, long dfWithin) {
      double f = between / df / (within / dfWithin);
      fields.real("ss_between", between).real("ss_within", within)
          .whole("df_between", df).whole("df_within", dfWithin)
          .real("f", f)
          .real("p", FDistribution.of(df, dfWithin).survivalProbability(f))
          .real("r2", between / (between + within));
    }

    /** Σ n_i·(m_i − m)², each difference exact up to one division. */
    private static double between(List<SampleMoments> groups) {
      SampleMoments all = new SampleMoments(
          sum(groups, SampleMoments::n), sum(groups, SampleMoments::sum), sum(groups, SampleMoments::squares),
          groups.get(0).decimals());
      return groups.stream().mapToDouble(group -> {
        double difference = group.meanLess(all);
        return group.n().doubleValue() * difference * difference;
      }).sum();
    }

    private static BigInteger sum(List<SampleMoments> groups, Function<SampleMoments, BigInteger> number) {
      return groups.stream().map(number).reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static double within(List<SampleMoments> groups) {
      return groups.stream()
          .filter(group -> !group.isConstant())
          .mapToDouble(group -> group.variance() * group.degrees().doubleValue())
          .sum();
    }
  }
}
