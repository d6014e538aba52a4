package org.jointly.cli.render;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalInt;
import org.jointly.protocols.query.Answer.Real;
import org.jointly.protocols.query.Answer.Value;

/**
 * A table's column for people: real numbers with as many decimals each, so that they can be compared at a glance and stand in a paper as they
 * are. The smallest has five significant digits; where others would have too many then, each has six of its own.
 */
final class ColumnCells {
  private static final int SIGNIFICANT = 5;
  private static final int MOST_DECIMALS = 7;

  private ColumnCells() {}

  static List<String> of(String name, List<Value> column) {
    List<String> cells = column.stream().map(value -> Cell.forPeople(name, value)).toList();
    OptionalInt decimals = Cell.isProbability(name) ? OptionalInt.empty() : decimals(column, cells);
    if (decimals.isEmpty()) {
      return cells;
    }
    return column.stream()
        .map(value -> value instanceof Real real && real.value() != 0 ? rounded(real, decimals.getAsInt()) : Cell.forPeople(name, value))
        .toList();
  }

  private static String rounded(Real real, int decimals) {
    return new BigDecimal(real.value()).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** None where nothing is real, or somewhere an exponent. */
  private static OptionalInt decimals(List<Value> column, List<String> cells) {
    List<Double> sizes = column.stream()
        .filter(Real.class::isInstance)
        .map(value -> Math.abs(((Real) value).value()))
        .filter(size -> size != 0)
        .toList();
    if (sizes.isEmpty() || !sizes.stream().allMatch(Double::isFinite) || cells.stream().anyMatch(cell -> cell.matches(".*[0-9]e.*"))) {
      return OptionalInt.empty();
    }
    double smallest = sizes.stream().mapToDouble(size -> size).min().orElseThrow();
    int wanted = Math.max(0, SIGNIFICANT - 1 - (int) Math.floor(Math.log10(smallest)));
    int needed = cells.stream().mapToInt(ColumnCells::decimals).max().orElse(0);
    int decimals = Math.min(wanted, needed);
    return decimals > MOST_DECIMALS ? OptionalInt.empty() : OptionalInt.of(decimals);
  }

  private static int decimals(String cell) {
    return cell.matches("-?[0-9]+\\.[0-9]+") ? cell.length() - cell.indexOf('.') - 1 : 0;
  }
}
