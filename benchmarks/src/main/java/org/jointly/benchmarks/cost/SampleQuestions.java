package org.jointly.benchmarks.cost;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jointly.protocols.query.Cohort;
import org.jointly.protocols.query.ParameterValue;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.runtime.config.QueryFile;

/**
 * One question or more for each statistic, of sizes that people ask. A statistic that has none here is asked with the examples of its
 * own parameters.
 */
final class SampleQuestions {
  private static final int MINIMUM = 11;

  private SampleQuestions() {}

  /** @param label what is particular about it; no comma */
  record Sample(String label, QuerySpec spec) {}

  static List<Sample> all(List<Statistic> statistics) throws IOException {
    List<Sample> samples = new ArrayList<>(chosen());
    Set<String> asked = samples.stream().map(sample -> sample.spec().statistic()).collect(Collectors.toSet());
    for (Statistic statistic : statistics) {
      if (!asked.contains(statistic.name())) {
        samples.add(new Sample("its examples", ofExamples(statistic)));
      }
    }
    return samples;
  }

  private static List<Sample> chosen() {
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

  /** Written and read as an analyst would. */
  private static QuerySpec ofExamples(Statistic statistic) throws IOException {
    String parameters = statistic.parameters().stream()
        .filter(Parameter::required)
        .map(parameter -> parameter.name() + ": " + parameter.example() + "\n")
        .collect(Collectors.joining());
    Path file = Files.createTempFile("jointly-sample", ".yaml");
    try {
      Files.writeString(file, "name: its examples\nstatistic: " + statistic.name() + "\ncohort: {table: patients}\n"
          + parameters + "release: {minimum_count: " + MINIMUM + ", noise: none}\n");
      return QueryFile.read(file).spec();
    } finally {
      Files.delete(file);
    }
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
