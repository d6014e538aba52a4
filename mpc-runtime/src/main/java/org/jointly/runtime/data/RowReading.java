package org.jointly.runtime.data;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowDecoder;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.UnfitValueException;
import org.jointly.protocols.query.Predicate;
import org.jointly.runtime.fault.DataFailure;

/** Reads the rows of a {@link RowSql} statement into a table, one after another. */
final class RowReading {
  private static final int FIRST_COLUMN = 3;
  private static final int CANNOT_BE_TOLD = 2;

  private final MappedTable table;
  private final Predicate where;
  private final List<Reader> readers = new ArrayList<>();
  private final RowTable.Builder rows;
  private final Map<String, Integer> patients = new HashMap<>();
  private Optional<Predicate> untold = Optional.empty();

  RowReading(MappedTable table, List<RowColumn> columns, Predicate where) {
    this.table = table;
    this.where = where;
    this.rows = new RowTable.Builder(columns);
    for (int i = 0; i < columns.size(); i++) {
      readers.add(reader(i, columns.get(i)));
    }
  }

  /** Sets one value of the row begun last. */
  private interface Reader {
    void read(ResultSet result) throws SQLException;

    default void end() {}
  }

  private Reader reader(int column, RowColumn read) {
    if (read instanceof RowColumn.Holds holds) {
      return result -> {
        int state = result.getInt(FIRST_COLUMN + column);
        if (state == CANNOT_BE_TOLD) {
          untold = Optional.of(holds.condition());
        }
        rows.set(column, state);
      };
    }
    RowDecoder decoder = RowDecoder.of((RowColumn.OfText) read);
    return new Reader() {
      @Override
      public void read(ResultSet result) throws SQLException {
        String text = result.getString(FIRST_COLUMN + column);
        if (text != null) {
          rows.set(column, decoder.decode(text));
        }
      }

      @Override
      public void end() {
        rows.texts(column, decoder.texts());
      }
    };
  }

  /** Adds the rows of a result; stops at the first of which it cannot be told whether it belongs to the cohort. */
  void read(ResultSet result) throws SQLException {
    while (untold.isEmpty() && result.next()) {
      if (result.getInt(2) == CANNOT_BE_TOLD) {
        untold = Optional.of(where);
        return;
      }
      rows.row(patient(result.getString(1)));
      for (Reader reader : readers) {
        try {
          reader.read(result);
        } catch (UnfitValueException unfit) {
          throw new DataFailure("table " + table.name() + ", " + unfit.getMessage());
        }
      }
    }
    readers.forEach(Reader::end);
  }

  private int patient(String identifier) {
    if (identifier == null) {
      throw new DataFailure("table " + table.name() + " has rows of this cohort without a patient identifier");
    }
    Integer known = patients.putIfAbsent(identifier, patients.size());
    return known == null ? patients.size() - 1 : known;
  }

  /** A condition of which it cannot be told whether it holds for some row; then there is no table. */
  Optional<Predicate> untold() {
    return untold;
  }

  RowTable table() {
    return rows.build();
  }
}
