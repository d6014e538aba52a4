package org.jointly.runtime.data;

import java.math.BigDecimal;
import org.jointly.runtime.fault.DataFailure;

/** Decimal numbers on their way into a database. */
final class Numbers {
  /** Digits after the point that databases compare. */
  static final int SCALE = 18;

  private static final BigDecimal LIMIT = BigDecimal.TEN.pow(20);

  private Numbers() {}

  /**
   * A number of the query, bound.
   *
   * @throws DataFailure if it has more digits than databases compare exactly
   */
  static Sql bind(Dialect dialect, Column column, BigDecimal number) {
    if (number.signum() == 0) {
      return Sql.of(dialect.numberParameter(), "0");
    }
    boolean tooFine = number.stripTrailingZeros().scale() > SCALE;
    if (tooFine || number.abs().compareTo(LIMIT) >= 0) {
      throw new DataFailure(
          column.inWords() + " is compared with a number of more than 20 digits before or 18 after the point");
    }
    return Sql.of(dialect.numberParameter(), number.toPlainString());
  }
}
