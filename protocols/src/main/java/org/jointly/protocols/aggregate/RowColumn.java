package org.jointly.protocols.aggregate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jointly.protocols.query.Predicate;

/**
 * What of a row a site reads for a fold: one column, turned into a {@code long}, or that it is missing.
 *
 * <p>All that a value may be is public and in the query (bounds, categories, points), so that cells can be counted
 * before anybody looks at data. A value that is none of these is a {@link UnfitValueException} at the site: nothing is
 * sent, and the analyst is told the column, not the value. How each kind reads a text is {@link RowDecoder}'s.
 */
public sealed interface RowColumn {

  /** The columns of the common vocabulary it reads; one, except for {@link Holds}. */
  SortedSet<String> columns();

  /** The range that its numbers must be in: {@link LocalAggregation#ranges()}. Every kind must say. */
  Optional<ValueRange> range();

  /** A kind that reads one column, from its text. */
  sealed interface OfText extends RowColumn {
    String column();

    @Override
    default SortedSet<String> columns() {
      return new TreeSet<>(Set.of(column()));
    }
  }

  /**
   * A number x as round(x·10^decimals), halves away from zero.
   *
   * @param low the public lower bound of x, inclusive
   * @param high the public upper bound of x, inclusive
   * @param rounding whether the question asks for rounding; if not, a value with more decimals is unfit: a statistic of rounded
   *     values looks like one of the values
   * @throws IllegalArgumentException if low is above high, decimals are not 0 to 18, or a scaled bound needs more than 62 bits
   */
  record Number(String column, BigDecimal low, BigDecimal high, int decimals, boolean rounding) implements OfText {
    private static final int MAXIMUM_BITS = 62;
    private static final int MAXIMUM_DECIMALS = 18;

    public Number {
      if (low.compareTo(high) > 0 || decimals < 0 || decimals > MAXIMUM_DECIMALS) {
        throw new IllegalArgumentException(column + ": needs low <= high and 0 to " + MAXIMUM_DECIMALS + " decimals");
      }
      if (!fits(low, high, decimals)) {
        throw new IllegalArgumentException(column + ": bounds with " + decimals + " decimals need more than "
            + MAXIMUM_BITS + " bits");
      }
    }

    /** With rounding. */
    public Number(String column, BigDecimal low, BigDecimal high, int decimals) {
      this(column, low, high, decimals, true);
    }

    /** Whether the scaled values between these bounds fit; what a constructor would complain about. */
    public static boolean fits(BigDecimal low, BigDecimal high, int decimals) {
      BigDecimal largest = low.abs().max(high.abs());
      return largest.precision() - largest.scale() + decimals <= 19
          && largest.movePointRight(decimals).setScale(0, RoundingMode.CEILING).toBigInteger().bitLength() <= MAXIMUM_BITS;
    }

    @Override
    public Optional<ValueRange> range() {
      return Optional.of(new ValueRange(column, low, high, true));
    }

