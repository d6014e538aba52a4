package org.jointly.runtime.data;

/**
 * A mapped column of one table.
 *
 * @param table the table's common name
 * @param name the column's common name
 * @param source the source column, quoted and qualified by {@link MappedTable#ALIAS}
 */
record Column(String table, String name, String source, ColumnType type) {

  /** "table diagnoses, column age". */
  String inWords() {
    return "table " + table + ", column " + name;
  }
}
