package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.value.SInt;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/**
 * One party's authenticated shares of a vector of secrets; with one element also a scalar of FRESCO's.
 *
 * <p>{@code toString} tells the length.
 */
record SpdzShares(Authenticated shares, int length) implements SecretVector, SInt {

  @Override
  public SInt out() {
    return this;
  }

  @Override
  public String toString() {
    return "SpdzShares[" + length + " elements, secret]";
  }
}