    /** The smallest scaled value. */
    public long smallest() {
      return low.movePointRight(decimals).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** The largest scaled value. */
    public long largest() {
      return high.movePointRight(decimals).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** 10^decimals. */
    public BigInteger scale() {
      return BigInteger.TEN.pow(decimals);
    }

    /** The largest magnitude of a scaled value. */
    public BigInteger magnitude() {
      return BigInteger.valueOf(Math.max(Math.abs(smallest()), Math.abs(largest())));
    }

    /** A block of one sum of scaled values per cell, over at most so many rows in a cell. */
    public CellBlock sums(String name, int length, long rows) {
      BigInteger count = BigInteger.valueOf(rows);
      return new CellBlock(name, length, count.multiply(BigInteger.valueOf(Math.min(0, smallest()))),
          count.multiply(BigInteger.valueOf(Math.max(0, largest()))));
    }

    /** A block of one sum of products with scaled values of another number per cell; with itself, of squares. */
    public CellBlock products(Number other, String name, int length, long rows) {
      BigInteger bound = BigInteger.valueOf(rows).multiply(magnitude()).multiply(other.magnitude());
      return new CellBlock(name, length, other.equals(this) ? BigInteger.ZERO : bound.negate(), bound);
    }
  }

  /**
   * The index of a number's left-closed bin: i for edge i <= x < edge i+1. A number below the first edge, or not below
   * the last, is unfit.
   *
   * @param edges at least two, ascending
   */
  record Binned(String column, List<BigDecimal> edges) implements OfText {
    public Binned {
      edges = ascending(edges, 2);
    }

    public int bins() {
      return edges.size() - 1;
    }

    @Override
    public Optional<ValueRange> range() {
      return Optional.of(new ValueRange(column, edges.get(0), edges.get(bins()), false));
    }
  }

  /**
   * The index of the first point at or above a number: 0 for the first point itself. A number below the first point or
   * above the last is unfit.
   *
   * @param points at least two, ascending
   */
  record OnGrid(String column, List<BigDecimal> points) implements OfText {
    public OnGrid {
      points = ascending(points, 2);
    }

    @Override
    public Optional<ValueRange> range() {
      return Optional.of(new ValueRange(column, points.get(0), points.get(points.size() - 1), true));
    }
  }

  /**
   * The index of a row's category in a list. A category that is written as a number in its plainest form (1, 0.5) is
   * whatever is that number (1.0, 01); any other is compared letter for letter.
   *
   * <p>A value that is not listed is unfit rather than counted as "other": a site that spells a category differently
   * would otherwise drop out of the answer without a word. Whoever wants some of the categories only, asks for them in
   * the cohort.
   *
   * @param values at least one, all different
   */
  record Category(String column, List<String> values) implements OfText {
    public Category {
      values = distinct(values);
    }

    @Override
    public Optional<ValueRange> range() {
      return Optional.empty();
    }
  }

  /**
   * 1 if the value is one of the listed (compared as in {@link Category}), else 0. What programs write for a missing value, such as NA, is
   * unfit unless listed: it is no 0.
   *
   * @param values at least one, all different
   */
  record Indicator(String column, List<String> values) implements OfText {
    public Indicator {
      values = distinct(values);
    }

    @Override
    public Optional<ValueRange> range() {
      return Optional.empty();
    }
  }

  /** A date as days since 1970-01-01; of a time stamp, its date. A date outside the public bounds is unfit. */
  record Day(String column, LocalDate earliest, LocalDate latest) implements OfText {
    public Day {
      if (latest.isBefore(earliest)) {
        throw new IllegalArgumentException(column + ": earliest is after latest");
      }
    }

    /** A policy cannot ask for dates yet. */
    @Override
    public Optional<ValueRange> range() {
      return Optional.empty();
    }
  }

  /**
   * A text as an index into the site's own list of the texts it has, {@link RowValues#textAt}. The indices mean nothing at
   * other sites and may not leave the fold.
   */
  record Text(String column) implements OfText {
    @Override
    public Optional<ValueRange> range() {
      return Optional.empty();
    }
  }

  /**
   * An identifier of a person that other sites have too, as a hash below 2^62 under the session's {@link LinkageKey}, of its
   * {@linkplain IdentifierText normal form}. A text of which the normal form leaves nothing is unfit. Hashes may not leave the fold.
   */
  record Hashed(String column) implements OfText {
    @Override
    public Optional<ValueRange> range() {
      return Optional.empty();
    }
  }

  /** 1 where a condition holds, else 0; never missing. */
  record Holds(Predicate condition) implements RowColumn {
    @Override
    public SortedSet<String> columns() {
      return new TreeSet<>(condition.columns());
    }

    @Override
    public Optional<ValueRange> range() {
      return Optional.empty();
    }
  }

  private static List<BigDecimal> ascending(List<BigDecimal> numbers, int atLeast) {
    for (int i = 1; i < numbers.size(); i++) {
      if (numbers.get(i - 1).compareTo(numbers.get(i)) >= 0) {
        throw new IllegalArgumentException("numbers do not ascend");
      }
    }
    if (numbers.size() < atLeast) {
      throw new IllegalArgumentException("needs at least " + atLeast + " numbers");
    }
    return List.copyOf(numbers);
  }

  private static List<String> distinct(List<String> values) {
    if (values.isEmpty() || new HashSet<>(values).size() < values.size()) {
      throw new IllegalArgumentException("needs at least one category, and each once");
    }
    return List.copyOf(values);
  }
}
