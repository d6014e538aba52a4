package org.jointly.protocols.statistic.parameter;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.query.CodeHierarchy;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.Names;
import org.jointly.protocols.query.ParameterValue;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.query.Suggestion;
import org.jointly.protocols.statistic.Parameter;

/**
 * Reads a query's parameters and collects every problem; each begins with the parameter's name.
 *
 * <p>A read returns empty when the parameter is absent or wrong; after all reads, {@link #throwProblems} tells.
 */
public final class ParameterReader {
  private static final int FRACTION_DECIMALS = 6;

  private final QuerySpec spec;
  private final SortedMap<String, ParameterValue> given;
  private final List<String> problems = new ArrayList<>();

  public ParameterReader(QuerySpec spec, List<Parameter> declared) {
    this.spec = spec;
    this.given = spec.parameters();
    problems.addAll(new DeclaredKeys(spec.statistic(), declared).problems(given.keySet()));
  }

  public boolean has(Parameter parameter) {
    return given.containsKey(parameter.name());
  }

  public Optional<String> column(Parameter parameter) {
    return text(parameter).filter(name -> {
      Optional<String> problem = Names.problem(parameter.name(), name);
      problem.ifPresent(problems::add);
      return problem.isEmpty();
    });
  }

  /** One of the given words; the first when absent. */
  public Optional<String> choice(Parameter parameter, List<String> words) {
    if (!has(parameter)) {
      return Optional.of(words.get(0));
    }
    return text(parameter).filter(word -> {
      boolean known = words.contains(word);
      if (!known) {
        problem(parameter, "got " + Names.shown(word) + Suggestion.hint(word, words));
      }
      return known;
    });
  }

  public Optional<Long> whole(Parameter parameter, long low, long high) {
    return number(parameter).flatMap(number -> {
      if (isWhole(number) && number.compareTo(BigDecimal.valueOf(low)) >= 0
          && number.compareTo(BigDecimal.valueOf(high)) <= 0) {
        return Optional.of(number.longValueExact());
      }
      problem(parameter, "got " + shown(number) + "; write a whole number from " + low + " to " + high);
      return Optional.empty();
    });
  }

  /** A number above 0. */
  public Optional<BigDecimal> positive(Parameter parameter, long high) {
    return number(parameter).filter(number -> {
      boolean fits = number.signum() > 0 && number.compareTo(BigDecimal.valueOf(high)) <= 0;
      if (!fits) {
        problem(parameter, "got " + shown(number) + "; write a number above 0, up to " + high);
      }
      return fits;
    });
  }

  public Optional<BigDecimal> number(Parameter parameter) {
    return value(parameter).flatMap(value -> number(parameter, value));
  }

  public Optional<List<BigDecimal>> numbers(Parameter parameter) {
    return items(parameter).flatMap(items -> {
      List<Optional<BigDecimal>> numbers = items.stream().map(item -> number(parameter, item)).toList();
      return numbers.stream().allMatch(Optional::isPresent)
          ? Optional.of(numbers.stream().map(Optional::orElseThrow).toList())
          : Optional.empty();
    });
  }

  /** A list of different codes of 1 to 64 characters; a number is none, since 007 would have lost its zeros. */
  public Optional<List<String>> codes(Parameter parameter, int atMost) {
    return items(parameter).flatMap(items -> WordList.CODES.read(parameter.name(), items, atMost, problems));
  }

  /** What is below each code, as {@link CodeHierarchy#toParameter} writes it; every listed code must be in it. */
  public Optional<CodeHierarchy> hierarchy(Parameter parameter, List<String> listed) {
    return value(parameter).flatMap(value -> HierarchySpec.read(parameter, value, listed, problems));
  }

  /** {@code {column: age, low: 0, high: 120, decimals: 0}}; without decimals, values are whole. */
  public Optional<RowColumn.Number> measure(Parameter parameter) {
    return value(parameter).flatMap(value -> ColumnSpec.measure(parameter.name(), value, problems));
  }

