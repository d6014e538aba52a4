package org.jointly.protocols.aggregate;

import java.math.BigDecimal;

/**
 * The numbers that a column may hold at a site, as a question says; any other is an error there, of which the analyst hears.
 *
 * @param low the smallest
 * @param high the largest, or the first above them all
 * @param includesHigh whether {@code high} itself is among them
 */
public record ValueRange(String column, BigDecimal low, BigDecimal high, boolean includesHigh) {

  /** Whether all numbers from {@code lowest} to {@code highest}, both included, are in it. */
  public boolean covers(BigDecimal lowest, BigDecimal highest) {
    int above = high.compareTo(highest);
    return low.compareTo(lowest) <= 0 && (includesHigh ? above >= 0 : above > 0);
  }

  /** In brackets, as in mathematics. */
  public String inWords() {
    return "[" + low.toPlainString() + ", " + high.toPlainString() + (includesHigh ? "]" : ")");
  }
}
