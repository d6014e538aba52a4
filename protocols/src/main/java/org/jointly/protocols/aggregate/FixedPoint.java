package org.jointly.protocols.aggregate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import org.jointly.protocols.integer.IntegerVector;

/**
 * Real terms as integers round(x·2^f), which the joint protocol can add: the error of a sum over sites is at most
 * sites·2^−(f+1) per cell.
 *
 * @param fractionBits f, at least 40
 */
public record FixedPoint(int fractionBits) {
  /** Where there is no reason for more. */
  public static final FixedPoint STANDARD = new FixedPoint(40);

  private static final int LEAST = 40;
  private static final int MOST = 100;

  public FixedPoint {
    if (fractionBits < LEAST || fractionBits > MOST) {
      throw new IllegalArgumentException("needs " + LEAST + " to " + MOST + " fraction bits");
    }
  }

  /**
   * A block of real sums.
   *
   * @param bound the public bound on the magnitude of a cell at one site
   */
  public CellBlock block(String name, int length, double bound) {
    BigInteger most = new BigDecimal(bound).multiply(unit()).setScale(0, RoundingMode.CEILING).toBigInteger();
    return new CellBlock(name, length, most.negate(), most);
  }

  /**
   * The cells of a site's real sums.
   *
   * @throws ArithmeticException if one is not finite
   */
  public IntegerVector cells(double... sums) {
    return IntegerVector.of(List.of(Arrays.stream(sums).mapToObj(this::scaled).toArray(BigInteger[]::new)));
  }

  /** round(x·2^f), halves away from zero. */
  public BigInteger scaled(double x) {
    if (!Double.isFinite(x)) {
      throw new ArithmeticException("a real sum is not finite");
    }
    return new BigDecimal(x).multiply(unit()).setScale(0, RoundingMode.HALF_UP).toBigInteger();
  }

  /** The number that an opened sum stands for. */
  public double real(BigInteger sum) {
    return new BigDecimal(sum).divide(unit()).doubleValue();
  }

  private BigDecimal unit() {
    return new BigDecimal(BigInteger.ONE.shiftLeft(fractionBits));
  }
}