  /**
   * {@code {column: sex, values: [f, m]}}; the order of the values is that of the answer.
   *
   * @param atLeast how many there must be
   */
  public Optional<RowColumn.Category> categories(Parameter parameter, int atLeast, int atMost) {
    return value(parameter)
        .flatMap(value -> ColumnSpec.categories(parameter.name(), value, problems))
        .filter(column -> isCount(parameter, "values", column.values().size(), atLeast, atMost));
  }

  /** {@code {column: sex, values: [f, m]}} or {@code {column: age, edges: [0, 18, 65, 120]}}. */
  public Optional<Strata> strata(Parameter parameter, int atLeast, int atMost) {
    return value(parameter)
        .flatMap(value -> ColumnSpec.strata(parameter.name(), value, problems))
        .filter(strata -> isCount(parameter, "values", strata.size(), atLeast, atMost));
  }

  private boolean isCount(Parameter parameter, String what, int got, int atLeast, int atMost) {
    boolean fits = got >= atLeast && got <= atMost;
    if (!fits) {
      problem(parameter, "got " + got + " " + what + "; write "
          + (atLeast == atMost ? "exactly " + atLeast : atLeast + " to " + atMost));
    }
    return fits;
  }

  /** {@code {column: status, equals: 2}} or {@code {column: status, in: [1, 2]}}. */
  public Optional<RowColumn.Indicator> event(Parameter parameter) {
    return value(parameter).flatMap(value -> ColumnSpec.event(parameter.name(), value, problems));
  }

  /** A list of measures and categories, each column once. */
  public Optional<List<RowColumn>> predictors(Parameter parameter, int atMost) {
    return items(parameter)
        .filter(items -> isCount(parameter, "columns", items.size(), 1, atMost))
        .flatMap(items -> {
          List<RowColumn> columns = new ArrayList<>();
          for (int i = 0; i < items.size(); i++) {
            ColumnSpec.predictor(parameter.name() + "[" + (i + 1) + "]", items.get(i), problems).ifPresent(columns::add);
          }
          boolean isComplete = columns.size() == items.size();
          if (isComplete && columns.stream().flatMap(column -> column.columns().stream()).distinct().count() < items.size()) {
            problem(parameter, "names a column twice; write each once");
            return Optional.empty();
          }
          return isComplete ? Optional.of(columns) : Optional.empty();
        });
  }

  /**
   * A list of {@code {name?, column, at_least: 18, …}}, in order, by name; what has none is named as its column, with a number
   * behind where that is taken.
   */
  public Optional<Map<String, Predicate>> conditions(Parameter parameter, int atMost) {
    return items(parameter)
        .filter(items -> isCount(parameter, "conditions", items.size(), 1, atMost))
        .flatMap(items -> {
          Map<String, Predicate> conditions = new LinkedHashMap<>();
          int before = problems.size();
          for (int i = 0; i < items.size(); i++) {
            ConditionSpec.readNamed(parameter.name() + "[" + (i + 1) + "]", items.get(i), conditions, problems);
          }
          return problems.size() == before ? Optional.of(conditions) : Optional.empty();
        });
  }

  /** A list of different columns. */
  public Optional<List<String>> columns(Parameter parameter, int atMost) {
    return items(parameter)
        .flatMap(items -> WordList.COLUMNS.read(parameter.name(), items, atMost, problems))
        .filter(columns -> {
          int before = problems.size();
          columns.forEach(column -> Names.problem(parameter.name(), column).ifPresent(problems::add));
          return problems.size() == before;
        });
  }

  /** {@code {from: 0, to: 120, step: 1}} or {@code [0, 30, 90, 365]}: at least two points, ascending. */
  public Optional<List<BigDecimal>> grid(Parameter parameter, int atMost) {
    return value(parameter).flatMap(value -> Grids.read(parameter.name(), value, atMost, problems));
  }

