package org.jointly.cli.render;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Flag;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.NotAvailable;
import org.jointly.protocols.query.Answer.Real;
import org.jointly.protocols.query.Answer.Suppressed;
import org.jointly.protocols.query.Answer.Text;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.query.Answer.Whole;

/** One value as the text of a table's cell. */
public final class Cell {
  private static final MathContext SIX_DIGITS = new MathContext(6);
  private static final double LARGEST_PLAIN = 1e15;
  private static final double SMALLEST_PLAIN = 1e-6;
  private static final double SMALLEST_PROBABILITY = 0.001;
  private static final double LARGEST_PROBABILITY = 0.999;

  private Cell() {}

  /** For reading: six significant digits, {@code <11} for what was suppressed, {@code n/a} for what does not exist, {@code none} for a list of nothing. */
  public static String forPeople(Value value) {
    if (value instanceof Real real) {
      return sixDigits(real.value());
    }
    if (value instanceof NotAvailable absent) {
      return "n/a (" + absent.reason() + ")";
    }
    if (value instanceof Flag flag) {
      return flag.value() ? "yes" : "no";
    }
    if (value instanceof Items items && items.values().isEmpty()) {
      return "none";
    }
    return text(value, Cell::forPeople);
  }

  /** For reading, under a name: that of a probability says that it is one, which has three decimals as in papers. */
  public static String forPeople(String name, Value value) {
    if (!isProbability(name)) {
      return forPeople(value);
    }
    if (value instanceof Items items) {
      return items.values().stream().map(item -> forPeople(name, item)).collect(Collectors.joining(", "));
    }
    return value instanceof Real real && real.value() >= 0 && real.value() <= 1 ? probability(real.value()) : forPeople(value);
  }

  /** Neither 0.000 nor 1.000, which no test finds but by rounding. */
  private static String probability(double p) {
    if (p < SMALLEST_PROBABILITY) {
      return "<0.001";
    }
    return p > LARGEST_PROBABILITY && p < 1 ? ">0.999" : String.format(Locale.ROOT, "%.3f", p);
  }

  static boolean isProbability(String name) {
    return name.equals("p") || name.endsWith("_p") || name.startsWith("p_");
  }

  /** For a spreadsheet: every digit, nothing where there is no number. */
  public static String forPrograms(Value value) {
    if (value instanceof Real real) {
      return Double.toString(real.value());
    }
    if (value instanceof NotAvailable) {
      return "";
    }
    return text(value, Cell::forPrograms);
  }

  private static String text(Value value, Function<Value, String> part) {
    if (value instanceof Whole whole) {
      return Long.toString(whole.value());
    }
    if (value instanceof Text text) {
      return text.value();
    }
    if (value instanceof Flag flag) {
      return Boolean.toString(flag.value());
    }
    if (value instanceof Suppressed suppressed) {
      return suppressed.label();
    }
    if (value instanceof Items items) {
      return items.values().stream().map(part).collect(Collectors.joining(", "));
    }
    if (value instanceof Fields fields) {
      return fields.values().entrySet().stream()
          .map(field -> fields.values().size() == 1 ? part.apply(field.getValue()) : field.getKey() + " " + part.apply(field.getValue()))
          .collect(Collectors.joining(", "));
    }
    throw new IllegalArgumentException("no text for " + value.getClass().getSimpleName());
  }

  private static String sixDigits(double value) {
    double magnitude = Math.abs(value);
    if (magnitude != 0 && (magnitude >= LARGEST_PLAIN || magnitude < SMALLEST_PLAIN)) {
      return String.format(Locale.ROOT, "%.5e", value);
    }
    BigDecimal rounded = new BigDecimal(value).round(SIX_DIGITS).stripTrailingZeros();
    return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString();
  }
}
