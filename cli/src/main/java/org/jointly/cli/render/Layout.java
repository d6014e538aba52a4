package org.jointly.cli.render;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Text;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.query.Answer.Whole;
import org.jointly.protocols.query.Exhibit;

/**
 * Fields as people read them: tables, and values in between, in the order of the fields. A list of fields is a table with a column per
 * name; what exhibits say are tables are tables too.
 */
public record Layout(List<Part> parts) {
  public Layout {
    parts = List.copyOf(parts);
  }

  /** A table, or one value. */
  public sealed interface Part {
    /** The field. */
    String name();
  }

  public record Table(String name, Grid grid) implements Part {}

  public record Line(String name, Value value) implements Part {}

  /** The fields, as they are. */
  public static Layout of(Fields fields) {
    return of(fields, List.of());
  }

  /** The fields, arranged as exhibits want them; one whose fields are not there changes nothing. */
  public static Layout of(Fields fields, List<Exhibit> exhibits) {
    Map<String, Part> parts = new LinkedHashMap<>();
    fields.values().forEach((name, value) -> parts.put(name, part(name, value)));
    for (Exhibit exhibit : exhibits) {
      if (exhibit instanceof Exhibit.Columns columns) {
        columns(columns, parts);
      } else if (exhibit instanceof Exhibit.Gathered gathered) {
        gather(gathered, parts);
      } else if (exhibit instanceof Exhibit.CrossTable cross) {
        cross(cross, parts);
      }
    }
    return new Layout(List.copyOf(parts.values()));
  }

  /** For a spreadsheet: without sums, a row per number. */
  public static Layout forPrograms(Fields fields, List<Exhibit> exhibits) {
    return of(fields, exhibits.stream().filter(exhibit -> !(exhibit instanceof Exhibit.CrossTable)).toList());
  }

  /** The table of a name. */
  public Optional<Grid> table(String name) {
    return parts.stream()
        .filter(part -> part instanceof Table && part.name().equals(name))
        .map(part -> ((Table) part).grid())
        .findFirst();
  }

  /** The value of a name. */
  public Optional<Value> value(String name) {
    return parts.stream()
        .filter(part -> part instanceof Line && part.name().equals(name))
        .map(part -> ((Line) part).value())
        .findFirst();
  }

  private static Part part(String name, Value value) {
    boolean table = value instanceof Items items
        && !items.values().isEmpty()
        && items.values().stream().allMatch(Fields.class::isInstance);
    return table
        ? new Table(name, Grid.of(((Items) value).values().stream().map(Fields.class::cast).toList()))
        : new Line(name, value);
  }

  private static Optional<List<Value>> list(Map<String, Part> parts, String name) {
    return parts.get(name) instanceof Line line && line.value() instanceof Items items ? Optional.of(items.values()) : Optional.empty();
  }

  private static void columns(Exhibit.Columns exhibit, Map<String, Part> parts) {
    Optional<List<Value>> labels = exhibit.labels().isEmpty()
        ? list(parts, exhibit.table())
        : Optional.of(exhibit.labels().stream().<Value>map(Text::new).toList());
    List<String> lists = exhibit.lists().stream()
        .filter(name -> labels.isPresent() && list(parts, name).filter(values -> values.size() == labels.get().size()).isPresent())
        .toList();
    if (lists.isEmpty() || !parts.containsKey(exhibit.table())) {
      return;
    }
    List<List<Value>> columns = new ArrayList<>(List.of(labels.orElseThrow()));
    lists.forEach(name -> columns.add(list(parts, name).orElseThrow()));
    List<String> header = new ArrayList<>(List.of(exhibit.header()));
    header.addAll(lists);
    parts.put(exhibit.table(), new Table(exhibit.table(), new Grid(header, transposed(columns))));
    parts.keySet().removeAll(lists);
  }

  private static List<List<Value>> transposed(List<List<Value>> columns) {
    return IntStream.range(0, columns.get(0).size())
        .mapToObj(row -> columns.stream().map(column -> column.get(row)).toList())
        .toList();
  }

  private static void gather(Exhibit.Gathered exhibit, Map<String, Part> parts) {
    if (!(parts.get(exhibit.table()) instanceof Table table) || !table.grid().columns().contains(exhibit.named())) {
      return;
    }
    int named = table.grid().columns().indexOf(exhibit.named());
    List<String> columns = new ArrayList<>(table.grid().columns());
    columns.add(named + 1, "value");
    Set<String> gathered = new HashSet<>();
    List<List<Value>> rows = new ArrayList<>();
    for (List<Value> row : table.grid().rows()) {
      List<Value> wider = new ArrayList<>(row);
      String name = row.get(named) instanceof Text text ? text.value() : "";
      wider.add(named + 1, parts.get(name) instanceof Line line ? line.value() : Grid.NOTHING);
      gathered.add(name);
      rows.add(wider);
    }
    parts.keySet().removeAll(gathered);
    parts.put(exhibit.table(), new Table(exhibit.table(), new Grid(columns, rows)));
  }

  private static void cross(Exhibit.CrossTable exhibit, Map<String, Part> parts) {
    List<Value> rows = list(parts, exhibit.rows()).orElse(List.of());
    List<Value> columns = list(parts, exhibit.columns()).orElse(List.of());
    List<Value> counts = list(parts, exhibit.counts()).orElse(List.of());
    boolean whole = counts.stream().allMatch(Whole.class::isInstance);
    if (counts.isEmpty() || !whole || counts.size() != rows.size() * columns.size()) {
      return;
    }
    List<String> header = new ArrayList<>(List.of(exhibit.down()));
    columns.forEach(column -> header.add(exhibit.across() + " " + Cell.forPeople(column)));
    header.add("sum");
    long[] sums = new long[columns.size()];
    List<List<Value>> table = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      List<Value> row = counts.subList(i * columns.size(), (i + 1) * columns.size());
      IntStream.range(0, sums.length).forEach(j -> sums[j] += ((Whole) row.get(j)).value());
      table.add(withSum(rows.get(i), row));
    }
    table.add(withSum(new Text("sum"), IntStream.range(0, sums.length).<Value>mapToObj(j -> new Whole(sums[j])).toList()));
    parts.put(exhibit.rows(), new Table(exhibit.rows(), new Grid(header, table)));
    parts.keySet().removeAll(exhibit.replaced());
    parts.keySet().removeAll(Set.of(exhibit.columns(), exhibit.counts()));
  }

  private static List<Value> withSum(Value label, List<Value> row) {
    List<Value> wider = new ArrayList<>(List.of(label));
    wider.addAll(row);
    wider.add(new Whole(row.stream().mapToLong(count -> ((Whole) count).value()).sum()));
    return wider;
  }
}
