package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.value.SInt;
import org.jointly.protocols.numeric.SecretVector;

/**
 * One party's shares, of degree t, of a vector of secrets; with one element also a scalar of FRESCO's.
 *
 * <p>Immutable by convention: nobody writes to {@link #elements} once the object exists. {@code toString} tells the length.
 */
final class ShamirShares implements SecretVector, SInt {
  private final long[] elements;
  private final int length;

  /** @param elements the shares in the layout of the field, not copied */
  ShamirShares(long[] elements, int length) {
    this.elements = elements;
    this.length = length;
  }

  long[] elements() {
    return elements;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public SInt out() {
    return this;
  }

  @Override
  public String toString() {
    return "ShamirShares[" + length + " elements, secret]";
  }
}
