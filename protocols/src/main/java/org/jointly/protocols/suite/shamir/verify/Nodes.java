package org.jointly.protocols.suite.shamir.verify;

import java.util.Arrays;
import org.jointly.protocols.field.PrimeField;

/** Interpolation through the points 0, 1, ..., count-1. */
final class Nodes {
  private final PrimeField field;
  private final int count;
  /** By node j: the inverse of the product of j-i over all other nodes i. */
  private final long[] weights;

  Nodes(PrimeField field, int count) {
    this.field = field;
    this.count = count;
    this.weights = weights();
  }

  private long[] weights() {
    long[] inverses = field.inverse(integers(1, count));
    int limbs = field.limbs();
    long[] inverseFactorials = new long[count * limbs];
    long[] product = field.element(1);
    for (int j = 0; j < count; j++) {
      if (j > 0) {
        field.multiply(product, at(inverses, j - 1), product);
      }
      System.arraycopy(product, 0, inverseFactorials, j * limbs, limbs);
    }
    long[] result = new long[count * limbs];
    for (int j = 0; j < count; j++) {
      long[] weight = field.product(at(inverseFactorials, j), at(inverseFactorials, count - 1 - j));
      if ((count - 1 - j) % 2 == 1) {
        weight = field.difference(field.element(0), weight);
      }
      System.arraycopy(weight, 0, result, j * limbs, limbs);
    }
    return result;
  }

  /** The coefficients with which a polynomial's values at the nodes add up to its value at a point. */
  long[] coefficientsAt(long[] point) {
    long[] distances = new long[weights.length];
    for (int j = 0; j < count; j++) {
      long[] distance = field.difference(point, field.element(j));
      if (Arrays.equals(distance, field.element(0))) {
        long[] unit = new long[weights.length];
        unit[j * field.limbs()] = 1;
        return unit;
      }
      System.arraycopy(distance, 0, distances, j * field.limbs(), field.limbs());
    }
    return coefficients(distances, field.inverse(distances));
  }

  /** @param distances from the nodes to the point, in any order */
  private long[] coefficients(long[] distances, long[] reciprocals) {
    long[] product = field.element(1);
    for (int j = 0; j < count; j++) {
      field.multiply(product, at(distances, j), product);
    }
    long[] result = new long[weights.length];
    field.multiply(weights, reciprocals, result);
    field.scale(result, product, result);
    return result;
  }

  private long[] integers(int from, int to) {
    long[] integers = new long[(to - from + 1) * field.limbs()];
    for (int i = from; i <= to; i++) {
      integers[(i - from) * field.limbs()] = i;
    }
    return integers;
  }

  private long[] at(long[] vector, int element) {
    return Arrays.copyOfRange(vector, element * field.limbs(), (element + 1) * field.limbs());
  }
}
