package org.jointly.protocols.statistic.parameter;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.query.Names;
import org.jointly.protocols.query.ParameterValue;
import org.jointly.protocols.query.Suggestion;

/**
 * Reads what a query says of one column, {@code {column: age, low: 0, high: 120}}, and collects every problem, each with its
 * path: {@code value.low: …}.
 */
public final class ColumnSpec {
  static final String MEASURE = "{column: age, low: 0, high: 120}";
  public static final String CATEGORIES = "{column: sex, values: [f, m]}";
  public static final String STRATA = "{column: age, edges: [0, 18, 65, 120]}";
  public static final String EVENT = "{column: status, equals: 1}";

  private static final int MAXIMUM_DECIMALS = 9;
  private static final int MAXIMUM_CATEGORIES = 1_000;
  private static final int MAXIMUM_EDGES = 1_000;
  private static final int TEXT_CHARACTERS = 64;

  private final String path;
  private final String example;
  private final Map<String, ParameterValue> given;
  private final List<String> problems;

  private ColumnSpec(String path, String example, Map<String, ParameterValue> given, List<String> problems) {
    this.path = path;
    this.example = example;
    this.given = given;
    this.problems = problems;
  }

  /** A number with bounds: {@code {column, low, high, decimals?}}. */
  static Optional<RowColumn.Number> measure(String path, ParameterValue value, List<String> problems) {
    return read(path, value, MEASURE, problems, ColumnSpec::measure);
  }

  /** Named categories: {@code {column, values}}. */
  static Optional<RowColumn.Category> categories(String path, ParameterValue value, List<String> problems) {
    return read(path, value, CATEGORIES, problems, ColumnSpec::categories);
  }

  /** What counts as an event: {@code {column, equals}} or {@code {column, in}}. */
  static Optional<RowColumn.Indicator> event(String path, ParameterValue value, List<String> problems) {
    return read(path, value, EVENT, problems, ColumnSpec::event);
  }

  /** Categories, or bins of a number: {@code {column, values}} or {@code {column, edges}}. */
  static Optional<Strata> strata(String path, ParameterValue value, List<String> problems) {
    return read(path, value, has(value, "values") ? CATEGORIES : STRATA, problems, spec ->
        has(value, "values") ? spec.categories().map(Strata::of) : spec.binned().map(Strata::of));
  }

  /** A number with bounds, or named categories, whichever it says. */
  static Optional<RowColumn> predictor(String path, ParameterValue value, List<String> problems) {
    return has(value, "values")
        ? categories(path, value, problems).map(RowColumn.class::cast)
        : measure(path, value, problems).map(RowColumn.class::cast);
  }

  private static boolean has(ParameterValue value, String key) {
    return value instanceof ParameterValue.Fields fields && fields.values().containsKey(key);
  }

  private static <T> Optional<T> read(
      String path,
      ParameterValue value,
      String example,
      List<String> problems,
      Function<ColumnSpec, Optional<T>> reading) {
    if (value instanceof ParameterValue.Fields fields) {
      return reading.apply(new ColumnSpec(path, example, fields.values(), problems));
    }
    problems.add(path + ": has no keys; write " + example);
    return Optional.empty();
  }

  private Optional<RowColumn.Number> measure() {
    refuseOthers("column", "low", "high", "decimals");
    Optional<String> column = column();
    Optional<BigDecimal> low = number("low", "the smallest value there can be");
    Optional<BigDecimal> high = number("high", "the largest value there can be");
    Optional<Integer> decimals = decimals();
    if (column.isEmpty() || low.isEmpty() || high.isEmpty() || decimals.isEmpty()) {
      return Optional.empty();
    }
    if (low.get().compareTo(high.get()) >= 0) {
      return problem("high", "got " + ParameterReader.shown(high.get()) + ", which is not above low "
          + ParameterReader.shown(low.get()) + "; write the largest value there can be");
    }
    if (!RowColumn.Number.fits(low.get(), high.get(), decimals.get())) {
      return problem("high", "the bounds are too wide; write narrower ones, or fewer decimals");
    }
    RowColumn.Number number =
        new RowColumn.Number(column.get(), low.get(), high.get(), decimals.get(), given.containsKey("decimals"));
    return number.smallest() < number.largest()
        ? Optional.of(number)
        : problem("high", "got " + ParameterReader.shown(high.get()) + ", between which and low " + ParameterReader.shown(low.get())
            + " there is one value with " + decimals.get() + " decimals; write decimals: " + (decimals.get() + 1)
            + " or more, or wider bounds");
  }

