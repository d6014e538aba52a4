package org.jointly.protocols.statistic.count;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.CodeHierarchy;

/**
 * A query's codes, and which of them a row's code counts for: the equal one, all that it begins with, or all that a hierarchy has
 * above it. Public: it follows from the query.
 */
final class CodeList {
  private static final int[] NONE = {};

  private final int size;
  private final Map<String, int[]> places;
  private final int[] widths;

  /** @param widths the lengths to which a row's code is cut before it is looked up; empty to look it up as it is */
  private CodeList(int size, Map<String, int[]> places, int[] widths) {
    this.size = size;
    this.places = places;
    this.widths = widths;
  }

  /** Each code counts for itself. */
  static CodeList exact(List<String> codes) {
    return new CodeList(codes.size(), own(codes), NONE);
  }

  /** Each code counts for those that it begins with. */
  static CodeList prefixes(List<String> codes) {
    Set<Integer> widths = new TreeSet<>();
    codes.forEach(code -> widths.add(code.length()));
    return new CodeList(codes.size(), own(codes), widths.stream().mapToInt(Integer::intValue).toArray());
  }

  private static Map<String, int[]> own(List<String> codes) {
    Map<String, int[]> places = new HashMap<>();
    for (int i = 0; i < codes.size(); i++) {
      places.put(codes.get(i), new int[] {i});
    }
    return places;
  }

  /**
   * Each code counts for itself and for those above it.
   *
   * @param most how many pairs of a listed code and one below it there may be
   * @return empty if there are more
   */
  static Optional<CodeList> hierarchy(List<String> codes, CodeHierarchy hierarchy, int most) {
    Map<String, List<Integer>> above = new HashMap<>();
    long pairs = 0;
    for (int i = 0; i < codes.size(); i++) {
      for (String below : hierarchy.below(codes.get(i))) {
        if (++pairs > most) {
          return Optional.empty();
        }
        above.computeIfAbsent(below, unknown -> new ArrayList<>(1)).add(i);
      }
    }
    Map<String, int[]> places = new HashMap<>();
    above.forEach((code, listed) -> places.put(code, listed.stream().mapToInt(Integer::intValue).toArray()));
    return Optional.of(new CodeList(codes.size(), places, NONE));
  }

  /** The places in the list for which a row's code counts; each once. */
  int[] places(String code) {
    if (widths.length == 0) {
      return places.getOrDefault(code, NONE);
    }
    return Arrays.stream(widths)
        .filter(width -> width <= code.length())
        .flatMap(width -> Arrays.stream(places.getOrDefault(code.substring(0, width), NONE)))
        .toArray();
  }

  /** For every code of the list how many distinct patients have a row that counts for it. */
  IntegerVector patients(RowTable rows, RowColumn.Text column) {
    return patients(rows, column, UnaryOperator.identity());
  }

  /**
   * As {@link #patients(RowTable, RowColumn.Text)}, counting a row elsewhere.
   *
   * @param counted from the places for which a row's code counts to those where it is to be counted, each once
   */
  IntegerVector patients(RowTable rows, RowColumn.Text column, UnaryOperator<int[]> counted) {
    int[][] placesOfRow = placesOfRows(rows, column, code -> counted.apply(places(code)));
    return rows.countPatientsInEach(size, row -> placesOfRow[row]);
  }

  /** How many distinct patients have a row that counts for any code of the list. */
  IntegerVector patientsOfAny(RowTable rows, RowColumn.Text column) {
    int[][] placesOfRow = placesOfRows(rows, column, this::places);
    return rows.countPatients(1, row -> placesOfRow[row].length == 0 ? -1 : 0);
  }

  /** Looks each distinct code up once. */
  private static int[][] placesOfRows(RowTable rows, RowColumn.Text column, Function<String, int[]> places) {
    RowValues codes = rows.values(column);
    Map<Integer, int[]> known = new HashMap<>();
    int[][] placesOfRow = new int[rows.rows()][];
    for (int row = 0; row < placesOfRow.length; row++) {
      int at = row;
      placesOfRow[row] = codes.isMissing(row)
          ? NONE
          : known.computeIfAbsent(codes.indexAt(row), unknown -> places.apply(codes.textAt(at)));
    }
    return placesOfRow;
  }
}
