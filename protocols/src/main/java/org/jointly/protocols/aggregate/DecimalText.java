package org.jointly.protocols.aggregate;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decimal numbers as people and databases write them in text. */
public final class DecimalText {
  /** A number; the exponent is kept short, so that no value explodes when written out. */
  public static final String PATTERN = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?";

  /** What to say of a column with a text that is none; goes on after the column's name. */
  public static final String NO_NUMBER =
      "holds a value that is not a number such as 72.5; correct the data, or say at the site how its CSV files write numbers and missing"
          + " values: decimal: \",\" for 72,5, missing: [NA] for NA (rehearse --decimal , --missing NA)";

  private static final Pattern NUMBER = Pattern.compile(PATTERN);
  private static final int LONGEST = 400;

  private DecimalText() {}

  /** The number that a text is, spaces around it aside; empty if it is none. */
  public static Optional<BigDecimal> parse(String text) {
    String stripped = text.strip();
    if (stripped.length() > LONGEST || !NUMBER.matcher(stripped).matches()) {
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(stripped));
  }

  /** The shortest spelling of a number, the same for equal numbers: 1 for 1.0 and 01. */
  static String plainest(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
