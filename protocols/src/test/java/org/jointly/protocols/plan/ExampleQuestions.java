package org.jointly.protocols.plan;

import java.util.Optional;
import java.util.stream.Collectors;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.query.YamlQuestions;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;

/** Each statistic asked with the examples of its own parameters, as they stand in the file that an analyst begins with. */
final class ExampleQuestions {
  private ExampleQuestions() {}

  /** What is required, and the first of what is not: a statistic may need one of several. */
  static QuerySpec of(Statistic statistic, ReleaseRule rule) {
    Optional<Parameter> firstOptional =
        statistic.parameters().stream().filter(parameter -> !parameter.required()).findFirst();
    String yaml = statistic.parameters().stream()
        .filter(parameter -> parameter.required() || firstOptional.equals(Optional.of(parameter)))
        .map(parameter -> parameter.name() + ": " + parameter.example() + "\n")
        .collect(Collectors.joining());
    return YamlQuestions.ask(statistic.name(), rule, yaml);
  }
}
