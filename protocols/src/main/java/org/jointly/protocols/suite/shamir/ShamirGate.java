package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.NativeProtocol;
import org.jointly.protocols.numeric.SecretVector;

/** A native protocol of the suite that keeps its result. */
abstract class ShamirGate<T> implements NativeProtocol<T, ShamirResources> {
  private T result;

  @Override
  public final T out() {
    return result;
  }

  final EvaluationStatus done(T value) {
    result = value;
    return EvaluationStatus.IS_DONE;
  }

  /** The shares behind an operand, once it is computed. */
  static ShamirShares shares(DRes<? extends SecretVector> operand) {
    return (ShamirShares) operand.out();
  }

  static void requireEqualLengths(ShamirShares left, ShamirShares right) {
    requireLength(right.length(), left.length());
  }

  static void requireLength(int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException("a vector of " + length + " elements, expected " + expected);
    }
  }
}
