package org.jointly.runtime.data;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jointly.runtime.data.DataSettings.CsvLayout;

/**
 * How DuckDB is to read CSV files: every column as text in its original spelling, but for blanks around a value, which are none of
 * it. {@code "E75.2 "} would else be another code than {@code E75.2}, and its patients be lost without a word.
 */
final class CsvSql {
  private CsvSql() {}

  /** Values without blanks around them, as {@link CsvLayout#value} says; NULL for those that are missing. DuckDB takes the blanks off the names of columns itself. */
  static String values(List<Path> files, CsvLayout layout) {
    String value = "nullif(trim(COLUMNS(*)), '')";
    for (String missing : layout.missing()) {
      value = "nullif(" + value + ", " + literal(missing) + ")";
    }
    return "SELECT " + value + " FROM " + reader(files, layout, true);
  }

  /** The first line of a file, as it is. */
  static String firstLine(Path file, CsvLayout layout) {
    return "SELECT * FROM " + reader(List.of(file), layout, false) + " LIMIT 1";
  }

  private static String reader(List<Path> files, CsvLayout layout, boolean header) {
    return "read_csv(" + literals(files) + ", all_varchar=true, header=" + header + ", skip=0, comment='', nullstr='', delim="
        + literal(String.valueOf(layout.delimiter())) + ", quote='\"', escape='\"')";
  }

  static String literals(Collection<Path> files) {
    return files.stream().map(Path::toString).map(CsvSql::literal).collect(Collectors.joining(", ", "[", "]"));
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
