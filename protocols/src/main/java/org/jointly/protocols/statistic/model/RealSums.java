package org.jointly.protocols.statistic.model;

import java.math.BigInteger;
import java.util.Arrays;
import org.jointly.protocols.aggregate.CellBlock;
import org.jointly.protocols.aggregate.FixedPoint;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.release.Opened;

/**
 * A vector of real sums that sites put in as fixed point, with as many fraction bits as are worth having and fit.
 *
 * @param bound on the magnitude of a cell at one site
 */
public record RealSums(String name, int length, double bound, FixedPoint fixed) {
  private static final int FIELD_BITS = 124;
  private static final int FRACTION_BITS = 64;
  private static final int LEAST_BITS = 40;

  public static RealSums of(String name, int length, double bound, int parties) {
    int whole = Math.getExponent(bound) + 1 + BigInteger.valueOf(parties).bitLength();
    int bits = Math.max(LEAST_BITS, Math.min(FRACTION_BITS, FIELD_BITS - whole));
    return new RealSums(name, length, bound, new FixedPoint(bits));
  }

  public CellBlock block() {
    return fixed.block(name, length, bound);
  }

  public IntegerVector cells(double... sums) {
    return fixed.cells(sums);
  }

  /** What roundings may change of a sum over so many sites. */
  public double rounding(int parties) {
    return parties * Math.scalb(1.0, -fixed.fractionBits() - 1);
  }

  public double[] opened(Opened opened) {
    IntegerVector values = opened.values(name);
    double[] reals = new double[length];
    Arrays.setAll(reals, i -> fixed.real(values.at(i)));
    return reals;
  }
}
