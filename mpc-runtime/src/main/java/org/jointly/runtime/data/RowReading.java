package org.jointly.runtime.data;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jointly.protocols.aggregate.LinkageKey;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowDecoder;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.UnfitValueException;
import org.jointly.protocols.query.Predicate;
import org.jointly.runtime.fault.DataFailure;

/** Reads the rows of a {@link RowSql} statement into a table, one after another. */
final class RowReading {
  private static final String HOLDS = "1";
  private static final String CANNOT_BE_TOLD = "2";

  private final MappedTable table;
  private final List<RowColumn> columns;
  private final Predicate where;
  private final List<Optional<RowDecoder>> decoders;
  private final RowTable.Builder rows;
  private final Map<String, Integer> patients = new HashMap<>();
  private Optional<Predicate> untold = Optional.empty();

  RowReading(MappedTable table, List<RowColumn> columns, Predicate where, LinkageKey key) {
    this.table = table;
    this.columns = columns;
    this.where = where;
    this.decoders = columns.stream().map(column -> decoder(column, key)).toList();
    this.rows = new RowTable.Builder(columns);
  }

  private static Optional<RowDecoder> decoder(RowColumn column, LinkageKey key) {
    return column instanceof RowColumn.OfText text ? Optional.of(RowDecoder.of(text, key)) : Optional.empty();
  }

  /** Adds the rows of a result; stops at the first of which something that is asked about it cannot be told. */
  void read(ResultSet result) throws SQLException {
    String[] fields = new String[columns.size() + 2];
    while (untold.isEmpty() && result.next()) {
      split(result.getString(1), fields);
      if (fields[0].equals(CANNOT_BE_TOLD)) {
        untold = Optional.of(where);
        return;
      }
      rows.row(patient(fields[1]));
      for (int i = 0; i < columns.size(); i++) {
        set(i, fields[i + 2]);
      }
    }
    for (int i = 0; i < columns.size(); i++) {
      rows.texts(i, decoders.get(i).map(RowDecoder::texts).orElse(List.of()));
    }
  }

  private void split(String row, String[] fields) {
    int from = 0;
    for (int i = 0; i < fields.length - 1; i++) {
      int to = row.indexOf(RowSql.SEPARATOR, from);
      fields[i] = row.substring(from, to);
      from = to + 1;
    }
    fields[fields.length - 1] = row.substring(from);
    if (row.indexOf(RowSql.SEPARATOR, from) >= 0) {
      throw new DataFailure("table " + table.name() + " has a text with the control character 31 in it; correct the data");
    }
  }

  private int patient(String field) {
    if (field.isEmpty()) {
      throw new DataFailure("table " + table.name() + " has rows of this cohort without a patient identifier");
    }
    Integer known = patients.putIfAbsent(field, patients.size());
    return known == null ? patients.size() - 1 : known;
  }

  private void set(int column, String field) {
    if (columns.get(column) instanceof RowColumn.Holds holds) {
      if (field.equals(CANNOT_BE_TOLD)) {
        untold = Optional.of(holds.condition());
      }
      rows.set(column, field.equals(HOLDS) ? 1 : 0);
    } else if (!field.isEmpty()) {
      try {
        rows.set(column, decoders.get(column).orElseThrow().decode(field.substring(1)));
      } catch (UnfitValueException unfit) {
        throw new DataFailure("table " + table.name() + ", " + unfit.getMessage());
      }
    }
  }

  /** A condition of which it cannot be told whether it holds for some row; then there is no table. */
  Optional<Predicate> untold() {
    return untold;
  }

  RowTable table() {
    return rows.build();
  }
}
