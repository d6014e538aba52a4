package org.jointly.protocols.field;

/**
 * The part of a field that linear secret sharing needs: multiples and sums of whole vectors, and single scalars.
 *
 * <p>A vector is a {@code long[]} whose layout the field defines; adding needs no knowledge of it. A scalar is a
 * {@code long[]} too, in the field's scalar form. Scalars here are public (evaluation points, Lagrange coefficients).
 */
public interface VectorField {

  /** A name for reports and for key derivation: {@code 2^61-1}, {@code GF(4)}. */
  String label();

  /** Element-wise sum of whole vectors; out may be either operand. */
  void add(long[] left, long[] right, long[] out);

  /** sum += factor · vector, for one scalar factor. */
  void addScaled(long[] sum, long[] vector, long[] factor);

  /** Overwrites a vector with uniformly random elements. Two calls on equal sources draw the same elements. */
  void sample(RandomWords source, long[] out);

  /**
   * The scalar at which party {@code index} evaluates; 0 is the place of the secret.
   *
   * @throws IllegalArgumentException if the field has no such element
   */
  long[] point(int index);

  /** The difference of two scalars. */
  long[] difference(long[] left, long[] right);

  /** The product of two scalars. */
  long[] product(long[] left, long[] right);

  /**
   * The reciprocal of a scalar.
   *
   * @throws ArithmeticException if it is zero
   */
  long[] reciprocal(long[] scalar);
}
