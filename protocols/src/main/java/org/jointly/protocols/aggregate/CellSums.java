package org.jointly.protocols.aggregate;

import java.util.Arrays;
import org.jointly.protocols.integer.IntegerVector;

/**
 * A vector of sums that a fold adds up, exactly, in 128 bits each. Secret; {@code toString} is redacted.
 *
 * @see FixedPoint for sums of real terms
 */
public final class CellSums {
  private final long[] low;
  private final long[] high;

  public CellSums(int cells) {
    this.low = new long[cells];
    this.high = new long[cells];
  }

  public void add(int cell, long term) {
    add(cell, term, term >> 63);
  }

  /** Adds left·right. */
  public void addProduct(int cell, long left, long right) {
    add(cell, left * right, Math.multiplyHigh(left, right));
  }

  /** Adds a vector, cell by cell. */
  public void add(IntegerVector terms) {
    for (int cell = 0; cell < low.length; cell++) {
      add(cell, terms.lowAt(cell), terms.highAt(cell));
    }
  }

  /** Adds a two's complement 128-bit number. */
  private void add(int cell, long termLow, long termHigh) {
    long sum = low[cell] + termLow;
    long carry = Long.compareUnsigned(sum, termLow) < 0 ? 1 : 0;
    long before = high[cell];
    long upper = before + termHigh + carry;
    if (((before ^ upper) & (termHigh ^ upper)) < 0) {
      throw new ArithmeticException("a sum needs more than 127 bits and a sign");
    }
    low[cell] = sum;
    high[cell] = upper;
  }

  /** The sums so far. */
  public IntegerVector toVector() {
    return IntegerVector.ofHalves(low, high);
  }

  /** The vector of counts turned into cumulative ones: element i is the sum of elements 0 to i. */
  public static IntegerVector cumulative(IntegerVector counts) {
    long[] sums = counts.toLongs();
    Arrays.parallelPrefix(sums, Math::addExact);
    return IntegerVector.of(sums);
  }

  @Override
  public String toString() {
    return "CellSums[" + low.length + " cells, redacted]";
  }
}
