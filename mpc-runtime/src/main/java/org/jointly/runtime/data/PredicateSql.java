package org.jointly.runtime.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jointly.protocols.query.Literal;
import org.jointly.protocols.query.Predicate;
import org.jointly.runtime.data.Dialect.Kind;
import org.jointly.runtime.data.Dialect.Reading;
import org.jointly.runtime.fault.DataFailure;

/**
 * Writes a predicate as SQL over the columns of one table, with a bound parameter for every literal.
 *
 * <p>Two forms. Where every column has a type, a predicate is an SQL condition: missing values make a comparison unknown,
 * AND and OR let unknown act as false, and NOT is written {@code NOT coalesce(…, FALSE)}, so that it is the complement.
 * Where a file has no types, a value may turn out not to be what it is compared with. Then a predicate is a state: 0 does
 * not hold, 1 holds, 2 cannot be told. And and Or read their parts from left to right and stop as soon as the answer is
 * known, so that {@code kind = 'age' and value >= 18} does not stumble over the values of other kinds; databases would
 * reorder the conditions, CASE keeps their order.
 */
final class PredicateSql {
  /** DuckDB's time to plan grows with the square of the CASEs: 0.5 s for these, a minute for a thousand. */
  static final int MAX_DOUBTS = 100;

  private final Dialect dialect;
  private final MappedTable table;
  private final Set<Doubt> doubts = new LinkedHashSet<>();

  PredicateSql(Dialect dialect, MappedTable table) {
    this.dialect = dialect;
    this.table = table;
  }

  /** A column whose values may not be of the kind that the predicate compares them with. */
  record Doubt(Column column, Kind kind, Reading reading) {
    /** Holds for the rows in which they are not. */
    String condition() {
      return "(" + column.source() + " IS NOT NULL AND " + reading.sql() + " IS NULL)";
    }

    DataFailure failure() {
      return new DataFailure(
          column.inWords() + " holds a value that is not " + kind.inWords()
              + ", which the query compares it with; correct the data, ask only about rows that have one, or say at the site how its CSV"
              + " files write numbers, dates and missing values (decimal, date_format, missing)");
    }
  }

  /** Which columns may turn out to hold something else; empty: {@link #condition} says it all. */
  List<Doubt> doubts(Predicate predicate) {
    doubts.clear();
    condition(predicate);
    return List.copyOf(doubts);
  }

  /** An SQL condition that is true exactly for the rows the predicate holds for, provided there are no doubts. */
  Sql condition(Predicate predicate) {
    if (predicate instanceof Predicate.Everyone) {
      return Sql.of("TRUE");
    }
    if (predicate instanceof Predicate.And and) {
      return all("TRUE", " AND ", and.parts());
    }
    if (predicate instanceof Predicate.Or or) {
      return all("FALSE", " OR ", or.parts());
    }
    if (predicate instanceof Predicate.Not not) {
      return condition(not.part()).within("NOT coalesce(", ", FALSE)");
    }
    if (predicate instanceof Predicate.IsMissing missing) {
      return Sql.of("(" + table.column(missing.column()).source() + " IS NULL)");
    }
    return leaf(predicate).condition();
  }

  private Sql all(String empty, String between, List<Predicate> parts) {
    if (parts.isEmpty()) {
      return Sql.of(empty);
    }
    return Sql.join(between, parts.stream().map(this::condition).toList()).within("(", ")");
  }

  /**
   * An SQL expression that is 0, 1 or 2 for every row.
   *
   * @throws DataFailure if more comparisons may fail than a database can be asked to sort out
   */
  Sql state(Predicate predicate) {
    if (occurrences(predicate) > MAX_DOUBTS) {
      throw new DataFailure(
          "table " + table.name() + " is asked about with more than " + MAX_DOUBTS
              + " comparisons with numbers or dates; ask several questions, or keep the table where columns have types");
    }
    return uncertain(predicate);
  }

  private Sql uncertain(Predicate predicate) {
    if (occurrences(predicate) == 0) {
      return condition(predicate).within("CASE WHEN ", " THEN 1 ELSE 0 END");
    }
    if (predicate instanceof Predicate.And and) {
      return inOrder(grouped(and.parts(), Predicate.And::new), 1, 0);
    }
    if (predicate instanceof Predicate.Or or) {
      return inOrder(grouped(or.parts(), Predicate.Or::new), 0, 1);
    }
    if (predicate instanceof Predicate.Not not) {
      return uncertain(not.part()).within("CASE ", " WHEN 0 THEN 1 WHEN 1 THEN 0 ELSE 2 END");
    }
    Leaf leaf = leaf(predicate);
    return leaf.condition()
        .within(
            "CASE WHEN " + leaf.column().source() + " IS NULL THEN 0 WHEN " + leaf.reading().sql() + " IS NULL THEN 2 WHEN ",
            " THEN 1 ELSE 0 END");
  }

  /** How many comparisons may fail. */
  private int occurrences(Predicate predicate) {
    if (predicate instanceof Predicate.And and) {
      return and.parts().stream().mapToInt(this::occurrences).sum();
    }
    if (predicate instanceof Predicate.Or or) {
      return or.parts().stream().mapToInt(this::occurrences).sum();
    }
    if (predicate instanceof Predicate.Not not) {
      return occurrences(not.part());
    }
    boolean certain = predicate instanceof Predicate.Everyone || predicate instanceof Predicate.IsMissing;
    return certain || !leaf(predicate).reading().mayFail() ? 0 : 1;
  }

