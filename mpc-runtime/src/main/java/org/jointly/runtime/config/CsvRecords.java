package org.jointly.runtime.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the records of a CSV text, one after another. Fields end at a comma, semicolon or tab. A quotation mark at the beginning of a field
 * opens quotes as in CSV; anywhere else it is text.
 */
final class CsvRecords {
  private final String text;
  private int at;
  private int line = 1;
  private int opened;

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

  /** Once everything is read: complains about quotes that swallowed the rest of the text. */
  void requireClosed(String file, Problems problems) {
    if (opened > 0) {
      problems.add(file, opened, "a quotation mark opens here and none closes it; close it, or write two for one that is text");
    }
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
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\n') {
        line++;
      }
      if (opened > 0) {
        quoted(c, field);
      } else if (c == '\n') {
        at++;
        break;
      } else if (c == '"' && field.toString().isBlank()) {
        opened = line;
      } else if (c == ',' || c == ';' || c == '\t') {
        keep(fields, field, wanted);
      } else {
        field.append(c);
      }
    }
    keep(fields, field, wanted);
    while (fields.size() < wanted) {
      fields.add("");
    }
    return fields;
  }

  private void quoted(char c, StringBuilder field) {
    boolean isMark = c == '"';
    if (isMark && at + 1 < text.length() && text.charAt(at + 1) == '"') {
      at++;
    } else if (isMark) {
      opened = 0;
      return;
    }
    field.append(c);
  }

  private static void keep(List<String> fields, StringBuilder field, int wanted) {
    if (fields.size() < wanted) {
      fields.add(field.toString().strip());
    }
    field.setLength(0);
  }
}
