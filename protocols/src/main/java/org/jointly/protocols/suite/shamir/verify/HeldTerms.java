package org.jointly.protocols.suite.shamir.verify;

import java.util.Arrays;
import org.jointly.protocols.field.PrimeField;

/** Products whose factors are in memory. */
public record HeldTerms(PrimeField field, long[] left, long[] right) implements Terms {

  @Override
  public long count() {
    return left.length / field.limbs();
  }

  @Override
  public void visit(Visitor visitor) {
    int step = TermBuffer.ELEMENTS * field.limbs();
    for (int from = 0; from < left.length; from += step) {
      int to = Math.min(left.length, from + step);
      visitor.segment(Arrays.copyOfRange(left, from, to), Arrays.copyOfRange(right, from, to));
    }
  }

  /** One more product in front. */
  public HeldTerms after(long[] firstLeft, long[] firstRight) {
    return new HeldTerms(field, joined(firstLeft, left), joined(firstRight, right));
  }

  @Override
  public String toString() {
    return "HeldTerms[" + count() + " products, redacted]";
  }

  private static long[] joined(long[] first, long[] rest) {
    long[] all = Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, all, first.length, rest.length);
    return all;
  }
}
