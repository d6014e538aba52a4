package org.jointly.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Text;

/** Writes a layout for people or spreadsheets: tables, and lines of name and value. */
public final class Rendering {
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z])([A-Z])");

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
    return lines(Layout.of(fields));
  }

  /** Tables and lines for people, in order. */
  public static List<String> lines(Layout layout) {
    List<String> lines = new ArrayList<>();
    List<Layout.Line> plain = new ArrayList<>();
    for (Layout.Part part : layout.parts()) {
      if (part instanceof Layout.Table table) {
        append(lines, plain(plain));
        plain.clear();
        append(lines, table(table.grid()));
      } else if (part instanceof Layout.Line line) {
        plain.add(line);
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

  private static List<String> plain(List<Layout.Line> lines) {
    int widest = lines.stream().mapToInt(line -> label(line.name()).length()).max().orElse(0);
    Reasons reasons = new Reasons();
    return lines.stream()
        .flatMap(line -> {
          String label = label(line.name());
          String indented = label + " ".repeat(widest - label.length() + 2);
          String value = TextTable.printable(reasons.next(line));
          return line.value() instanceof Text
              ? Paragraph.lines(indented, " ".repeat(widest + 2), value, Paragraph.WIDTH).stream()
              : Stream.of(indented + value);
        })
        .toList();
  }

  private static List<String> table(Grid grid) {
    TextTable table = new TextTable(grid.columns().stream().map(Rendering::label).toList());
    cells(grid).forEach(table::row);
    return table.lines();
  }

  /** The rows of a table for people. */
  static List<List<String>> cells(Grid grid) {
    List<List<String>> columns = IntStream.range(0, grid.columns().size())
        .mapToObj(i -> ColumnCells.of(grid.columns().get(i), grid.rows().stream().map(row -> row.get(i)).toList()))
        .toList();
    return IntStream.range(0, grid.rows().size())
        .mapToObj(row -> columns.stream().map(column -> column.get(row)).toList())
        .toList();
  }

  /** Rows for a spreadsheet: those of the first table if there is one, otherwise one row under its names. */
  public static List<String> csv(Fields fields) {
    return csv(Layout.of(fields));
  }

  /** Rows for a spreadsheet: those of the first table if there is one, otherwise one row under its names. */
  public static List<String> csv(Layout layout) {
    Grid grid =
        layout.parts().stream()
            .filter(Layout.Table.class::isInstance)
            .map(part -> ((Layout.Table) part).grid())
            .findFirst()
            .orElseGet(() -> oneRow(layout));
    List<String> lines = new ArrayList<>();
    lines.add(Csv.row(grid.columns()));
    grid.rows().forEach(row -> lines.add(Csv.row(row.stream().map(Cell::forPrograms).toList())));
    return lines;
  }

  /** The names of what {@link #csv(Layout)} has no place for. */
  public static List<String> notInCsv(Layout layout) {
    Optional<Layout.Part> table = layout.parts().stream().filter(Layout.Table.class::isInstance).findFirst();
    return table.map(first -> layout.parts().stream().filter(part -> part != first).map(Layout.Part::name).toList()).orElse(List.of());
  }

  private static Grid oneRow(Layout layout) {
    return new Grid(
        layout.parts().stream().map(Layout.Part::name).toList(),
        List.of(layout.parts().stream().map(part -> ((Layout.Line) part).value()).toList()));
  }

  /** {@code ci95_low} reads as it is; {@code validUntil} as "valid until". */
  public static String label(String name) {
    return HUMP.matcher(name).find() ? HUMP.matcher(name).replaceAll(" $1").toLowerCase(Locale.ROOT) : name;
  }
}
