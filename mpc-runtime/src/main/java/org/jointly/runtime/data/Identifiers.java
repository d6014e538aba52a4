package org.jointly.runtime.data;

/** Quoted SQL names. Only names from the site's own configuration come here. */
final class Identifiers {
  private Identifiers() {}

  /** The name in double quotes, as both DuckDB and PostgreSQL read it. */
  static String quoted(String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("not a name: empty, or with a NUL");
    }
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
