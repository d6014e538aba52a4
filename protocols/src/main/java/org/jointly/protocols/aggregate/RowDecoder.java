package org.jointly.protocols.aggregate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/**
 * Reads the text of a row's column as the {@code long} that its {@link RowColumn} says. Keeps what it has learnt; made
 * for one reading, used by one thread.
 */
public abstract sealed class RowDecoder {
  /**
   * The decoder of a column.
   *
   * @param key the session's
   */
  public static RowDecoder of(RowColumn.OfText column, LinkageKey key) {
    return column instanceof RowColumn.Hashed hashed ? new Hash(hashed, key) : of(column);
  }

  /** The decoder of a column that needs no key. */
  static RowDecoder of(RowColumn.OfText column) {
    if (column instanceof RowColumn.Number number) {
      return new ScaledNumber(number);
    }
    if (column instanceof RowColumn.Binned binned) {
      return new Position(binned.column(), binned.edges(), true);
    }
    if (column instanceof RowColumn.OnGrid grid) {
      return new Position(grid.column(), grid.points(), false);
    }
    if (column instanceof RowColumn.Category category) {
      return new Listed(category.column(), category.values(), true);
    }
    if (column instanceof RowColumn.Indicator indicator) {
      return new Listed(indicator.column(), indicator.values(), false);
    }
    if (column instanceof RowColumn.Day day) {
      return new DayNumber(day);
    }
    if (column instanceof RowColumn.Text) {
      return new Dictionary();
    }
    throw new IllegalArgumentException("no decoder for " + column.getClass().getSimpleName());
  }

  /**
   * The value of a text that is not missing.
   *
   * @throws UnfitValueException if it is none that the column may have
   */
  public abstract long decode(String text);

  /** The texts that the values of a {@link RowColumn.Text} stand for; empty for other kinds. */
  public List<String> texts() {
    return List.of();
  }

  private static BigDecimal decimal(String column, String text) {
    return DecimalText.parse(text).orElseThrow(() -> new UnfitValueException(column, DecimalText.NO_NUMBER));
  }

  private static UnfitValueException outside(String column, String bounds) {
    return new UnfitValueException(
        column, "has values outside the query's bounds " + bounds + "; widen them, or ask only about rows within them");
  }

  /** Short decimals are read without making objects: a million rows are read in the time that a database needs anyway. */
  private static final class ScaledNumber extends RowDecoder {
    private static final int SHORT = 18;
    private static final long[] POWERS = powers();

    private final RowColumn.Number column;
    private final long lowest;
    private final long highest;

