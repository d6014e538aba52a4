package org.jointly.cli.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.cli.render.Cell;
import org.jointly.cli.render.Html;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Real;
import org.jointly.protocols.query.Answer.Suppressed;
import org.jointly.protocols.query.Answer.Text;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.query.Answer.Whole;

/**
 * The pictures that an answer allows: survival curves where it has {@code survival} by {@code time}; estimates with limits for ratios
 * and regression coefficients; bars for tables of counts. An answer without such fields has none.
 */
public final class Figures {
  /** More bars than these nobody looks at; the table has them all. */
  private static final int MOST_BARS = 60;
  private static final List<String> COUNTS = List.of("count", "n", "x", "events", "missing");

  /** Ratios that stand alone: estimate, limits, what it is. */
  private static final List<List<String>> RATIOS = List.of(
      List.of("common_or", "low", "high", "common odds ratio"),
      List.of("fixed_or", "fixed_low", "fixed_high", "fixed effect"),
      List.of("random_or", "random_low", "random_high", "random effects"),
      List.of("odds_ratio", "odds_ratio_low", "odds_ratio_high", "odds ratio"),
      List.of("risk_ratio", "risk_ratio_low", "risk_ratio_high", "risk ratio"),
      List.of("rate_ratio", "rate_ratio_low", "rate_ratio_high", "rate ratio"),
      List.of("smr", "smr_low", "smr_high", "standardised mortality ratio"));

  private Figures() {}

  /** SVG elements, each in a figure with its caption; empty if there is nothing to draw. */
  public static String html(Fields answer) {
    return of(answer).stream()
        .map(figure -> "<figure>\n" + figure.svg() + "\n<figcaption>" + Html.escaped(figure.title())
            + "</figcaption></figure>\n")
        .collect(Collectors.joining());
  }

  static List<Figure> of(Fields answer) {
    return Stream.of(curves(answer), coefficients(answer), ratios(answer), bars(answer)).flatMap(Optional::stream).toList();
  }

  /** By group in rows of their own; of one group in lists. */
  private static Optional<Figure> curves(Fields answer) {
    Map<String, List<CurveFigure.Point>> points = new LinkedHashMap<>();
    if (answer.values().get("curves") instanceof Items rows) {
      for (Value row : rows.values()) {
        if (row instanceof Fields fields) {
          point(name -> number(fields.values().get(name)))
              .ifPresent(point -> points.computeIfAbsent(text(fields, "group"), group -> new ArrayList<>()).add(point));
        }
      }
    } else if (answer.values().get("survival") instanceof Items) {
      List<CurveFigure.Point> all = new ArrayList<>();
      for (int i = 0; i < numbers(answer, "survival").size(); i++) {
        int at = i;
        point(name -> at < numbers(answer, name).size() ? numbers(answer, name).get(at) : Optional.empty()).ifPresent(all::add);
      }
      points.put("all", all);
    }
    List<CurveFigure.Curve> curves = points.entrySet().stream()
        .map(curve -> new CurveFigure.Curve(curve.getKey(), curve.getValue()))
        .toList();
    return curves.stream().allMatch(curve -> curve.points().isEmpty())
        ? Optional.empty()
        : Optional.of(new CurveFigure("Survival, with confidence limits and the numbers at risk", curves));
  }

  private static Optional<CurveFigure.Point> point(Function<String, Optional<Double>> numbers) {
    return numbers.apply("survival").flatMap(survival -> numbers.apply("time").map(time -> new CurveFigure.Point(
        time,
        numbers.apply("at_risk").orElse(0.0).longValue(),
        survival,
        numbers.apply("low").orElse(survival),
        numbers.apply("high").orElse(survival))));
  }

  private static Optional<Figure> coefficients(Fields answer) {
    for (String ratio : List.of("or", "hr", "rr", "irr")) {
      if (answer.values().containsKey(ratio)) {
        return forest(answer, ratio, ratio + "_", true);
      }
    }
    return answer.values().containsKey("coef") ? forest(answer, "coef", "", false) : Optional.empty();
  }

