package org.jointly.cli.render;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers below each other, their points in one line. */
public final class Decimals {
  private static final Pattern NUMBER = Pattern.compile("[<>]?-?[0-9]+(\\.[0-9]+)?(e[-+][0-9]+)?");

  private static final Pattern FLUSH_RIGHT = Pattern.compile("-?[0-9][0-9 .E+-]*|-?[0-9.]+e[-+][0-9]+|[<>][0-9]+.*|hidden|none|n/a.*|");

  private Decimals() {}

  /** Whether a cell is a number, stands for one, or is empty. */
  public static boolean isNumber(String cell) {
    return FLUSH_RIGHT.matcher(cell).matches();
  }

  /**
   * The cells of a column that is set flush right, with blanks where other cells have digits after the point.
   *
   * @param point as wide as a point
   * @param digit as wide as a digit
   */
  public static List<String> aligned(List<String> cells, String point, String digit) {
    int longest = cells.stream().mapToInt(Decimals::fraction).max().orElse(0);
    return cells.stream().map(cell -> cell + blanks(cell, longest, point, digit)).toList();
  }

  private static String blanks(String cell, int longest, String point, String digit) {
    if (!NUMBER.matcher(cell).matches() || longest == fraction(cell)) {
      return "";
    }
    int missing = longest - fraction(cell);
    return fraction(cell) == 0 ? point + digit.repeat(missing - 1) : digit.repeat(missing);
  }

  /** Point and digits after it. */
  private static int fraction(String cell) {
    Matcher number = NUMBER.matcher(cell);
    int point = cell.indexOf('.');
    return number.matches() && point >= 0 ? cell.length() - point : 0;
  }
}
