package org.jointly.cli.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jointly.cli.render.Cell;
import org.jointly.cli.render.Grid;
import org.jointly.cli.render.Layout;
import org.jointly.protocols.query.Answer.Real;
import org.jointly.protocols.query.Answer.Suppressed;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.query.Answer.Whole;
import org.jointly.protocols.query.Exhibit;

/** The pictures of an answer: of each exhibit that is one, if the answer has what it shows. */
public final class Figures {
  /** More bars than these nobody looks at; the table has them all. */
  private static final int MOST_BARS = 60;

  private Figures() {}

  public static List<Figure> of(List<Exhibit> exhibits, Layout answer) {
    return exhibits.stream().flatMap(exhibit -> figure(exhibit, answer).<Figure>map(figure -> figure).stream()).toList();
  }

  private static Optional<? extends Figure> figure(Exhibit exhibit, Layout answer) {
    if (exhibit instanceof Exhibit.Bars bars) {
      return bars(bars, rows(answer, bars.table()));
    }
    if (exhibit instanceof Exhibit.Bins bins) {
      return bins(bins, rows(answer, bins.table()));
    }
    if (exhibit instanceof Exhibit.Survival survival) {
      return curves(survival, rows(answer, survival.table()));
    }
    return exhibit instanceof Exhibit.Forest forest ? forest(forest, answer) : Optional.empty();
  }

  private static List<Map<String, Value>> rows(Layout answer, String table) {
    return answer.table(table).map(Grid::byName).orElse(List.of());
  }

  private static Optional<BarFigure> bars(Exhibit.Bars exhibit, List<Map<String, Value>> rows) {
    List<BarFigure.Bar> bars = rows.stream()
        .filter(row -> isCount(row.get(exhibit.count())))
        .limit(MOST_BARS)
        .map(row -> new BarFigure.Bar(shown(row, exhibit.label()), count(row, exhibit.count()), shown(row, exhibit.count())))
        .toList();
    String more = rows.size() > MOST_BARS ? ", the first " + MOST_BARS + " of " + rows.size() : "";
    return bars.isEmpty() ? Optional.empty() : Optional.of(new BarFigure(exhibit.title() + more, bars));
  }

  private static Optional<BinFigure> bins(Exhibit.Bins exhibit, List<Map<String, Value>> rows) {
    List<BinFigure.Bin> bins = rows.stream()
        .filter(row -> isCount(row.get(exhibit.count())))
        .map(row -> new BinFigure.Bin(
            shown(row, exhibit.from()), shown(row, exhibit.to()), count(row, exhibit.count()), shown(row, exhibit.count())))
        .toList();
    return bins.isEmpty() ? Optional.empty() : Optional.of(new BinFigure(exhibit.title(), bins));
  }

  private static Optional<CurveFigure> curves(Exhibit.Survival exhibit, List<Map<String, Value>> rows) {
    Map<String, List<CurveFigure.Point>> points = new LinkedHashMap<>();
    for (Map<String, Value> row : rows) {
      OptionalDouble time = number(row.get(exhibit.time()));
      OptionalDouble survival = number(row.get(exhibit.survival()));
      if (time.isPresent() && survival.isPresent()) {
        double part = survival.getAsDouble();
        points.computeIfAbsent(exhibit.group().map(group -> shown(row, group)).orElse("all"), group -> new ArrayList<>())
            .add(new CurveFigure.Point(
                time.getAsDouble(), (long) number(row.get(exhibit.atRisk())).orElse(0), part,
                number(row.get(exhibit.low())).orElse(part), number(row.get(exhibit.high())).orElse(part),
                number(row.get(exhibit.least()))));
      }
    }
    List<CurveFigure.Curve> curves =
        points.entrySet().stream().map(curve -> new CurveFigure.Curve(curve.getKey(), curve.getValue())).toList();
    return curves.isEmpty() ? Optional.empty() : Optional.of(new CurveFigure(exhibit.title(), curves));
  }

  private static Optional<ForestFigure> forest(Exhibit.Forest exhibit, Layout answer) {
    List<ForestFigure.Estimate> estimates = exhibit.table()
        .map(table -> ofRows(exhibit, rows(answer, table)))
        .orElseGet(() -> exhibit.estimates().stream().flatMap(estimate -> estimate(exhibit, estimate, estimate.label(), answer::value)))
        .toList();
    return estimates.isEmpty() ? Optional.empty() : Optional.of(new ForestFigure(exhibit.title(), estimates, exhibit.scale()));
  }

  private static Stream<ForestFigure.Estimate> ofRows(Exhibit.Forest exhibit, List<Map<String, Value>> rows) {
    Exhibit.Estimate estimate = exhibit.estimates().get(0);
    return rows.stream()
        .filter(row -> !shown(row, estimate.label()).equals(Exhibit.INTERCEPT))
        .flatMap(row -> estimate(exhibit, estimate, shown(row, estimate.label()), name -> Optional.ofNullable(row.get(name))));
  }

  private static Stream<ForestFigure.Estimate> estimate(
      Exhibit.Forest exhibit, Exhibit.Estimate estimate, String label, Function<String, Optional<Value>> field) {
    OptionalDouble value = field.apply(estimate.value()).map(Figures::number).orElse(OptionalDouble.empty());
    OptionalDouble low = field.apply(estimate.low()).map(Figures::number).orElse(OptionalDouble.empty());
    OptionalDouble high = field.apply(estimate.high()).map(Figures::number).orElse(OptionalDouble.empty());
    boolean drawable = value.isPresent() && low.isPresent() && high.isPresent()
        && (exhibit.scale() != Exhibit.Scale.RATIO || value.getAsDouble() > 0);
    double unit = estimate.limitUnit();
    return drawable
        ? Stream.of(new ForestFigure.Estimate(label, value.getAsDouble(), low.getAsDouble() * unit, high.getAsDouble() * unit))
        : Stream.empty();
  }

  private static boolean isCount(Value value) {
    return value instanceof Whole || value instanceof Suppressed;
  }

  private static OptionalLong count(Map<String, Value> row, String name) {
    return row.get(name) instanceof Whole whole ? OptionalLong.of(whole.value()) : OptionalLong.empty();
  }

  private static String shown(Map<String, Value> row, String name) {
    return row.containsKey(name) ? Cell.forPeople(row.get(name)) : "";
  }

  private static OptionalDouble number(Value value) {
    if (value instanceof Whole whole) {
      return OptionalDouble.of(whole.value());
    }
    return value instanceof Real real ? OptionalDouble.of(real.value()) : OptionalDouble.empty();
  }
}
