package org.jointly.protocols.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.CellSums;
import org.jointly.protocols.aggregate.LinkageKey;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.LocalAggregation;
import org.jointly.protocols.aggregate.LocalAggregation.CodeMatch;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowDecoder;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.aggregate.RowsOnce;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Predicate;

/**
 * A site's rows for tests, as a file without types has them: the first column tells patients apart, an empty text is
 * missing.
 */
public record SiteRows(List<String> header, List<List<String>> rows) {
  private static final LinkageKey KEY = LinkageKey.insecureKnownToAll();


  /** @param csv lines of fields, the header first; no quotes */
  public static SiteRows of(String csv) {
    List<List<String>> lines = csv.strip().lines().map(line -> Arrays.asList(line.strip().split(",", -1))).toList();
    return new SiteRows(lines.get(0), lines.subList(1, lines.size()));
  }

  /** The three sites of a data set among the test resources. */
  public static List<SiteRows> dataset(String name) {
    return Stream.of("north", "south", "west").map(site -> resource("/consortium/" + name + "/" + site + ".csv")).toList();
  }

  private static SiteRows resource(String path) {
    try (InputStream in = SiteRows.class.getResourceAsStream(path)) {
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same columns and no row. */
  public SiteRows empty() {
    return new SiteRows(header, List.of());
  }

  /** Every row as often, of other patients each time. */
  public SiteRows times(int copies) {
    List<List<String>> more = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      for (List<String> row : rows) {
        List<String> other = new ArrayList<>(row);
        other.set(0, row.get(0) + "/" + copy);
        more.add(other);
      }
    }
    return new SiteRows(header, more);
  }

  /** All sites' rows; two sites' patients are two patients. */
  public static SiteRows pooled(List<SiteRows> sites) {
    List<List<String>> rows = new ArrayList<>();
    for (int site = 0; site < sites.size(); site++) {
      for (List<String> row : sites.get(site).rows) {
        List<String> own = new ArrayList<>(row);
        own.set(0, site + ":" + row.get(0));
        rows.add(own);
      }
    }
    return new SiteRows(sites.get(0).header, rows);
  }

  /** What a session computes on these rows, as a record source would. */
  Function<LocalAggregation, LocalAggregate> of(Predicate where, Runnable atEachReading) {
    RowsOnce once = new RowsOnce(columns -> {
      atEachReading.run();
      return read(columns, where);
    });
    return aggregation -> aggregate(aggregation, where, once);
  }

  private LocalAggregate aggregate(LocalAggregation aggregation, Predicate where, RowsOnce once) {
    if (aggregation instanceof LocalAggregation.OfRows ofRows) {
      return once.fold(ofRows);
    }
    if (aggregation instanceof LocalAggregation.DistinctPatients) {
      return new LocalAggregate(Map.of("patients", IntegerVector.of(read(List.of(), where).patients())));
    }
    if (aggregation instanceof LocalAggregation.DistinctPatientsByCode byCode) {
      RowColumn.Text code = new RowColumn.Text(byCode.column());
      RowTable table = read(List.of(code), where);
      long[] counts = byCode.codes().stream()
          .mapToLong(listed -> table.countPatients(1, row -> !table.values(code).isMissing(row)
              && matches(byCode.match(), listed, table.values(code).textAt(row)) ? 0 : -1).longAt(0))
          .toArray();
      return new LocalAggregate(Map.of("patients", IntegerVector.of(counts)));
    }
    if (aggregation instanceof LocalAggregation.Moments moments) {
      return moments(moments, where);
    }
    if (aggregation instanceof LocalAggregation.BinnedCounts binned) {
      return binned(binned, where);
    }
    throw new IllegalArgumentException("not for tests: " + aggregation.getClass().getSimpleName());
  }

  private LocalAggregate moments(LocalAggregation.Moments moments, Predicate where) {
    RowColumn.Number column = new RowColumn.Number(
        moments.column(), moments.low(), moments.high(), moments.decimals(), moments.rounding());
    RowTable table = read(List.of(column), where);
    IntUnaryOperator present = row -> table.values(column).isMissing(row) ? -1 : 0;
    CellSums sum = new CellSums(1);
    CellSums squares = new CellSums(1);
    for (int row = 0; row < table.rows(); row++) {
      if (present.applyAsInt(row) == 0) {
        long x = table.values(column).at(row);
        sum.add(0, x);
        squares.addProduct(0, x, x);
      }
    }
    return new LocalAggregate(Map.of(
        "n", table.countRows(1, present),
        "missing", table.countRows(1, row -> -1 - present.applyAsInt(row)),
        "sum", sum.toVector(),
        "squares", squares.toVector(),
        "patients", table.countPatients(1, present),
        "missing-patients", table.countPatients(1, row -> -1 - present.applyAsInt(row))));
  }

  private LocalAggregate binned(LocalAggregation.BinnedCounts binned, Predicate where) {
    RowColumn.Text column = new RowColumn.Text(binned.column());
    RowTable table = read(List.of(column), where);
    RowValues values = table.values(column);
    IntUnaryOperator missing = row -> values.isMissing(row) ? 0 : -1;
    IntUnaryOperator bin = row -> values.isMissing(row)
        ? -1
        : (int) binned.edges().stream().filter(edge -> edge.compareTo(new BigDecimal(values.textAt(row))) <= 0).count();
    int bins = binned.edges().size() + 1;
    return new LocalAggregate(Map.of(
        "bins", table.countRows(bins, bin),
        "missing", table.countRows(1, missing),
        "bin-patients", table.countPatients(bins, bin),
        "missing-patients", table.countPatients(1, missing)));
  }

  private static boolean matches(CodeMatch match, String listed, String code) {
    return match == CodeMatch.EXACT ? code.equals(listed) : code.startsWith(listed);
  }

  /** The rows of a cohort, decoded. */
  public RowTable read(List<RowColumn> columns, Predicate where) {
    RowTable.Builder table = new RowTable.Builder(columns);
    List<RowDecoder> decoders = columns.stream()
        .map(column -> column instanceof RowColumn.OfText text ? RowDecoder.of(text, KEY) : RowDecoder.of(new RowColumn.Text("x"), KEY))
        .toList();
    Map<String, Integer> patients = new HashMap<>();
    for (List<String> row : rows) {
      PlainPredicate asked = new PlainPredicate(name -> field(row, name));
      if (!asked.holds(where)) {
        continue;
      }
      table.row(patients.computeIfAbsent(row.get(0), unknown -> patients.size()));
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i) instanceof RowColumn.OfText text) {
          String value = field(row, text.column());
          if (!value.isEmpty()) {
            table.set(i, decoders.get(i).decode(value));
          }
        } else {
          table.set(i, asked.holds(((RowColumn.Holds) columns.get(i)).condition()) ? 1 : 0);
        }
      }
    }
    IntStream.range(0, columns.size()).forEach(i -> table.texts(i, decoders.get(i).texts()));
    return table.build();
  }

  private String field(List<String> row, String name) {
    int place = header.indexOf(name);
    if (place < 1) {
      throw new IllegalArgumentException("no column " + name + " in " + header);
    }
    return row.get(place);
  }
}
