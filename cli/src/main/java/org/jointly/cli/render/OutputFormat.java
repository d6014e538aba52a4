package org.jointly.cli.render;

/** How a result is written. */
public enum OutputFormat {
  /** For people. */
  table,
  /** For programs: one object. */
  json,
  /** For spreadsheets: the result's rows only. */
  csv
}
