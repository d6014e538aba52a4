package org.jointly.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Value;

/**
 * Lays a result out for people or spreadsheets. Fields that are lists of fields are tables of their own, with a column per name; the
 * others are lines of name and value.
 */
public final class Rendering {
  private Rendering() {}

  /** The whole text, without a line break at its end. */
  public static String of(Fields fields, OutputFormat format) {
    return switch (format) {
      case json -> Json.of(fields);
      case table -> String.join("\n", lines(fields));
      case csv -> String.join("\n", csv(fields));
    };
  }

  /** A table for people. */
  public static List<String> lines(Fields fields) {
    List<String> lines = new ArrayList<>();
    int widest = plain(fields).stream().mapToInt(field -> label(field.getKey()).length()).max().orElse(0);
    for (Map.Entry<String, Value> field : plain(fields)) {
      String label = label(field.getKey());
      lines.add(label + " ".repeat(widest - label.length() + 2) + TextTable.printable(Cell.forPeople(field.getValue())));
    }
    for (Grid grid : grids(fields)) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      TextTable table = new TextTable(grid.columns().stream().map(Rendering::label).toList());
      grid.rows().forEach(row -> table.row(row.stream().map(Cell::forPeople).toList()));
      lines.addAll(table.lines());
    }
    return lines;
  }

  /** Rows for a spreadsheet: the list if there is one, otherwise one row under its names. */
  public static List<String> csv(Fields fields) {
    Grid grid = grids(fields).stream().findFirst().orElseGet(() -> Grid.of(List.of(fields)));
    List<String> lines = new ArrayList<>();
    lines.add(Csv.row(grid.columns()));
    grid.rows().forEach(row -> lines.add(Csv.row(row.stream().map(Cell::forPrograms).toList())));
    return lines;
  }

  private static List<Map.Entry<String, Value>> plain(Fields fields) {
    return fields.values().entrySet().stream().filter(field -> !isGrid(field.getValue())).toList();
  }

  private static List<Grid> grids(Fields fields) {
    return fields.values().values().stream()
        .filter(Rendering::isGrid)
        .map(value -> Grid.of(((Items) value).values().stream().map(Fields.class::cast).toList()))
        .toList();
  }

  private static boolean isGrid(Value value) {
    return value instanceof Items items
        && !items.values().isEmpty()
        && items.values().stream().allMatch(Fields.class::isInstance);
  }

  /** {@code ci95_low} reads as it is; {@code validUntil} as "valid until". */
  private static String label(String name) {
    return name.replaceAll("(?<=[a-z])([A-Z])", " $1").toLowerCase(java.util.Locale.ROOT);
  }
}
