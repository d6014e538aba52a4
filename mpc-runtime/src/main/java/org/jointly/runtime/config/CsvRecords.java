package org.jointly.runtime.config;

import java.util.ArrayList;
import java.util.List;

/** Reads the records of a CSV text, one after another. Fields end at a comma, semicolon or tab; quotes as in CSV. */
final class CsvRecords {
  private final String text;
  private int at;
  private int line = 1;

  /** @param text with or without a byte order mark */
  CsvRecords(String text) {
    this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  boolean hasNext() {
    return at < text.length();
  }

  /** The line in which the next record begins, from 1. */
  int line() {
    return line;
  }

  /**
   * Reads to the end of the record.
   *
   * @param wanted how many fields to keep
   * @return so many fields, without the spaces around them; empty ones if the record has fewer
   */
  List<String> next(int wanted) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
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
        keep(fields, field, wanted);
        continue;
      }
      field.append(c);
    }
    keep(fields, field, wanted);
    while (fields.size() < wanted) {
      fields.add("");
    }
    return fields;
  }

  private static void keep(List<String> fields, StringBuilder field, int wanted) {
    if (fields.size() < wanted) {
      fields.add(field.toString().strip());
    }
    field.setLength(0);
  }
}
