package org.jointly.cli.local;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jointly.runtime.data.DataSettings.CsvLayout;

/**
 * Reads CSV (RFC 4180) as nodes do: double quotes doubled inside quotes, line breaks inside quotes; blank lines are skipped, and blanks
 * around values.
 */
final class CsvRows {
  private static final int END = -1;

  private final Reader in;
  private final char delimiter;
  private int next;
  private boolean begun;

  CsvRows(Reader in, CsvLayout layout) {
    this.in = in;
    this.delimiter = layout.delimiter();
  }

  /** The next row; empty at the end. */
  Optional<List<String>> next() throws IOException {
    if (!begun) {
      begun = true;
      advance();
      if (next == '\ufeff') {
        advance();
      }
    }
    while (next == '\n' || next == '\r') {
      advance();
    }
    return next == END ? Optional.empty() : Optional.of(row());
  }

  private List<String> row() throws IOException {
    List<String> fields = new ArrayList<>();
    fields.add(CsvLayout.value(field()));
    while (next == delimiter) {
      advance();
      fields.add(CsvLayout.value(field()));
    }
    return fields;
  }

  private String field() throws IOException {
    StringBuilder field = new StringBuilder();
    while (next == ' ') {
      take(field);
    }
    if (next == '"') {
      field.setLength(0);
      quoted(field);
    }
    while (next != delimiter && next != '\n' && next != '\r' && next != END) {
      take(field);
    }
    return field.toString();
  }

  private void quoted(StringBuilder field) throws IOException {
    advance();
    while (next != END) {
      if (next == '"') {
        advance();
        if (next != '"') {
          return;
        }
      }
      take(field);
    }
  }

  private void take(StringBuilder field) throws IOException {
    field.append((char) next);
    advance();
  }

  private void advance() throws IOException {
    next = in.read();
  }

  /** The row as a line, with commas. Every field in quotes: nothing in it is taken for anything else. */
  static String line(List<String> fields) {
    return fields.stream()
        .map(field -> field.isEmpty() ? "" : '"' + field.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(",", "", "\n"));
  }
}
