package org.jointly.runtime.data;

import java.util.ArrayList;
import java.util.List;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.query.Predicate;
import org.jointly.runtime.fault.DataFailure;

/**
 * Writes the reading of a cohort's rows as one SQL statement: per row the patient, a state (1, or 2 where it cannot be told
 * whether the row belongs to the cohort) and one value per column; a text, or 0, 1 or 2 for a condition.
 */
final class RowSql {
  private final Dialect dialect;
  private final MappedTable table;
  private final PredicateSql predicates;

  RowSql(Dialect dialect, MappedTable table) {
    this.dialect = dialect;
    this.table = table;
    this.predicates = new PredicateSql(dialect, table);
  }

  /** @throws DataFailure if it names what the table does not have, or what cannot be read as asked for */
  Sql statement(List<RowColumn> columns, Predicate where) {
    List<Sql> selected = new ArrayList<>();
    selected.add(Sql.of(table.patient() + " AS patient"));
    for (int i = 0; i < columns.size(); i++) {
      selected.add(value(columns.get(i)).within("", " AS v" + i));
    }
    if (predicates.doubts(where).isEmpty()) {
      selected.add(1, Sql.of("1 AS state"));
      return Sql.join(", ", selected)
          .within("SELECT ", table.from() + " WHERE ")
          .then(predicates.condition(where));
    }
    selected.add(1, predicates.state(where).within("", " AS state"));
    return Sql.join(", ", selected).within("SELECT * FROM (SELECT ", table.from() + ") AS s WHERE state <> 0");
  }

  private Sql value(RowColumn read) {
    if (read instanceof RowColumn.Holds holds) {
      return predicates.doubts(holds.condition()).isEmpty()
          ? predicates.condition(holds.condition()).within("CASE WHEN ", " THEN 1 ELSE 0 END")
          : predicates.state(holds.condition());
    }
    return Sql.of(text((RowColumn.OfText) read));
  }

  private String text(RowColumn.OfText read) {
    Column column = table.column(read.column());
    if (read instanceof RowColumn.Day) {
      return dialect.dayText(column);
    }
    boolean isNumber =
        read instanceof RowColumn.Number || read instanceof RowColumn.Binned || read instanceof RowColumn.OnGrid;
    return isNumber ? dialect.decimalText(column) : dialect.plainText(column);
  }
}
