package org.jointly.protocols.statistic.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * The moments of a sample on integers x' = x·10^decimals, and what follows from them: numerators and denominators are
 * exact, the one division rounds.
 *
 * @param sum Σx'
 * @param squares Σx'²
 */
public record SampleMoments(BigInteger n, BigInteger sum, BigInteger squares, int decimals) {

  /** Σx'/(n·10^d); n must not be 0. */
  public double mean() {
    return quotient(sum, n.multiply(scale()));
  }

  /** (n·Σx'² − (Σx')²)/(n·(n−1)·10^2d); n must be at least 2. */
  public double variance() {
    return quotient(deviations(), n.multiply(degrees()).multiply(scale()).multiply(scale()));
  }

  public double sd() {
    return Math.sqrt(variance());
  }

  /** The mean less that of another sample with as many decimals; exact up to the one division. */
  public double meanLess(SampleMoments other) {
    BigInteger numerator = sum.multiply(other.n).subtract(other.sum.multiply(n));
    return quotient(numerator, n.multiply(other.n).multiply(scale()));
  }

  /** n − 1. */
  public BigInteger degrees() {
    return n.subtract(BigInteger.ONE);
  }

  public boolean isConstant() {
    return deviations().signum() == 0;
  }

  /** n·Σ(x' − mean)². */
  public BigInteger deviations() {
    return n.multiply(squares).subtract(sum.multiply(sum));
  }

  private BigInteger scale() {
    return BigInteger.TEN.pow(decimals);
  }

  /** The nearest double to a quotient of integers. */
  public static double quotient(BigInteger numerator, BigInteger denominator) {
    return new BigDecimal(numerator).divide(new BigDecimal(denominator), MathContext.DECIMAL128).doubleValue();
  }
}
