package org.jointly.runtime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a list of codes: the first column of a CSV file with a header that begins with {@code code}, or one code a line.
 * Columns end as {@link CsvRecords} says.
 */
final class CodesFile {
  private static final int MAX_BYTES = 8 << 20;
  private static final int MAX_CODES = 100_000;

  private CodesFile() {}

  /** The codes in the order of the file; what is wrong with it becomes a problem. */
  static List<String> read(Path file, Problems problems) {
    return Yaml.text(file, MAX_BYTES, problems)
        .map(text -> codes(new CsvRecords(text), file.toString(), problems))
        .orElse(List.of());
  }

  private static List<String> codes(CsvRecords records, String file, Problems problems) {
    Map<String, Integer> lines = new HashMap<>();
    List<String> codes = new ArrayList<>();
    boolean first = true;
    while (records.hasNext()) {
      int atLine = records.line();
      String code = records.next(1).get(0);
      boolean header = first && code.equalsIgnoreCase("code");
      first &= code.isEmpty();
      if (code.isEmpty() || header) {
        continue;
      }
      Integer before = lines.putIfAbsent(code, atLine);
      if (before != null) {
        problems.add(file, atLine, "code " + Words.shown(code) + " stands already in line " + before + "; list it once");
      } else if (codes.size() == MAX_CODES) {
        problems.add(file, atLine, "there are more than " + MAX_CODES + " codes; ask in several queries");
        return codes;
      } else {
        codes.add(code);
      }
    }
    records.requireClosed(file, problems);
    if (codes.isEmpty()) {
      problems.add(file, 0, "has no code; write one a line, or a CSV file whose first column is called code");
    }
    return codes;
  }
}
