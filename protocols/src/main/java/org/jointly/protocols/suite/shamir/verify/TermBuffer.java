package org.jointly.protocols.suite.shamir.verify;

import java.util.Arrays;
import org.jointly.protocols.field.PrimeField;

/** Joins products of shares into segments of equal length; only the last one may be shorter. */
final class TermBuffer {
  /** Elements in a segment: factors of this length stay in the cache. */
  static final int ELEMENTS = 1 << 14;

  private final int capacity;
  private final Terms.Visitor visitor;
  private final long[] left;
  private final long[] right;
  private int used;

  TermBuffer(PrimeField field, Terms.Visitor visitor) {
    this.capacity = ELEMENTS * field.limbs();
    this.visitor = visitor;
    this.left = new long[capacity];
    this.right = new long[capacity];
  }

  void add(long[] moreLeft, long[] moreRight) {
    if (used == 0 && moreLeft.length == capacity) {
      visitor.segment(moreLeft, moreRight);
      return;
    }
    for (int from = 0; from < moreLeft.length; ) {
      int count = Math.min(capacity - used, moreLeft.length - from);
      System.arraycopy(moreLeft, from, left, used, count);
      System.arraycopy(moreRight, from, right, used, count);
      used += count;
      from += count;
      if (used == capacity) {
        flush();
      }
    }
  }

  void flush() {
    if (used > 0) {
      visitor.segment(Arrays.copyOf(left, used), Arrays.copyOf(right, used));
      used = 0;
    }
  }
}
