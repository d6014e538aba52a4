package org.jointly.protocols.statistic.parameter;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.query.Names;
import org.jointly.protocols.query.ParameterValue;
import org.jointly.protocols.query.Suggestion;

/** Reads ascending numbers: a list, or {@code {from: 0, to: 120, step: 1}}, with every problem at its path. */
final class Grids {
  private static final List<String> KEYS = List.of("from", "to", "step");

  private Grids() {}

  /**
   * A list or {@code from, to, step}.
   *
   * @param atMost how many points there may be
   */
  static Optional<List<BigDecimal>> read(String path, ParameterValue value, int atMost, List<String> problems) {
    return value instanceof ParameterValue.Fields fields
        ? steps(path, fields.values(), atMost, problems)
        : ascending(path, Optional.of(value), atMost, problems);
  }

  /** A list of at least two. */
  static Optional<List<BigDecimal>> ascending(
      String path, Optional<ParameterValue> value, int atMost, List<String> problems) {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!(value.get() instanceof ParameterValue.Items items)
        || !items.values().stream().allMatch(ParameterValue.Number.class::isInstance)) {
      return problem(problems, path, "is not a list of numbers; write for example [0, 18, 40, 65]");
    }
    List<BigDecimal> numbers =
        items.values().stream().map(item -> ((ParameterValue.Number) item).value()).toList();
    if (numbers.size() < 2 || numbers.size() > atMost) {
      return problem(problems, path, "got " + numbers.size() + " numbers; write 2 to " + atMost);
    }
    boolean isAscending = IntStream.range(1, numbers.size()).allMatch(i -> numbers.get(i - 1).compareTo(numbers.get(i)) < 0);
    return isAscending
        ? Optional.of(numbers)
        : problem(problems, path, "does not ascend; write each number once, smallest first");
  }

  private static Optional<List<BigDecimal>> steps(
      String path, Map<String, ParameterValue> given, int atMost, List<String> problems) {
    given.keySet().stream().filter(key -> !KEYS.contains(key)).forEach(key ->
        problems.add(path + ": has no key " + Names.shown(key) + Suggestion.hint(key, KEYS)));
    List<BigDecimal> numbers = new ArrayList<>();
    for (String key : KEYS) {
      if (given.get(key) instanceof ParameterValue.Number number) {
        numbers.add(number.value());
      } else {
        problem(problems, path + "." + key, (given.containsKey(key) ? "is not a number" : "is missing")
            + "; write for example {from: 0, to: 120, step: 1}");
      }
    }
    return numbers.size() == KEYS.size()
        ? steps(path, numbers.get(0), numbers.get(1), numbers.get(2), atMost, problems)
        : Optional.empty();
  }

  private static Optional<List<BigDecimal>> steps(
      String path, BigDecimal from, BigDecimal to, BigDecimal step, int atMost, List<String> problems) {
    if (step.signum() <= 0) {
      return problem(problems, path + ".step", "got " + ParameterReader.shown(step) + "; write a number above 0");
    }
    if (to.compareTo(from) <= 0) {
      return problem(problems, path + ".to", "got " + ParameterReader.shown(to) + ", which is not above from "
          + ParameterReader.shown(from) + "; write the last number");
    }
    BigDecimal[] steps = to.subtract(from).divideAndRemainder(step);
    if (steps[0].compareTo(BigDecimal.valueOf(atMost)) >= 0) {
      return problem(problems, path + ".step", "gives more than " + atMost + " numbers; write a larger one");
    }
    if (steps[1].signum() != 0) {
      return problem(problems, path + ".to", "got " + ParameterReader.shown(to)
          + ", which is no whole number of steps above from; write "
          + ParameterReader.shown(from.add(steps[0].add(BigDecimal.ONE).multiply(step))));
    }
    return Optional.of(Stream.iterate(from, point -> point.add(step)).limit(steps[0].longValueExact() + 1).toList());
  }

  private static <T> Optional<T> problem(List<String> problems, String path, String problem) {
    problems.add(path + ": " + problem);
    return Optional.empty();
  }
}
