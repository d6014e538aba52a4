package org.jointly.protocols.statistic.parameter;

import java.math.BigDecimal;
import org.jointly.protocols.statistic.Parameter;

/**
 * The confidence level of limits.
 *
 * @param level above 0.5 and below 1, at most six decimals
 */
public record Confidence(BigDecimal level) {
  static final Confidence STANDARD = new Confidence(new BigDecimal("0.95"));

  public static final Parameter PARAMETER = Parameter.optional(
      "confidence", Parameter.Kind.NUMBER, "the level of the confidence limits, 0.95 unless said otherwise", "0.95");

  /** The upper tail that is left out: 0.025 at 95 %. */
  public double tail() {
    return BigDecimal.ONE.subtract(level).doubleValue() / 2;
  }

  /** The name of the lower limit in an answer: {@code ci95_low}. */
  public String low() {
    return name() + "_low";
  }

  /** The name of the upper limit in an answer. */
  public String high() {
    return name() + "_high";
  }

  /** {@code ci95}, {@code ci99_9}. */
  private String name() {
    return "ci" + level.movePointRight(2).stripTrailingZeros().toPlainString().replace('.', '_');
  }
}
