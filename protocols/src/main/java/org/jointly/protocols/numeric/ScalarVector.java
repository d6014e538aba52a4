package org.jointly.protocols.numeric;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.value.SInt;
import java.util.List;

/** A vector of a suite's scalar secrets. */
record ScalarVector(List<DRes<SInt>> elements) implements SecretVector {
  ScalarVector {
    elements = List.copyOf(elements);
  }

  @Override
  public int length() {
    return elements.size();
  }

  @Override
  public String toString() {
    return "ScalarVector[" + elements.size() + " elements, secret]";
  }
}
