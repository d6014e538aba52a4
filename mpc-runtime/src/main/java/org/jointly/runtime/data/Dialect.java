package org.jointly.runtime.data;

import org.jointly.protocols.aggregate.DecimalText;
import org.jointly.runtime.fault.DataFailure;

/**
 * How one database reads a column as text, number, date or flag.
 *
 * <p>A reading is an SQL expression without parameters. It is NULL where the column is NULL; where it may be NULL
 * although the column is not, the value is not of the kind asked for and the reading says {@code mayFail}.
 *
 * <p>Numbers are decimals: of floating point columns the shortest decimal form, so that 0.1 equals 0.1. DuckDB keeps 20
 * digits before the point and 18 after it, which {@link #NUMBER} also asks of literals.
 */
interface Dialect {

  /** A number as people write it in files. */
  String NUMBER = DecimalText.PATTERN;

  /** A day, or a time stamp that begins with one. */
  String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}([ T].*)?";

  /** An expression for a column's value, and whether it may be NULL where the column is not. */
  record Reading(String sql, boolean mayFail) {
    static Reading certain(String sql) {
      return new Reading(sql, false);
    }

    static Reading uncertain(String sql) {
      return new Reading(sql, true);
    }
  }

  /** What a reading is compared with. */
  enum Kind {
    TEXT("text"),
    NUMBER("a number"),
    DAY("a date"),
    FLAG("true or false");

    private final String inWords;

    Kind(String inWords) {
      this.inWords = inWords;
    }

    String inWords() {
      return inWords;
    }
  }

  /**
   * The reading of a column as a kind.
   *
   * @throws DataFailure if the column's type has no such reading
   */
  default Reading read(Column column, Kind kind) {
    ColumnType type = column.type();
    String source = column.source();
    return switch (kind) {
      case TEXT -> switch (type) {
        case UNTYPED -> Reading.certain(source);
        case TEXT, INTEGER -> Reading.certain(text(source));
        default -> throw unlike(column, kind);
      };
      case NUMBER -> switch (type) {
        case UNTYPED -> Reading.uncertain(untypedNumber(column.spelling().number(source)));
        case INTEGER, DECIMAL -> Reading.certain(source);
        case FLOATING -> Reading.uncertain(floatingNumber(source));
        default -> throw unlike(column, kind);
      };
      case DAY -> switch (type) {
        case UNTYPED -> Reading.uncertain(untypedDay(column.spelling().day(source)));
        case DAY -> Reading.certain(source);
        case TIMESTAMP -> Reading.certain("CAST(" + source + " AS DATE)");
        default -> throw unlike(column, kind);
      };
      case FLAG -> switch (type) {
        case UNTYPED -> Reading.uncertain("TRY_CAST(" + source + " AS BOOLEAN)");
        case FLAG -> Reading.certain(source);
        default -> throw unlike(column, kind);
      };
    };
  }

  /** The decimal text of a numeric column, for exact arithmetic outside the database. */
  default String decimalText(Column column) {
    return switch (column.type()) {
      case UNTYPED -> column.spelling().number(column.source());
      case INTEGER, DECIMAL, FLOATING -> text(column.source());
      default -> throw unlike(column, Kind.NUMBER);
    };
  }

  /** The text of a column that holds categories, among which a question finds numbers by their value. */
  default String categoryText(Column column) {
    return column.type() == ColumnType.UNTYPED ? column.spelling().category(column.source()) : plainText(column);
  }

  /** The text of a column, whatever its type: a number's digits, {@code true}, a date. */
  default String plainText(Column column) {
    return switch (column.type()) {
      case UNTYPED -> column.source();
      case TEXT, INTEGER, DECIMAL, FLOATING, FLAG, DAY -> text(column.source());
      default -> throw unlike(column, Kind.TEXT);
    };
  }

  /** The text of a column that holds dates; it begins with the date, or the column holds something else. */
  default String dayText(Column column) {
    return switch (column.type()) {
      case UNTYPED -> column.spelling().day(column.source());
      case DAY -> text(column.source());
      case TIMESTAMP -> text("CAST(" + column.source() + " AS DATE)");
      default -> throw unlike(column, Kind.DAY);
    };
  }

  /** A text expression, ordered by code points whatever the database's language is. */
  String text(String source);

  /** A bound array of text, as a list of rows. */
  String list();

  /** A bound string as a number. */
  String numberParameter();

  String untypedNumber(String source);

  String floatingNumber(String source);

  String untypedDay(String source);

  private static DataFailure unlike(Column column, Kind kind) {
    return new DataFailure(
        column.inWords() + " is " + column.type().inWords() + " at this site, but the query reads it as "
            + kind.inWords() + "; write the query's constant as the column has it");
  }
}
