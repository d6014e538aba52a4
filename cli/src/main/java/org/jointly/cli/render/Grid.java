package org.jointly.cli.render;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Text;
import org.jointly.protocols.query.Answer.Value;

/**
 * Rows of values under names.
 *
 * @param columns the names; of fields every one that occurs, each before those that follow it in a row
 * @param rows per row, a value for each column; an empty text where a row has none
 */
public record Grid(List<String> columns, List<List<Value>> rows) {
  static final Value NOTHING = new Text("");

  public Grid {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<Value> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException("a row of " + row.size() + " values in a table of " + columns.size());
      }
    }
  }

  static Grid of(List<Fields> items) {
    List<String> columns = new ArrayList<>();
    items.forEach(item -> add(columns, List.copyOf(item.values().keySet())));
    return new Grid(columns, items.stream().map(item -> row(item, columns)).toList());
  }

  /** A name that is new stands before the first known one that follows it in its row. */
  private static void add(List<String> columns, List<String> names) {
    if (columns.containsAll(names)) {
      return;
    }
    for (int i = 0; i < names.size(); i++) {
      if (!columns.contains(names.get(i))) {
        int at = names.subList(i, names.size()).stream().mapToInt(columns::indexOf).filter(index -> index >= 0).findFirst().orElse(columns.size());
        columns.add(at, names.get(i));
      }
    }
  }

  private static List<Value> row(Fields item, List<String> columns) {
    return columns.stream().map(column -> item.values().getOrDefault(column, NOTHING)).toList();
  }

  /** Each row as fields; a column that a row has nothing in is none. Of columns of one name, the first. */
  public List<Map<String, Value>> byName() {
    return rows.stream().map(this::named).toList();
  }

  private Map<String, Value> named(List<Value> row) {
    Map<String, Value> named = new HashMap<>();
    for (int i = 0; i < row.size(); i++) {
      if (!row.get(i).equals(NOTHING)) {
        named.putIfAbsent(columns.get(i), row.get(i));
      }
    }
    return named;
  }

  /** With one column more, at the end. */
  public Grid with(String column, List<? extends Value> values) {
    List<String> names = new ArrayList<>(columns);
    names.add(column);
    List<List<Value>> wider = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      List<Value> row = new ArrayList<>(rows.get(i));
      row.add(values.get(i));
      wider.add(row);
    }
    return new Grid(names, wider);
  }
}
