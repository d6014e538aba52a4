package org.jointly.cli.render;

import java.util.List;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Text;
import org.jointly.protocols.query.Answer.Value;

/**
 * Fields of the same kind, one row each.
 *
 * @param columns every name that occurs, in the order of first occurrence
 * @param rows per row, a value for each column; an empty text where a row has none
 */
record Grid(List<String> columns, List<List<Value>> rows) {
  private static final Value NOTHING = new Text("");

  Grid {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  static Grid of(List<Fields> items) {
    List<String> columns = items.stream().flatMap(item -> item.values().keySet().stream()).distinct().toList();
    return new Grid(columns, items.stream().map(item -> row(item, columns)).toList());
  }

  private static List<Value> row(Fields item, List<String> columns) {
    return columns.stream().map(column -> item.values().getOrDefault(column, NOTHING)).toList();
  }
}
