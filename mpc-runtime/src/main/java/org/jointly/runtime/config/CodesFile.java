package org.jointly.runtime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a list of codes: the first column of a CSV file with a header that begins with {@code code}, or one code a line.
 * Columns end at a comma, semicolon or tab; quotes as in CSV.
 */
final class CodesFile {
  private static final int MAX_BYTES = 8 << 20;
  private static final int MAX_CODES = 100_000;

  private final String text;
  private int at;
  private int line = 1;

  private CodesFile(String text) {
    this.text = text;
  }

  /** The codes in the order of the file; what is wrong with it becomes a problem. */
  static List<String> read(Path file, Problems problems) {
    return Yaml.text(file, MAX_BYTES, problems)
        .map(text -> new CodesFile(text.startsWith("\ufeff") ? text.substring(1) : text).codes(file.toString(), problems))
        .orElse(List.of());
  }

  private List<String> codes(String file, Problems problems) {
    Map<String, Integer> lines = new HashMap<>();
    List<String> codes = new ArrayList<>();
    boolean first = true;
    while (at < text.length()) {
      int atLine = line;
      String code = firstField().strip();
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
    if (codes.isEmpty()) {
      problems.add(file, 0, "has no code; write one a line, or a CSV file whose first column is called code");
    }
    return codes;
  }

  /** Reads to the end of the record and returns its first field. */
  private String firstField() {
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    boolean inFirst = true;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\n') {
        line++;
        if (!quoted) {
          at++;
          break;
        }
      }
      if (c == '"') {
        boolean escaped = quoted && at + 1 < text.length() && text.charAt(at + 1) == '"';
        quoted = escaped || !quoted;
        at += escaped ? 1 : 0;
        if (!escaped) {
          continue;
        }
      } else if (!quoted && (c == ',' || c == ';' || c == '\t')) {
        inFirst = false;
      }
      if (inFirst) {
        field.append(c);
      }
    }
    return field.toString();
  }
}
