package org.jointly.protocols.statistic.parameter;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jointly.protocols.query.Literal;
import org.jointly.protocols.query.Names;
import org.jointly.protocols.query.ParameterValue;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.Predicate.Comparison;
import org.jointly.protocols.query.Suggestion;

/**
 * Reads a condition on one column among a statistic's parameters, {@code {column: age, at_least: 18, less_than: 65}}: the
 * words of a cohort's conditions, all of which must hold. A text of the form 2020-12-31 is a date.
 */
final class ConditionSpec {
  static final String EXAMPLE = "{column: age, at_least: 18}";

  private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";
  private static final List<String> OTHERS = List.of("in", "between", "starts_with", "missing");

  private final String path;
  private final List<String> problems;

  private ConditionSpec(String path, List<String> problems) {
    this.path = path;
    this.problems = problems;
  }

  /** Adds a condition that may have a name to those before it; one that has none is named as its column. */
  static void readNamed(String path, ParameterValue item, Map<String, Predicate> conditions, List<String> problems) {
    if (!(item instanceof ParameterValue.Fields fields)) {
      problems.add(path + ": has no keys; write " + EXAMPLE);
      return;
    }
    Map<String, ParameterValue> keys = new LinkedHashMap<>(fields.values());
    Optional<ParameterValue> given = Optional.ofNullable(keys.remove("name"));
    read(path, keys, problems).ifPresent(condition -> {
      String column = ((ParameterValue.Text) keys.get("column")).value();
      String name = given.isPresent()
          ? given.get() instanceof ParameterValue.Text text ? text.value() : ""
          : Stream.iterate(1, i -> i + 1).map(i -> i == 1 ? column : column + " " + i)
              .filter(free -> !conditions.containsKey(free)).findFirst().orElseThrow();
      if (!WordList.isWord(name)) {
        problems.add(path + ".name: is no name; write text of 1 to " + WordList.MAXIMUM_CHARACTERS + " characters without spaces around it");
      } else if (conditions.putIfAbsent(name, condition) != null) {
        problems.add(path + ".name: got " + Names.shown(name) + " twice; write another name");
      }
    });
  }

  /**
   * The condition that these keys say; empty after adding problems, each beginning with the path.
   *
   * @param keys column and comparisons
   */
  static Optional<Predicate> read(String path, Map<String, ParameterValue> keys, List<String> problems) {
    int before = problems.size();
    List<Predicate> parts = new ConditionSpec(path, problems).parts(keys);
    if (problems.size() > before) {
      return Optional.empty();
    }
    return Optional.of(parts.size() == 1 ? parts.get(0) : new Predicate.And(parts));
  }

  private List<Predicate> parts(Map<String, ParameterValue> keys) {
    List<Predicate> parts = new ArrayList<>();
    Optional<String> column = column(keys.get("column"));
    if (column.isPresent() && keys.size() == 1) {
      problems.add(path + ": has no comparison; write for example " + EXAMPLE);
    }
    keys.forEach((key, value) -> {
      if (!key.equals("column")) {
        part(column.orElse("unknown"), key, value).ifPresent(parts::add);
      }
    });
    return parts;
  }

  private Optional<String> column(ParameterValue value) {
    if (!(value instanceof ParameterValue.Text text)) {
      return problem("column", "is missing or not text; write for example " + EXAMPLE);
    }
    Optional<String> wrong = Names.problem(path + ".column", text.value());
    wrong.ifPresent(problems::add);
    return wrong.isEmpty() ? Optional.of(text.value()) : Optional.empty();
  }

  private Optional<Predicate> part(String column, String key, ParameterValue value) {
    Optional<Comparison> comparison = Stream.of(Comparison.values()).filter(each -> each.key().equals(key)).findFirst();
    if (comparison.isPresent()) {
      return literal(key, value).flatMap(literal -> compare(column, comparison.get(), literal));
    }
    return switch (key) {
      case "in" -> value instanceof ParameterValue.Items items && !items.values().isEmpty()
          ? in(column, items.values())
          : problem(key, "is not a list of values; write for example {column: stage, in: [1, 2]}");
      case "between" -> value instanceof ParameterValue.Items items && items.values().size() == 2
          ? between(column, items.values().get(0), items.values().get(1))
          : problem(key, "is not two values; write both ends, for example {column: age, between: [18, 65]}");
      case "starts_with" -> value instanceof ParameterValue.Text text && !text.value().isEmpty()
          ? Optional.of(new Predicate.StartsWith(column, text.value()))
          : problem(key, "is not text; write the beginning of a code, in quotes if it looks like a number");
      case "missing" -> value instanceof ParameterValue.Flag flag
          ? Optional.of(missing(column, flag.value()))
          : problem(key, "is neither true nor false; write one of them");
      default -> unknown(key);
    };
  }

  private Optional<Predicate> compare(String column, Comparison comparison, Literal literal) {
    return isOrdered(literal) || comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL
        ? Optional.of(new Predicate.Compare(column, comparison, literal))
        : problem(comparison.key(), "is neither a number nor a date; write one, as 18 or 2020-12-31");
  }

  private Optional<Predicate> between(String column, ParameterValue from, ParameterValue to) {
    Optional<Literal> low = literal("between", from);
    Optional<Literal> high = literal("between", to);
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    if (!isOrdered(low.get()) || low.get().getClass() != high.get().getClass()) {
      return problem("between", "is not two numbers or two dates; write them, as [18, 65]");
    }
    return low.get().isAbove(high.get())
        ? problem("between", "has the first value above the second, so nothing lies between; write the lower one first")
        : Optional.of(new Predicate.Between(column, low.get(), high.get()));
  }

  private static boolean isOrdered(Literal literal) {
    return literal instanceof Literal.Number || literal instanceof Literal.Day;
  }

  private Optional<Predicate> in(String column, List<ParameterValue> values) {
    List<Literal> literals = values.stream().flatMap(value -> literal("in", value).stream()).toList();
    if (literals.stream().map(Object::getClass).distinct().count() > 1) {
      return problem("in", "mixes text, numbers or dates; write all alike");
    }
    return Optional.of(new Predicate.In(column, literals));
  }

  private static Predicate missing(String column, boolean missing) {
    Predicate isMissing = new Predicate.IsMissing(column);
    return missing ? isMissing : new Predicate.Not(isMissing);
  }

  private Optional<Literal> literal(String key, ParameterValue value) {
    if (value instanceof ParameterValue.Number number) {
      return Optional.of(new Literal.Number(number.value()));
    }
    if (value instanceof ParameterValue.Flag flag) {
      return Optional.of(new Literal.Flag(flag.value()));
    }
    if (!(value instanceof ParameterValue.Text text)) {
      return problem(key, "is no single value; write text, a number or a date");
    }
    if (!text.value().matches(DATE)) {
      return Optional.of(new Literal.Text(text.value()));
    }
    try {
      return Optional.of(new Literal.Day(LocalDate.parse(text.value())));
    } catch (DateTimeParseException e) {
      return problem(key, "there is no day " + Names.shown(text.value()) + "; write year-month-day");
    }
  }

  private <T> Optional<T> unknown(String key) {
    List<String> known = new ArrayList<>(Comparison.keys());
    known.addAll(OTHERS);
    problems.add(path + ": has no key " + Names.shown(key) + Suggestion.hint(key, known));
    return Optional.empty();
  }

  private <T> Optional<T> problem(String key, String problem) {
    problems.add(path + "." + key + ": " + problem);
    return Optional.empty();
  }
}
