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

  /** Tables and lines for people, in the order of the fields. */
  public static List<String> lines(Fields fields) {
    List<String> lines = new ArrayList<>();
    List<Map.Entry<String, Value>> plain = new ArrayList<>();
    for (Map.Entry<String, Value> field : fields.values().entrySet()) {
      if (isGrid(field.getValue())) {
        append(lines, plain(plain));
        plain.clear();
        append(lines, table(grid(field.getValue())));
      } else {
        plain.add(field);
      }
    }
    append(lines, plain(plain));
    return lines;
  }

  private static void append(List<String> lines, List<String> block) {
    if (!lines.isEmpty() && !block.isEmpty()) {
      lines.add("");
    }
    lines.addAll(block);
  }

  private static List<String> plain(List<Map.Entry<String, Value>> fields) {
    int widest = fields.stream().mapToInt(field -> label(field.getKey()).length()).max().orElse(0);
    return fields.stream()
        .map(field -> {
          String label = label(field.getKey());
          String gap = " ".repeat(widest - label.length() + 2);
          return label + gap + TextTable.printable(Cell.forPeople(field.getValue()));
        })
        .toList();
  }

  private static List<String> table(Grid grid) {
    TextTable table = new TextTable(grid.columns().stream().map(Rendering::label).toList());
    grid.rows().forEach(row -> table.row(row.stream().map(Cell::forPeople).toList()));
    return table.lines();
  }

  /** Rows for a spreadsheet: the list if there is one, otherwise one row under its names. */
  public static List<String> csv(Fields fields) {
    Grid grid =
        fields.values().values().stream()
            .filter(Rendering::isGrid)
            .findFirst()
            .map(Rendering::grid)
            .orElseGet(() -> Grid.of(List.of(fields)));
    List<String> lines = new ArrayList<>();
    lines.add(Csv.row(grid.columns()));
    grid.rows().forEach(row -> lines.add(Csv.row(row.stream().map(Cell::forPrograms).toList())));
    return lines;
  }

  private static Grid grid(Value value) {
    return Grid.of(((Items) value).values().stream().map(Fields.class::cast).toList());
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
