package org.jointly.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Real;
import org.jointly.protocols.query.Answer.Suppressed;
import org.jointly.protocols.query.Answer.Text;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.query.Answer.Whole;

/**
 * Lays a result out for people or spreadsheets, in blocks. Fields that are lists of fields are tables of their own, with a column per
 * name; neighbouring lists of one length are the columns of a table; the others are lines of name and value.
 */
public final class Rendering {
  /** A field whose words are the names of the rows of the table that follows. */
  private static final String TERMS = "terms";

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
    for (Block block : blocks(fields)) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.addAll(block.isTable() ? table(block.grid()) : plain(block.grid()));
    }
    return lines;
  }

  /** The same as HTML tables; whatever the names and texts hold, it is text. */
  public static String html(Fields fields) {
    StringBuilder html = new StringBuilder();
    for (Block block : blocks(fields)) {
      html.append("<table>\n");
      if (block.isTable()) {
        html.append("<thead><tr>");
        block.grid().columns().forEach(column ->
            html.append("<th scope=\"col\">").append(Html.escaped(label(column))).append("</th>"));
        html.append("</tr></thead>\n");
      }
      html.append("<tbody>\n");
      block.grid().rows().forEach(row -> html.append(htmlRow(row)));
      html.append("</tbody></table>\n");
    }
    return html.toString();
  }

  private static String htmlRow(List<Value> row) {
    StringBuilder html = new StringBuilder("<tr>");
    for (int i = 0; i < row.size(); i++) {
      String text = Html.escaped(TextTable.printable(Cell.forPeople(row.get(i))));
      boolean isNumber = row.get(i) instanceof Whole || row.get(i) instanceof Real || row.get(i) instanceof Suppressed;
      html.append(i == 0 ? "<th scope=\"row\">" : isNumber ? "<td class=\"number\">" : "<td>")
          .append(text)
          .append(i == 0 ? "</th>" : "</td>");
    }
    return html.append("</tr>\n").toString();
  }

  /** A table with a header, or lines of name and value. */
  private record Block(boolean isTable, Grid grid) {}

  private static List<Block> blocks(Fields fields) {
    List<Block> blocks = new ArrayList<>();
    List<List<Value>> plain = new ArrayList<>();
    List<Map.Entry<String, Value>> columns = new ArrayList<>();
    for (Map.Entry<String, Value> field : fields.values().entrySet()) {
      if (!columns.isEmpty() && !continues(columns, field.getValue())) {
        flush(columns, fields, plain, blocks);
      }
      if (isGrid(field.getValue())) {
        flush(plain, blocks);
        blocks.add(new Block(true, grid(field.getValue())));
      } else if (isColumn(field.getValue())) {
        columns.add(field);
      } else {
        plain.add(List.of(new Text(label(field.getKey())), field.getValue()));
      }
    }
    flush(columns, fields, plain, blocks);
    flush(plain, blocks);
    return blocks;
  }

  private static boolean continues(List<Map.Entry<String, Value>> columns, Value value) {
    return isColumn(value) && length(value) == length(columns.get(0).getValue());
  }

  /** Lists that stand alone are lines. */
  private static void flush(
      List<Map.Entry<String, Value>> columns, Fields fields, List<List<Value>> plain, List<Block> blocks) {
    if (columns.size() == 1) {
      plain.add(List.of(new Text(label(columns.get(0).getKey())), columns.get(0).getValue()));
    } else if (columns.size() > 1) {
      Grid grid = Grid.ofColumns(columns);
      List<Value> names = names(fields, grid.rows().size());
      if (!names.isEmpty()) {
        plain.removeIf(line -> line.get(0).equals(new Text(TERMS)));
        grid = grid.withFirst("term", names);
      }
      flush(plain, blocks);
      blocks.add(new Block(true, grid));
    }
    columns.clear();
  }

  private static void flush(List<List<Value>> plain, List<Block> blocks) {
    if (!plain.isEmpty()) {
      blocks.add(new Block(false, new Grid(List.of("", ""), plain)));
      plain.clear();
    }
  }

  private static List<Value> names(Fields fields, int rows) {
    if (fields.values().get(TERMS) instanceof Text terms && terms.value().split(" ").length == rows) {
      return Stream.of(terms.value().split(" ")).<Value>map(Text::new).toList();
    }
    return List.of();
  }

  private static List<String> plain(Grid grid) {
    int widest = grid.rows().stream().mapToInt(row -> ((Text) row.get(0)).value().length()).max().orElse(0);
    return grid.rows().stream()
        .map(row -> {
          String label = ((Text) row.get(0)).value();
          String gap = " ".repeat(widest - label.length() + 2);
          return label + gap + TextTable.printable(Cell.forPeople(row.get(1)));
        })
        .toList();
  }

  private static List<String> table(Grid grid) {
    TextTable table = new TextTable(grid.columns().stream().map(Rendering::label).toList());
    grid.rows().forEach(row -> table.row(row.stream().map(Cell::forPeople).toList()));
    return table.lines();
  }

  /** Rows for a spreadsheet: the first table if there is one, otherwise one row under its names. */
  public static List<String> csv(Fields fields) {
    Grid grid = blocks(fields).stream()
        .filter(Block::isTable)
        .findFirst()
        .map(Block::grid)
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

  /** A list that could be a column. */
  private static boolean isColumn(Value value) {
    return value instanceof Items items
        && items.values().size() > 1
        && items.values().stream().noneMatch(each -> each instanceof Fields || each instanceof Items);
  }

  private static int length(Value value) {
    return ((Items) value).values().size();
  }

  /** {@code ci95_low} reads as it is; {@code validUntil} as "valid until". */
  private static String label(String name) {
    return name.replaceAll("(?<=[a-z])([A-Z])", " $1").toLowerCase(java.util.Locale.ROOT);
  }
}
