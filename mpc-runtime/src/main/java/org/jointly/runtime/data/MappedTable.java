package org.jointly.runtime.data;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jointly.protocols.query.Suggestion;
import org.jointly.runtime.fault.DataFailure;

/**
 * A table of the common vocabulary, found in the site's database.
 *
 * @param name the common name
 * @param source what follows FROM, quoted
 * @param patient the patient's column, quoted and qualified
 * @param columns by common name
 * @param identifiers which of them identify a person elsewhere, too: conditions and statistics cannot name them, since who may ask
 *     about a person by name learns more than statistics
 */
record MappedTable(String name, String source, String patient, Map<String, Column> columns, Set<String> identifiers) {

  /** What the table is called within our SQL, so that its columns cannot be taken for our own. */
  static final String ALIAS = "r";

  /** A source column, quoted and qualified. */
  static String qualified(String column) {
    return ALIAS + "." + Identifiers.quoted(column);
  }

  String from() {
    return " FROM " + source + " AS " + ALIAS;
  }

  /** The column of that common name. */
  Column column(String common) {
    if (identifiers.contains(common)) {
      throw new DataFailure("table " + name + ", column " + common + " identifies people at this site, and is read as a hash only");
    }
    return any(common, "");
  }

  /** The column of that common name, of which at most a hash is read. */
  Column hashed(String common) {
    return any(common, "; its operator maps an identifier under identifiers: of that table in node.yaml");
  }

  private Column any(String common, String advice) {
    Column column = columns.get(common);
    if (column == null) {
      throw new DataFailure(
          "table " + name + " has no column " + common + " at this site"
              + Suggestion.nearest(common, columns.keySet()).map(near -> "; did you mean " + near + "? It has ").orElse("; it has ")
              + String.join(", ", new TreeSet<>(columns.keySet())) + advice);
    }
    return column;
  }
}
