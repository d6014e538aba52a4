package org.jointly.runtime.data;

/**
 * A mapped column of one table.
 *
 * @param table the table's common name
 * @param name the column's common name
 * @param source the source column, quoted and qualified by {@link MappedTable#ALIAS}
 * @param spelling of numbers and dates, where the column has no type
 */
record Column(String table, String name, String source, ColumnType type, Spelling spelling) {

  /** A column that has a type, or spells numbers and dates as everybody does. */
  Column(String table, String name, String source, ColumnType type) {
    this(table, name, source, type, Spelling.PLAIN);
  }

  /** "table diagnoses, column age". */
  String inWords() {
    return "table " + table + ", column " + name;
  }
}
