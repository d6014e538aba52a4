package org.jointly.cli.render;

import java.util.List;
import java.util.stream.Collectors;

/** Writes rows as CSV (RFC 4180, line feeds). */
final class Csv {
  private Csv() {}

  static String row(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(","));
  }

  private static String cell(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
