package org.jointly.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Text;
import org.jointly.protocols.query.Answer.Value;

/**
 * Fields of the same kind, one row each.
 *
 * @param columns every name that occurs, each before those that follow it in a row
 * @param rows per row, a value for each column; an empty text where a row has none
 */
record Grid(List<String> columns, List<List<Value>> rows) {
  private static final Value NOTHING = new Text("");

  Grid {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  static Grid of(List<Fields> items) {
    List<String> columns = new ArrayList<>();
    items.forEach(item -> add(columns, List.copyOf(item.values().keySet())));
    return new Grid(columns, items.stream().map(item -> row(item, columns)).toList());
  }

  /** Lists of one length side by side. */
  static Grid ofColumns(List<Map.Entry<String, Value>> lists) {
    int length = ((Items) lists.get(0).getValue()).values().size();
    List<List<Value>> rows = IntStream.range(0, length)
        .mapToObj(i -> lists.stream().map(list -> ((Items) list.getValue()).values().get(i)).toList())
        .toList();
    return new Grid(lists.stream().map(Map.Entry::getKey).toList(), rows);
  }

  /** One more column, in front. */
  Grid withFirst(String name, List<Value> cells) {
    List<String> names = new ArrayList<>(columns);
    names.add(0, name);
    List<List<Value>> longer = IntStream.range(0, rows.size())
        .mapToObj(i -> Stream.concat(Stream.of(cells.get(i)), rows.get(i).stream()).toList())
        .toList();
    return new Grid(names, longer);
  }

  /** A name that is new stands before the first known one that follows it in its row. */
  private static void add(List<String> columns, List<String> names) {
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
}
