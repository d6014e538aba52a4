package org.jointly.runtime.consent;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the public bounds of a question must leave room for at a site, whoever asks.
 *
 * <p>A site that has a value or a count beyond a question's bounds can only refuse, and its refusal says that it has one. An
 * analyst free to choose the bounds could halve them, query by query, until they fit a single patient's value or a single site's
 * count, and no threshold would ever be asked. Under bounds that the site has fixed beforehand a refusal depends on its data
 * alone, not on the question.
 *
 * @param largestCount the least {@code largest_count_per_site}
 * @param ranges by table and column, the range that {@code low} and {@code high} must enclose; columns not listed take any
 * @param names by table, columns whose numbers are names, such as 0 and 1, and take none: their sums would be counts without a threshold
 */
public record SiteBounds(long largestCount, Map<String, Map<String, Range>> ranges, Map<String, Set<String>> names) {
  /** Takes any bounds. */
  public static final SiteBounds ANY = new SiteBounds(1, Map.of());

  public SiteBounds {
    ranges = ranges.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Map.copyOf(entry.getValue())));
    names = names.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
  }

  /** Without columns of names. */
  public SiteBounds(long largestCount, Map<String, Map<String, Range>> ranges) {
    this(largestCount, ranges, Map.of());
  }

  /**
   * Values from low to high, both included.
   *
   * @throws IllegalArgumentException if low is not below high
   */
  public record Range(BigDecimal low, BigDecimal high) {
    public Range {
      if (low.compareTo(high) >= 0) {
        throw new IllegalArgumentException("got " + shown(low, high) + "; write the lower first");
      }
    }

    @Override
    public String toString() {
      return shown(low, high);
    }
  }

  private static String shown(BigDecimal low, BigDecimal high) {
    return "[" + low.toPlainString() + ", " + high.toPlainString() + "]";
  }

  /** Whether the column must not be read as numbers. */
  boolean areNames(String table, String column) {
    return names.getOrDefault(table, Set.of()).contains(column);
  }

  /** The range of a column, if it has one. */
  Optional<Range> range(String table, String column) {
    return Optional.ofNullable(ranges.getOrDefault(table, Map.of()).get(column));
  }
}