  private Optional<Integer> decimals() {
    if (!given.containsKey("decimals")) {
      return Optional.of(0);
    }
    return number("decimals", "how many decimals count").flatMap(number -> {
      boolean fits = number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(MAXIMUM_DECIMALS)) <= 0
          && number.stripTrailingZeros().scale() <= 0;
      return fits
          ? Optional.of(number.intValueExact())
          : problem("decimals", "got " + ParameterReader.shown(number) + "; write a whole number from 0 to " + MAXIMUM_DECIMALS);
    });
  }

  private Optional<RowColumn.Category> categories() {
    refuseOthers("column", "values");
    Optional<String> column = column();
    Optional<List<String>> values = texts("values", 1, MAXIMUM_CATEGORIES);
    return column.flatMap(name -> values.map(list -> new RowColumn.Category(name, list)));
  }

  private Optional<RowColumn.Indicator> event() {
    refuseOthers("column", "equals", "in");
    Optional<String> column = column();
    if (given.containsKey("equals") == given.containsKey("in")) {
      return problem("equals", given.containsKey("in")
          ? "stands beside in; write one of them"
          : "is missing; write the value that means the event, for example " + example);
    }
    Optional<List<String>> values = given.containsKey("in")
        ? texts("in", 1, MAXIMUM_CATEGORIES)
        : text("equals", given.get("equals")).map(List::of);
    return column.flatMap(name -> values.map(list -> new RowColumn.Indicator(name, list)));
  }

  private Optional<RowColumn.Binned> binned() {
    refuseOthers("column", "edges");
    Optional<String> column = column();
    Optional<List<BigDecimal>> edges = Grids.ascending(path + ".edges", value("edges", "the bins' edges"), MAXIMUM_EDGES, problems);
    return column.flatMap(name -> edges.map(list -> new RowColumn.Binned(name, list)));
  }

  private void refuseOthers(String... keys) {
    given.keySet().stream().filter(key -> !List.of(keys).contains(key)).forEach(key ->
        problems.add(path + ": has no key " + Names.shown(key) + Suggestion.hint(key, List.of(keys))));
  }

  private Optional<String> column() {
    return value("column", "the name of a column").flatMap(value -> {
      if (!(value instanceof ParameterValue.Text text)) {
        return problem("column", "is not text; write the name of a column");
      }
      Optional<String> wrong = Names.problem(path + ".column", text.value());
      wrong.ifPresent(problems::add);
      return wrong.isEmpty() ? Optional.of(text.value()) : Optional.empty();
    });
  }

  private Optional<BigDecimal> number(String key, String what) {
    return value(key, what).flatMap(value ->
        value instanceof ParameterValue.Number number
            ? Optional.of(number.value())
            : problem(key, "is not a number; write " + what));
  }

  /** Texts, numbers in their plainest form, true and false. */
  private Optional<List<String>> texts(String key, int atLeast, int atMost) {
    Optional<ParameterValue> value = value(key, "a list of values");
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!(value.get() instanceof ParameterValue.Items items)) {
      return problem(key, "is not a list; write for example " + example);
    }
    if (items.values().size() < atLeast || items.values().size() > atMost) {
      return problem(key, "got " + items.values().size() + " values; write " + atLeast + " to " + atMost);
    }
    List<String> texts = new ArrayList<>();
    items.values().forEach(item -> text(key, item).ifPresent(texts::add));
    if (texts.size() < items.values().size()) {
      return Optional.empty();
    }
    Optional<String> twice =
        IntStream.range(0, texts.size()).filter(i -> texts.indexOf(texts.get(i)) < i).mapToObj(texts::get).findFirst();
    return twice.isPresent()
        ? problem(key, "got " + Names.shown(twice.get()) + " twice; write each value once")
        : Optional.of(texts);
  }

  private Optional<String> text(String key, ParameterValue value) {
    if (value instanceof ParameterValue.Number number) {
      BigDecimal plain = number.value().signum() == 0 ? BigDecimal.ZERO : number.value().stripTrailingZeros();
      if (plain.precision() <= TEXT_CHARACTERS && Math.abs(plain.scale()) <= TEXT_CHARACTERS) {
        return Optional.of(plain.toPlainString());
      }
    }
    if (value instanceof ParameterValue.Flag flag) {
      return Optional.of(String.valueOf(flag.value()));
    }
    if (value instanceof ParameterValue.Text text && !text.value().isEmpty()
        && text.value().length() <= TEXT_CHARACTERS && Names.isPlain(text.value())) {
      return Optional.of(text.value());
    }
    return problem(key, "has something that is no value of a column; write text of 1 to " + TEXT_CHARACTERS
        + " characters, a number, true or false");
  }

  private Optional<ParameterValue> value(String key, String what) {
    ParameterValue value = given.get(key);
    return value == null
        ? problem(key, "is missing; write " + what + ", for example " + path.replaceAll("\\[.*", "") + ": " + example)
        : Optional.of(value);
  }

  private <T> Optional<T> problem(String key, String problem) {
    problems.add(path + "." + key + ": " + problem);
    return Optional.empty();
  }
}
