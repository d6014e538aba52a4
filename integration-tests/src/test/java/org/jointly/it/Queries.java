package org.jointly.it;

import java.util.List;

/** Query files. */
final class Queries {
  private Queries() {}

  static String counts(String table, List<String> codes, int minimum) {
    return """
        name: counts
        statistic: counts-by-code
        cohort: {table: %s}
        column: code
        codes: ['%s']
        release: {minimum_count: %d, noise: none}
        """.formatted(table, String.join("', '", codes), minimum);
  }

  static String mean(String table, String column, int decimals, int low, int high) {
    return """
        name: mean
        statistic: mean
        cohort: {table: %s}
        column: %s
        decimals: %d
        low: %d
        high: %d
        release: {minimum_count: 11, noise: none}
        """.formatted(table, column, decimals, low, high);
  }
}
