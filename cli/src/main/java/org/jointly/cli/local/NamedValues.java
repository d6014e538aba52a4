package org.jointly.cli.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jointly.protocols.query.Literal;
import org.jointly.protocols.query.ParameterValue;
import org.jointly.protocols.query.Predicate;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.runtime.data.DataSettings.CsvLayout;
import org.jointly.runtime.fault.DataFailure;

/**
 * The values that a query names, as equal to a column or as its categories, and which of them no row has. Only the owner of all rows may
 * know: whoever asks other people's sites sees suppressed counts.
 */
public final class NamedValues {
  private static final int SHOWN = 5;
  private static final int MOST_DIGITS = 100;

  private final Map<String, SortedSet<String>> named = new TreeMap<>();

  private NamedValues() {}

  public static NamedValues of(QuerySpec spec) {
    NamedValues values = new NamedValues();
    values.collect(spec.cohort().where());
    spec.parameters().values().forEach(values::collect);
    return values;
  }

  private void collect(Predicate predicate) {
    if (predicate instanceof Predicate.Compare compare && compare.comparison() == Predicate.Comparison.EQUAL) {
      add(compare.column(), compare.literal());
    } else if (predicate instanceof Predicate.In in) {
      in.literals().forEach(literal -> add(in.column(), literal));
    } else if (predicate instanceof Predicate.And and) {
      and.parts().forEach(this::collect);
    } else if (predicate instanceof Predicate.Or or) {
      or.parts().forEach(this::collect);
    }
  }

  /** Days and flags are spelt in more than one way. */
  private void add(String column, Literal literal) {
    if (literal instanceof Literal.Text text) {
      add(column, text.value());
    } else if (literal instanceof Literal.Number number) {
      add(column, number.value().toPlainString());
    }
  }

  private void collect(ParameterValue value) {
    if (value instanceof ParameterValue.Items items) {
      items.values().forEach(this::collect);
    } else if (value instanceof ParameterValue.Fields fields) {
      if (fields.values().get("column") instanceof ParameterValue.Text column) {
        List.of("equals", "in", "values").forEach(key ->
            Optional.ofNullable(fields.values().get(key)).ifPresent(given -> addAll(column.value(), given)));
      }
      fields.values().values().forEach(this::collect);
    }
  }

  private void addAll(String column, ParameterValue value) {
    if (value instanceof ParameterValue.Items items) {
      items.values().forEach(item -> addAll(column, item));
    } else if (value instanceof ParameterValue.Text text) {
      add(column, text.value());
    } else if (value instanceof ParameterValue.Number number) {
      add(column, number.value().toPlainString());
    }
  }

  private void add(String column, String value) {
    named.computeIfAbsent(column, name -> new TreeSet<>()).add(comparable(value));
  }

  /**
   * A sentence for each column of which the files lack a value that the query names.
   *
   * @param layout of the files
   */
  public List<String> unseen(Collection<Path> files, CsvLayout layout) {
    Map<String, SortedSet<String>> seen = new TreeMap<>();
    named.keySet().forEach(column -> seen.put(column, new TreeSet<>()));
    files.forEach(file -> read(file, layout, seen));
    seen.values().forEach(values -> layout.missing().stream().map(NamedValues::comparable).forEach(values::remove));
    return named.entrySet().stream()
        .filter(column -> !seen.get(column.getKey()).containsAll(column.getValue()))
        .map(column -> unseen(column.getKey(), column.getValue(), seen.get(column.getKey())))
        .toList();
  }

  private static String unseen(String column, SortedSet<String> values, SortedSet<String> seen) {
    String absent = values.stream().filter(value -> !seen.contains(value)).collect(Collectors.joining(", "));
    String there = seen.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return "no row of these files has " + column + " " + absent + "; there "
        + (seen.isEmpty() ? "is no value at all" : "are " + there + (seen.size() > SHOWN ? ", …" : ""));
  }

  private static void read(Path file, CsvLayout layout, Map<String, SortedSet<String>> seen) {
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      CsvRows rows = new CsvRows(in, layout);
      List<String> header = rows.next().orElse(List.of());
      for (Optional<List<String>> row = rows.next(); row.isPresent(); row = rows.next()) {
        for (int i = 0; i < Math.min(header.size(), row.get().size()); i++) {
          if (seen.containsKey(header.get(i)) && !row.get().get(i).isEmpty()) {
            seen.get(header.get(i)).add(comparable(row.get().get(i), layout.decimalComma()));
          }
        }
      }
    } catch (IOException failed) {
      throw new DataFailure(file + " cannot be read: " + failed.getMessage(), failed);
    }
  }

  private static String comparable(String value) {
    return comparable(value, false);
  }

  /** Numbers in their plainest form, 1.0 as 1, unless that has very many digits: 1E9999 may be a code, and stays itself. */
  private static String comparable(String value, boolean decimalComma) {
    try {
      BigDecimal number = new BigDecimal(decimalComma ? value.replace(',', '.') : value);
      boolean isLong = Math.abs((long) number.scale()) > MOST_DIGITS;
      return isLong ? value : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    } catch (NumberFormatException text) {
      return value;
    }
  }
}
