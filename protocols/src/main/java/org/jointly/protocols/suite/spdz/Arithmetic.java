package org.jointly.protocols.suite.spdz;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jointly.protocols.field.FieldVectors;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/**
 * What a party computes on authenticated shares alone: everything linear. Operands of one call have equal lengths.
 *
 * <p>A public number is shared as (number at party 1, 0 at all others), and its MAC as α_i times it everywhere.
 */
final class Arithmetic {
  private final PrimeField field;
  private final FieldVectors vectors;
  private final long[] keyShare;
  private final boolean first;

  Arithmetic(PrimeField field, long[] keyShare, boolean first) {
    this.field = field;
    this.vectors = new FieldVectors(field);
    this.keyShare = keyShare;
    this.first = first;
  }

  Authenticated add(Authenticated left, Authenticated right) {
    requireEqualLengths(left, right.values());
    return left.plus(field, right);
  }

  Authenticated subtract(Authenticated left, Authenticated right) {
    requireEqualLengths(left, right.values());
    return left.minus(field, right);
  }

  /** Plus public elements. */
  Authenticated add(Authenticated left, long[] right) {
    requireEqualLengths(left, right);
    return left.plus(field, right, first, keyShare);
  }

  /** Public elements minus shared ones. */
  Authenticated subtractFrom(long[] left, Authenticated right) {
    return subtract(known(left), right);
  }

  /** Times public elements, one each. */
  Authenticated multiply(Authenticated left, long[] right) {
    requireEqualLengths(left, right);
    return left.times(field, right);
  }

  /** Times one public element. */
  Authenticated scale(Authenticated vector, long[] factor) {
    return each(vector, part -> {
      long[] product = new long[part.length];
      field.scale(part, factor, product);
      return product;
    });
  }

  Authenticated known(long[] elements) {
    long[] macs = new long[elements.length];
    field.scale(elements, keyShare, macs);
    return new Authenticated(first ? elements.clone() : new long[elements.length], macs);
  }

  Authenticated sum(Authenticated vector) {
    return each(vector, vectors::sum);
  }

  Authenticated prefixSum(Authenticated vector) {
    return each(vector, vectors::prefixSum);
  }

  Authenticated gather(Authenticated vector, int[] positions) {
    return each(vector, part -> vectors.gather(part, positions));
  }

  /** A vector of one element, made longer by repeating it; any other as it is. */
  Authenticated stretched(Authenticated vector, int length) {
    return vector.length(field) == 1 && length != 1
        ? each(vector, part -> FieldVectors.repeated(part, length))
        : vector;
  }

  static Authenticated concatenate(List<Authenticated> vectors) {
    return new Authenticated(
        FieldVectors.concatenate(vectors.stream().map(Authenticated::values).toList()),
        FieldVectors.concatenate(vectors.stream().map(Authenticated::macs).toList()));
  }

  private static Authenticated each(Authenticated vector, UnaryOperator<long[]> operation) {
    return new Authenticated(operation.apply(vector.values()), operation.apply(vector.macs()));
  }

  private void requireEqualLengths(Authenticated left, long[] right) {
    SpdzGate.requireLength(right.length / field.limbs(), left.length(field));
  }
}
