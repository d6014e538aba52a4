package org.jointly.cli.render;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes rows as CSV (RFC 4180, line feeds). A text that a spreadsheet would compute rather than show gets an apostrophe before it: who
 * names a category in a query that somebody else runs must not run anything on that machine.
 */
final class Csv {
  private static final Pattern FORMULA = Pattern.compile("\\s*([=@].*|[+-].*[(|!].*)", Pattern.DOTALL);

  private Csv() {}

  static String row(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(","));
  }

  private static String cell(String text) {
    String cell = FORMULA.matcher(text).matches() ? "'" + text : text;
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