    ScaledNumber(RowColumn.Number column) {
      this.column = column;
      this.lowest = column.low().movePointRight(column.decimals()).setScale(0, RoundingMode.CEILING).longValueExact();
      this.highest = column.high().movePointRight(column.decimals()).setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    private static long[] powers() {
      long[] powers = new long[SHORT + 1];
      powers[0] = 1;
      for (int i = 1; i <= SHORT; i++) {
        powers[i] = 10 * powers[i - 1];
      }
      return powers;
    }

    @Override
    public long decode(String text) {
      int at = 0;
      int end = text.length();
      boolean negative = end > 0 && text.charAt(0) == '-';
      if (negative) {
        at = 1;
      }
      long digits = 0;
      int count = 0;
      int point = -1;
      for (; at < end; at++) {
        char c = text.charAt(at);
        if (c >= '0' && c <= '9' && count < SHORT) {
          digits = 10 * digits + (c - '0');
          count++;
        } else if (c == '.' && point < 0) {
          point = count;
        } else {
          return exactly(text);
        }
      }
      int scale = point < 0 ? 0 : count - point;
      return count == 0 ? exactly(text) : scaled(negative ? -digits : digits, scale, text);
    }

    /** Decides only what it can be sure of: well inside the bounds. */
    private long scaled(long digits, int scale, String text) {
      if (scale <= column.decimals()) {
        long factor = POWERS[column.decimals() - scale];
        long product = digits * factor;
        boolean isExact = Math.multiplyHigh(digits, factor) == product >> 63;
        return isExact && product >= lowest && product <= highest ? product : exactly(text);
      }
      long divisor = POWERS[scale - column.decimals()];
      long quotient = digits / divisor;
      long rest = Math.abs(digits % divisor);
      if (quotient - 1 < lowest || quotient + 1 > highest) {
        return exactly(text);
      }
      if (rest != 0 && !column.rounding()) {
        throw unrounded();
      }
      return rest >= divisor - rest ? quotient + (digits < 0 ? -1 : 1) : quotient;
    }

    private long exactly(String text) {
      BigDecimal value = decimal(column.column(), text);
      if (value.compareTo(column.low()) < 0 || value.compareTo(column.high()) > 0) {
        throw outside(column.column(), "[" + column.low().toPlainString() + ", " + column.high().toPlainString() + "]");
      }
      if (!column.rounding() && value.stripTrailingZeros().scale() > column.decimals()) {
        throw unrounded();
      }
      return value.movePointRight(column.decimals()).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private UnfitValueException unrounded() {
      return new UnfitValueException(
          column.column(),
          "has values with digits after the point, and the query does not say to how many decimals they are rounded; write for"
              + " example decimals: 2");
    }
  }

  private static final class Position extends RowDecoder {
    private static final int REMEMBERED = 100_000;

    private final String column;
    private final List<BigDecimal> points;
    private final boolean leftClosed;
    private final Map<String, Long> seen = new HashMap<>();

    Position(String column, List<BigDecimal> points, boolean leftClosed) {
      this.column = column;
      this.points = points;
      this.leftClosed = leftClosed;
    }

    @Override
    public long decode(String text) {
      Long known = seen.get(text);
      if (known != null) {
        return known;
      }
      long position = position(decimal(column, text));
      if (seen.size() < REMEMBERED) {
        seen.put(text, position);
      }
      return position;
    }

    private long position(BigDecimal value) {
      int found = Collections.binarySearch(points, value);
      int above = found >= 0 ? found : -found - 1;
      int position = leftClosed ? (found >= 0 ? found : above - 1) : above;
      boolean belowFirst = value.compareTo(points.get(0)) < 0;
      if (belowFirst || position >= (leftClosed ? points.size() - 1 : points.size())) {
        throw outside(column, "[" + points.get(0).toPlainString() + ", " + points.get(points.size() - 1).toPlainString()
            + (leftClosed ? ")" : "]"));
      }
      return position;
    }
  }

  private static final class Listed extends RowDecoder {
    private static final int REMEMBERED = 100_000;

    /** What programs write where a value is missing; to take it for "not the event" would be wrong without a word. */
    private static final Set<String> MISSING = Set.of("NA", "<NA>", "N/A", "#N/A", "NAN", "NULL", ".");

    private final String column;
    private final List<String> values;
    private final boolean mustBeListed;
    private final Map<String, Long> known = new HashMap<>();

    Listed(String column, List<String> values, boolean mustBeListed) {
      this.column = column;
      this.values = values;
      this.mustBeListed = mustBeListed;
      for (int i = 0; i < values.size(); i++) {
        known.put(values.get(i), mustBeListed ? i : 1L);
      }
    }

    @Override
    public long decode(String text) {
      Long value = known.get(text);
      if (value != null) {
        return value;
      }
      Optional<Long> other = DecimalText.parse(text).map(DecimalText::plainest).map(known::get);
      if (other.isEmpty() && mustBeListed) {
        throw new UnfitValueException(column, "has values that are not among the query's " + shown()
            + "; list them too, or ask only about rows that have one of these");
      }
      if (other.isEmpty() && MISSING.contains(text.strip().toUpperCase(Locale.ROOT))) {
        throw new UnfitValueException(column, "says NA, NULL or the like, which here is text and not a missing value; leave such fields empty"
            + " in the data, or say at the site that it stands for no value: missing: [NA] (rehearse --missing NA)");
      }
      if (known.size() < REMEMBERED) {
        known.put(text, other.orElse(0L));
      }
      return other.orElse(0L);
    }

    private String shown() {
      return values.size() > 10 ? values.size() + " values" : String.join(", ", values);
    }
  }

  private static final class DayNumber extends RowDecoder {
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}([ T].*)?", Pattern.DOTALL);
    private static final int DAY_CHARACTERS = 10;

    private final RowColumn.Day column;

    DayNumber(RowColumn.Day column) {
      this.column = column;
    }

    @Override
    public long decode(String text) {
      LocalDate day = day(text);
      if (day.isBefore(column.earliest()) || day.isAfter(column.latest())) {
        throw outside(column.column(), "[" + column.earliest() + ", " + column.latest() + "]");
      }
      return day.toEpochDay();
    }

    private LocalDate day(String text) {
      try {
        if (DAY.matcher(text).matches()) {
          return LocalDate.parse(text.substring(0, DAY_CHARACTERS));
        }
      } catch (DateTimeException noSuchDay) {
        throw noDay();
      }
      throw noDay();
    }

    private UnfitValueException noDay() {
      return new UnfitValueException(
          column.column(), "holds a value that is not a date such as 2025-12-31; correct the data, ask only about rows that have one, or say at the site"
              + " how its CSV files write dates: date_format: dd.mm.yyyy (rehearse --date-format dd.mm.yyyy)");
    }
  }

  private static final class Hash extends RowDecoder {
    private final RowColumn.Hashed column;
    private final ToLongFunction<String> hash;

    Hash(RowColumn.Hashed column, LinkageKey key) {
      this.column = column;
      this.hash = key.hash();
    }

    @Override
    public long decode(String text) {
      String identifier = IdentifierText.normalised(text);
      if (identifier.isEmpty()) {
        throw new UnfitValueException(
            column.column(), "holds an identifier of nothing but spaces or hyphens; leave it empty where it is missing");
      }
      return hash.applyAsLong(identifier);
    }
  }

  private static final class Dictionary extends RowDecoder {
    private final Map<String, Long> places = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    @Override
    public long decode(String text) {
      return places.computeIfAbsent(text, unknown -> {
        texts.add(unknown);
        return (long) texts.size() - 1;
      });
    }

    @Override
    public List<String> texts() {
      return List.copyOf(texts);
    }
  }
}
