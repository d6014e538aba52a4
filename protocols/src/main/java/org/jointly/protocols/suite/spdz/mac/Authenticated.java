package org.jointly.protocols.suite.spdz.mac;

import java.util.Arrays;
import org.jointly.protocols.field.PrimeField;

/**
 * One party's additive shares of a vector x and of a·x, where a is the key that all parties share additively.
 *
 * <p>Linear operations are local. Immutable by convention: nobody changes the arrays.
 *
 * @param values in the field's layout
 * @param macs as many
 */
public record Authenticated(long[] values, long[] macs) {
  public Authenticated {
    if (values.length != macs.length) {
      throw new IllegalArgumentException(values.length + " longs of values and " + macs.length + " of MACs");
    }
  }

  public int length(PrimeField field) {
    return values.length / field.limbs();
  }

  public Authenticated plus(PrimeField field, Authenticated other) {
    return new Authenticated(sum(field, values, other.values), sum(field, macs, other.macs));
  }

  public Authenticated minus(PrimeField field, Authenticated other) {
    return new Authenticated(difference(field, values, other.values), difference(field, macs, other.macs));
  }

  /** Element-wise product with a public vector. */
  public Authenticated times(PrimeField field, long[] factors) {
    return new Authenticated(product(field, values, factors), product(field, macs, factors));
  }

  /** Elements from..to. */
  public Authenticated slice(PrimeField field, int from, int to) {
    int limbs = field.limbs();
    return new Authenticated(
        Arrays.copyOfRange(values, from * limbs, to * limbs), Arrays.copyOfRange(macs, from * limbs, to * limbs));
  }

  /** This one's elements, then the other's. */
  public Authenticated followedBy(Authenticated other) {
    return new Authenticated(joined(values, other.values), joined(macs, other.macs));
  }

  private static long[] sum(PrimeField field, long[] left, long[] right) {
    long[] out = new long[left.length];
    field.add(left, right, out);
    return out;
  }

  private static long[] difference(PrimeField field, long[] left, long[] right) {
    long[] out = new long[left.length];
    field.subtract(left, right, out);
    return out;
  }

  private static long[] product(PrimeField field, long[] left, long[] right) {
    long[] out = new long[left.length];
    field.multiply(left, right, out);
    return out;
  }

  private static long[] joined(long[] first, long[] rest) {
    long[] all = Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, all, first.length, rest.length);
    return all;
  }

  @Override
  public String toString() {
    return "Authenticated[" + values.length + " longs, redacted]";
  }
}
