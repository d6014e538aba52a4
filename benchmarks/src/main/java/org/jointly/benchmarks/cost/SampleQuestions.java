package org.jointly.benchmarks.cost;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jointly.protocols.query.Cohort;
import org.jointly.protocols.query.ParameterValue;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;

/** One question or more for each statistic, of sizes that people ask. */
final class SampleQuestions {
  private static final int MINIMUM = 11;

  private SampleQuestions() {}

  /** @param label what is particular about it; no comma */
  record Sample(String label, QuerySpec spec) {}

  static List<Sample> all() {
    return List.of(
        sample("k = 11", "cohort-count", 1, Map.of()),
        sample("k = 11 at 2 sites", "cohort-count", 2, Map.of()),
        sample("10 codes", "counts-by-code", 1, codes(10)),
        sample("1000 codes", "counts-by-code", 1, codes(1_000)),
        sample("5000 codes", "counts-by-code", 1, codes(5_000)),
        sample("1000 codes at 2 sites", "counts-by-code", 2, codes(1_000)),
        sample("T = 100", "at-least", 1, Map.of("threshold", number(100))),
        sample("integers in 0..120", "mean", 1, range("age")),
        sample("10 bins", "histogram", 1, bins()));
  }

  private static Sample sample(String label, String statistic, int sites, Map<String, ParameterValue> parameters) {
    ReleaseRule rule = new ReleaseRule(
        MINIMUM, sites, new ReleaseRule.Noise.None(), ReleaseRule.DEFAULT_LARGEST_COUNT_PER_SITE);
    Cohort cohort = new Cohort("patients", new Predicate.Everyone());
    return new Sample(label, new QuerySpec(label, statistic, cohort, new TreeMap<>(parameters), rule));
  }

  private static Map<String, ParameterValue> codes(int count) {
    List<ParameterValue> codes = IntStream.range(0, count).mapToObj(i -> text("C" + i)).toList();
    return Map.of("column", text("code"), "codes", new ParameterValue.Items(codes));
  }

  private static Map<String, ParameterValue> range(String column) {
    return Map.of("column", text(column), "low", number(0), "high", number(120));
  }

  private static Map<String, ParameterValue> bins() {
    return Map.of("column", text("age"), "from", number(0), "to", number(100), "width", number(10));
  }

  private static ParameterValue text(String value) {
    return new ParameterValue.Text(value);
  }

  private static ParameterValue number(long value) {
    return new ParameterValue.Number(BigDecimal.valueOf(value));
  }
}
