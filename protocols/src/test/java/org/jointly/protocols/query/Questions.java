package org.jointly.protocols.query;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Questions for tests, written in one line. */
public final class Questions {
  private Questions() {}

  public static ReleaseRule rule(long minimumCount, int minimumSites) {
    return new ReleaseRule(
        minimumCount, minimumSites, new ReleaseRule.Noise.None(), ReleaseRule.DEFAULT_LARGEST_COUNT_PER_SITE);
  }

  /** @param parameters key, value, key, value; strings, numbers and lists of them */
  public static QuerySpec ask(String statistic, ReleaseRule rule, Object... parameters) {
    SortedMap<String, ParameterValue> values = new TreeMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      values.put((String) parameters[i], value(parameters[i + 1]));
    }
    return new QuerySpec("A question", statistic, new Cohort("patients", new Predicate.Everyone()), values, rule);
  }

  private static ParameterValue value(Object value) {
    if (value instanceof List<?> list) {
      return new ParameterValue.Items(list.stream().map(Questions::value).toList());
    }
    if (value instanceof Number number) {
      return new ParameterValue.Number(new BigDecimal(number.toString()));
    }
    if (value instanceof Boolean flag) {
      return new ParameterValue.Flag(flag);
    }
    return new ParameterValue.Text((String) value);
  }

  public static QuerySpec cohortCount(long minimumCount) {
    return ask("cohort-count", rule(minimumCount, 1));
  }

  public static QuerySpec countsByCode(ReleaseRule rule, String... codes) {
    return ask("counts-by-code", rule, "column", "code", "codes", Arrays.asList(codes));
  }
}
