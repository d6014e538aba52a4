package org.jointly.cli.render;

import java.util.ArrayList;
import java.util.List;

/**
 * A table for people: columns as wide as their widest cell, two spaces apart, numbers to the right with their points in one line. Not a
 * character more than the terminal can show as text: control characters become {@code ?}.
 */
public final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(List<String> header) {
    rows.add(clean(header));
  }

  public TextTable row(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException("a row of " + cells.size() + " cells in a table of " + rows.get(0).size());
    }
    rows.add(clean(cells));
    return this;
  }

  private static List<String> clean(List<String> cells) {
    return cells.stream().map(TextTable::printable).toList();
  }

  /** The text without anything a terminal would obey. */
  public static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> isPrintable(c) ? c : '?')
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }

  /** Whether a character is one that is seen. */
  static boolean isPrintable(int c) {
    return !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
  }

  /** The lines, without spaces at their ends. */
  public List<String> lines() {
    int columns = rows.get(0).size();
    List<List<String>> table = rows.stream().<List<String>>map(ArrayList::new).toList();
    int[] widths = new int[columns];
    boolean[] numbers = new boolean[columns];
    for (int column = 0; column < columns; column++) {
      int at = column;
      numbers[column] = rows.size() > 1 && rows.stream().skip(1).allMatch(row -> Decimals.isNumber(row.get(at)));
      if (numbers[column]) {
        align(table, column);
      }
      widths[column] = table.stream().mapToInt(row -> width(row.get(at))).max().orElse(0);
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : table) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        String gap = " ".repeat(widths[column] - width(row.get(column)));
        line.append(column == 0 ? "" : "  ");
        line.append(numbers[column] ? gap + row.get(column) : row.get(column) + gap);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static void align(List<List<String>> table, int column) {
    List<List<String>> body = table.subList(1, table.size());
    List<String> aligned = Decimals.aligned(body.stream().map(row -> row.get(column)).toList(), " ", " ");
    for (int i = 0; i < aligned.size(); i++) {
      body.get(i).set(column, aligned.get(i));
    }
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