  /** Neighbours that cannot fail become one part, whose inner order does not matter. */
  private List<Predicate> grouped(List<Predicate> parts, Function<List<Predicate>, Predicate> group) {
    List<Predicate> grouped = new ArrayList<>();
    List<Predicate> certain = new ArrayList<>();
    for (Predicate part : parts) {
      if (occurrences(part) == 0) {
        certain.add(part);
        continue;
      }
      if (!certain.isEmpty()) {
        grouped.add(group.apply(certain));
        certain.clear();
      }
      grouped.add(part);
    }
    if (!certain.isEmpty()) {
      grouped.add(group.apply(certain));
    }
    return grouped;
  }

  /**
   * The first part that is not {@code neutral} decides; {@code decisive} and 2 are passed on. Written as a balanced tree,
   * whose order is the same, for databases limit how deep expressions nest.
   */
  private Sql inOrder(List<Predicate> parts, int neutral, int decisive) {
    if (parts.isEmpty()) {
      return Sql.of(String.valueOf(neutral));
    }
    if (parts.size() == 1) {
      return uncertain(parts.get(0));
    }
    int half = parts.size() / 2;
    return inOrder(parts.subList(0, half), neutral, decisive)
        .within("CASE ", " WHEN " + decisive + " THEN " + decisive + " WHEN 2 THEN 2 ELSE ")
        .then(inOrder(parts.subList(half, parts.size()), neutral, decisive))
        .within("", " END");
  }

  /** A comparison of one column: how it is read, and the condition on that. */
  private record Leaf(Column column, Reading reading, Sql condition) {}

  private Leaf leaf(Predicate predicate) {
    if (predicate instanceof Predicate.Compare compare) {
      return compare(compare);
    }
    if (predicate instanceof Predicate.In in) {
      return in(in);
    }
    if (predicate instanceof Predicate.Between between) {
      Column column = table.column(between.column());
      Reading reading = read(column, kind(column, List.of(between.low(), between.high())));
      Sql ends = Sql.join(" AND ", List.of(bind(column, between.low()), bind(column, between.high())));
      return new Leaf(column, reading, ends.within("(" + reading.sql() + " BETWEEN ", ")"));
    }
    if (predicate instanceof Predicate.StartsWith startsWith) {
      Column column = table.column(startsWith.column());
      Reading reading = read(column, Kind.TEXT);
      Sql prefix = bind(column, new Literal.Text(startsWith.prefix()));
      return new Leaf(column, reading, prefix.within("starts_with(" + reading.sql() + ", ", ")"));
    }
    throw new IllegalArgumentException("no SQL for " + predicate.getClass().getSimpleName());
  }

  private Leaf compare(Predicate.Compare compare) {
    Column column = table.column(compare.column());
    Kind kind = kind(column, List.of(compare.literal()));
    boolean ordered =
        compare.comparison() != Predicate.Comparison.EQUAL && compare.comparison() != Predicate.Comparison.NOT_EQUAL;
    if (kind == Kind.FLAG && ordered) {
      throw new DataFailure(column.inWords() + ": true and false have no order; ask with equals");
    }
    Reading reading = read(column, kind);
    String operator = switch (compare.comparison()) {
      case EQUAL -> " = ";
      case NOT_EQUAL -> " <> ";
      case LESS -> " < ";
      case AT_MOST -> " <= ";
      case GREATER -> " > ";
      case AT_LEAST -> " >= ";
    };
    return new Leaf(column, reading, bind(column, compare.literal()).within("(" + reading.sql() + operator, ")"));
  }

  private Leaf in(Predicate.In in) {
    Column column = table.column(in.column());
    if (in.literals().isEmpty()) {
      return new Leaf(column, Reading.certain(column.source()), Sql.of("FALSE"));
    }
    Reading reading = read(column, kind(column, in.literals()));
    List<Sql> values = new ArrayList<>();
    in.literals().forEach(literal -> values.add(bind(column, literal)));
    return new Leaf(column, reading, Sql.join(", ", values).within("(" + reading.sql() + " IN (", "))"));
  }

  private Reading read(Column column, Kind kind) {
    Reading reading = dialect.read(column, kind);
    if (reading.mayFail()) {
      doubts.add(new Doubt(column, kind, reading));
    }
    return reading;
  }

  private static Kind kind(Column column, List<Literal> literals) {
    List<Kind> kinds = literals.stream().map(PredicateSql::kind).distinct().toList();
    if (kinds.size() > 1) {
      throw new DataFailure(
          column.inWords() + " is compared with " + kinds.get(0).inWords() + " and with " + kinds.get(1).inWords()
              + " in one condition; write all constants alike (text in quotes)");
    }
    return kinds.get(0);
  }

  private static Kind kind(Literal literal) {
    if (literal instanceof Literal.Text) {
      return Kind.TEXT;
    }
    if (literal instanceof Literal.Number) {
      return Kind.NUMBER;
    }
    return literal instanceof Literal.Day ? Kind.DAY : Kind.FLAG;
  }

  private Sql bind(Column column, Literal literal) {
    if (literal instanceof Literal.Text text) {
      if (text.value().indexOf('\0') >= 0) {
        throw new DataFailure(column.inWords() + " is compared with text that has a NUL character in it");
      }
      return Sql.of("?", text.value());
    }
    if (literal instanceof Literal.Number number) {
      return Numbers.bind(dialect, column, number.value());
    }
    if (literal instanceof Literal.Day day) {
      int year = day.value().getYear();
      if (year < 1 || year > 9999) {
        throw new DataFailure(column.inWords() + " is compared with a date outside the years 1 to 9999");
      }
      return Sql.of("CAST(? AS DATE)", day.value().toString());
    }
    return Sql.of("CAST(? AS BOOLEAN)", String.valueOf(((Literal.Flag) literal).value()));
  }
}