  /** {@link Confidence#PARAMETER}; 0.95 when absent. */
  public Optional<Confidence> confidence() {
    if (!has(Confidence.PARAMETER)) {
      return Optional.of(Confidence.STANDARD);
    }
    return fraction(Confidence.PARAMETER, new BigDecimal("0.5")).map(Confidence::new);
  }

  /** A list of different numbers above 0 and below 1. */
  public Optional<List<BigDecimal>> fractions(Parameter parameter, int atMost) {
    return numbers(parameter)
        .filter(numbers -> isCount(parameter, "numbers", numbers.size(), 1, atMost))
        .filter(numbers -> numbers.stream().allMatch(number -> isFraction(parameter, number, BigDecimal.ZERO)))
        .filter(numbers -> {
          boolean differ = numbers.stream().map(BigDecimal::stripTrailingZeros).distinct().count() == numbers.size();
          if (!differ) {
            problem(parameter, "has a number twice; write each once");
          }
          return differ;
        });
  }

  /** Refuses a question that could be about more rows than the statistic's arithmetic takes. */
  public void requireFewerPatients(int parties, long atMost) {
    if (spec.release().largestCountPerSite() > atMost / parties) {
      problems.add("largest_count_per_site: got " + spec.release().largestCountPerSite() + "; " + spec.statistic()
          + " takes at most " + atMost / parties + " with " + parties + " sites");
    }
  }

  /** A number above {@code above} and below 1. */
  private Optional<BigDecimal> fraction(Parameter parameter, BigDecimal above) {
    return number(parameter).filter(number -> isFraction(parameter, number, above));
  }

  private boolean isFraction(Parameter parameter, BigDecimal number, BigDecimal above) {
    boolean fits = number.compareTo(above) > 0 && number.compareTo(BigDecimal.ONE) < 0
        && number.stripTrailingZeros().scale() <= FRACTION_DECIMALS;
    if (!fits) {
      problem(parameter, "got " + shown(number) + "; write a number above " + above + " and below 1, with at most "
          + FRACTION_DECIMALS + " decimals");
    }
    return fits;
  }

  public void problem(Parameter parameter, String problem) {
    problems.add(parameter.name() + ": " + problem);
  }

  /** @throws InvalidQueryException if there is any problem */
  public void throwProblems() {
    if (!problems.isEmpty()) {
      throw new InvalidQueryException(problems);
    }
  }

  private Optional<ParameterValue> value(Parameter parameter) {
    return Optional.ofNullable(given.get(parameter.name()));
  }

  private Optional<String> text(Parameter parameter) {
    return value(parameter).flatMap(value -> {
      if (value instanceof ParameterValue.Text text) {
        return Optional.of(text.value());
      }
      problem(parameter, "is not text; write " + parameter.kind().label() + ", for example " + parameter.example());
      return Optional.empty();
    });
  }

  private Optional<BigDecimal> number(Parameter parameter, ParameterValue value) {
    if (value instanceof ParameterValue.Number number) {
      return Optional.of(number.value());
    }
    String comma = value instanceof ParameterValue.Text text && text.value().matches("[+-]?[0-9]+,[0-9]+") ? " with a point" : "";
    problem(parameter, "is not a number; write " + parameter.kind().label() + comma + ", for example " + parameter.example());
    return Optional.empty();
  }

  private Optional<List<ParameterValue>> items(Parameter parameter) {
    return value(parameter).flatMap(value -> {
      if (value instanceof ParameterValue.Items items) {
        return Optional.of(items.values());
      }
      problem(parameter, "is not a list; write " + parameter.kind().label() + ", for example " + parameter.example());
      return Optional.empty();
    });
  }

  private static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }

  public static String shown(BigDecimal number) {
    return number.precision() > 40 ? "a number of " + number.precision() + " digits" : number.toString();
  }
}