  /** The limits are named by their confidence: {@code ci95_low}. */
  private static Optional<Figure> forest(Fields answer, String name, String prefix, boolean ratios) {
    Optional<String> low = limit(answer, prefix, "_low");
    Optional<String> high = limit(answer, prefix, "_high");
    if (low.isEmpty() || high.isEmpty() || !(answer.values().get("terms") instanceof Text terms)) {
      return Optional.empty();
    }
    List<Optional<Double>> values = numbers(answer, name);
    List<Optional<Double>> lows = numbers(answer, low.orElseThrow());
    List<Optional<Double>> highs = numbers(answer, high.orElseThrow());
    String[] names = terms.value().split(" ");
    List<ForestFigure.Estimate> estimates = IntStream.range(0, Math.min(names.length, values.size()))
        .filter(i -> !names[i].equals("(Intercept)") && i < lows.size() && i < highs.size())
        .filter(i -> values.get(i).isPresent() && lows.get(i).isPresent() && highs.get(i).isPresent())
        .mapToObj(i -> new ForestFigure.Estimate(
            names[i], values.get(i).orElseThrow(), lows.get(i).orElseThrow(), highs.get(i).orElseThrow()))
        .toList();
    String what = ratios ? name.toUpperCase(Locale.ROOT) + " of each term" : "Coefficient of each term";
    return estimates.isEmpty() ? Optional.empty() : Optional.of(new ForestFigure(what + ", with confidence limits", estimates, ratios));
  }

  private static Optional<String> limit(Fields answer, String prefix, String end) {
    return answer.values().keySet().stream().filter(name -> name.matches(prefix + "ci[0-9_]+" + end)).findFirst();
  }

  private static Optional<Figure> ratios(Fields answer) {
    List<ForestFigure.Estimate> estimates = new ArrayList<>();
    for (List<String> names : RATIOS) {
      Optional<Double> value = number(answer.values().get(names.get(0)));
      Optional<Double> low = number(answer.values().get(names.get(1)));
      Optional<Double> high = number(answer.values().get(names.get(2)));
      if (value.isPresent() && low.isPresent() && high.isPresent()) {
        estimates.add(new ForestFigure.Estimate(names.get(3), value.orElseThrow(), low.orElseThrow(), high.orElseThrow()));
      }
    }
    return estimates.isEmpty()
        ? Optional.empty()
        : Optional.of(new ForestFigure("Estimates with confidence limits; the line is at 1, no difference", estimates, true));
  }

  private static Optional<Figure> bars(Fields answer) {
    if (!(answer.values().get("cells") instanceof Items items)) {
      return Optional.empty();
    }
    List<Fields> cells = items.values().stream().filter(Fields.class::isInstance).map(Fields.class::cast).toList();
    return COUNTS.stream()
        .filter(name -> cells.stream().anyMatch(cell -> isCount(cell.values().get(name))))
        .findFirst()
        .map(name -> {
          List<BarFigure.Bar> bars =
              cells.stream().filter(cell -> isCount(cell.values().get(name))).limit(MOST_BARS).map(cell -> bar(cell, name)).toList();
          String more = cells.size() > MOST_BARS ? ", the first " + MOST_BARS + " of " + cells.size() : "";
          return new BarFigure("Bars of " + name + more + "; hatched: suppressed, whatever it is", bars);
        });
  }

  private static boolean isCount(Value value) {
    return value instanceof Whole || value instanceof Suppressed;
  }

  private static BarFigure.Bar bar(Fields cell, String name) {
    Value value = cell.values().get(name);
    OptionalLong count = value instanceof Whole whole ? OptionalLong.of(whole.value()) : OptionalLong.empty();
    return new BarFigure.Bar(label(cell, name), count, Cell.forPeople(value));
  }

  /** The fields before the count; a bin is from..to. */
  private static String label(Fields cell, String name) {
    if (cell.values().containsKey("from") || cell.values().containsKey("to")) {
      String from = Optional.ofNullable(cell.values().get("from")).map(Cell::forPeople).orElse("");
      String to = Optional.ofNullable(cell.values().get("to")).map(Cell::forPeople).orElse("");
      return from.isEmpty() ? "below " + to : to.isEmpty() ? from + " and more" : from + " to below " + to;
    }
    return cell.values().entrySet().stream()
        .takeWhile(field -> !field.getKey().equals(name))
        .filter(field -> field.getValue() instanceof Text)
        .map(Map.Entry::getValue)
        .map(Cell::forPeople)
        .collect(Collectors.joining(" × "));
  }

  private static String text(Fields fields, String name) {
    return Optional.ofNullable(fields.values().get(name)).map(Cell::forPeople).orElse("");
  }

  private static List<Optional<Double>> numbers(Fields fields, String name) {
    return fields.values().get(name) instanceof Items items ? items.values().stream().map(Figures::number).toList() : List.of();
  }

  private static Optional<Double> number(Value value) {
    if (value instanceof Whole whole) {
      return Optional.of((double) whole.value());
    }
    return value instanceof Real real ? Optional.of(real.value()) : Optional.empty();
  }
}
