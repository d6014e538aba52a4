package org.jointly.protocols.plan;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.query.YamlQuestions;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;

/** Each statistic asked with the examples of its own parameters, as they stand in the file that an analyst begins with. */
final class ExampleQuestions {
  private static final Pattern GRID = Pattern.compile("\\{from: 0, to: (\\d+), step: \\d+}");
  private static final int STEPS = 6;

  private ExampleQuestions() {}

  /** On grids of seven points: more of them cost time and show nothing new. */
  static QuerySpec of(Statistic statistic, ReleaseRule rule) {
    return ask(statistic, rule, ExampleQuestions::coarse);
  }

  static QuerySpec asWritten(Statistic statistic, ReleaseRule rule) {
    return ask(statistic, rule, example -> example);
  }

  /** What is required, and the first of what is not: a statistic may need one of several. */
  private static QuerySpec ask(Statistic statistic, ReleaseRule rule, UnaryOperator<String> example) {
    Optional<Parameter> firstOptional =
        statistic.parameters().stream().filter(parameter -> !parameter.required()).findFirst();
    String yaml = statistic.parameters().stream()
        .filter(parameter -> parameter.required() || firstOptional.equals(Optional.of(parameter)))
        .map(parameter -> parameter.name() + ": " + example.apply(parameter.example()) + "\n")
        .collect(Collectors.joining());
    return YamlQuestions.ask(statistic.name(), rule, yaml);
  }

  private static String coarse(String example) {
    return GRID.matcher(example)
        .replaceAll(grid -> "{from: 0, to: %s, step: %d}".formatted(grid.group(1), Long.parseLong(grid.group(1)) / STEPS));
  }
}
