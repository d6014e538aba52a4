package org.jointly.cli.render;

import java.util.ArrayList;
import java.util.List;

/**
 * A table for people: columns as wide as their widest cell, two spaces apart, numbers to the right. Not a character more than the
 * terminal can show as text: control characters become {@code ?}.
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
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }

  /** The lines, without spaces at their ends. */
  public List<String> lines() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    boolean[] numbers = new boolean[columns];
    for (int column = 0; column < columns; column++) {
      int at = column;
      widths[column] = rows.stream().mapToInt(row -> width(row.get(at))).max().orElse(0);
      numbers[column] = rows.size() > 1 && rows.stream().skip(1).allMatch(row -> isNumber(row.get(at)));
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
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

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private static boolean isNumber(String cell) {
    return cell.matches("-?[0-9][0-9.E+-]*|<[0-9]+.*|n/a.*|");
  }
}
