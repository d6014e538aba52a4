package org.jointly.protocols.suite.spdz.material;

import java.util.Arrays;
import org.jointly.protocols.field.PrimeField;

/**
 * One party's shares of a vector of secrets x and of their MACs α·x: both are additive over all parties, and so is the key α, of
 * which every party holds a share of its own.
 *
 * <p>Immutable by convention: nobody writes to the arrays once the object exists. {@code toString} tells the length.
 *
 * @param values shares of x, in the layout of the field, not copied
 * @param macs shares of α·x, in the same layout
 */
public record Authenticated(long[] values, long[] macs) {
  public Authenticated {
    if (values.length != macs.length) {
      throw new IllegalArgumentException(values.length + " longs of shares, " + macs.length + " of MACs");
    }
  }

  /** Of no secret at all. */
  public static Authenticated none() {
    return new Authenticated(new long[0], new long[0]);
  }

  /** Zeros of that many elements: every party's shares of the secret 0. */
  public static Authenticated zeros(PrimeField field, int length) {
    return new Authenticated(new long[length * field.limbs()], new long[length * field.limbs()]);
  }

  public int length(PrimeField field) {
    return values.length / field.limbs();
  }

  /** The elements from {@code from} (inclusive) to {@code to} (exclusive), copied. */
  public Authenticated slice(PrimeField field, int from, int to) {
    int limbs = field.limbs();
    return new Authenticated(
        Arrays.copyOfRange(values, from * limbs, to * limbs), Arrays.copyOfRange(macs, from * limbs, to * limbs));
  }

  /** These elements and then those. */
  public Authenticated followedBy(Authenticated more) {
    return new Authenticated(joined(values, more.values), joined(macs, more.macs));
  }

  public Authenticated plus(PrimeField field, Authenticated other) {
    return new Authenticated(sum(field, values, other.values), sum(field, macs, other.macs));
  }

  public Authenticated minus(PrimeField field, Authenticated other) {
    return new Authenticated(difference(field, values, other.values), difference(field, macs, other.macs));
  }

  /** Element by element, times a public vector. */
  public Authenticated times(PrimeField field, long[] factors) {
    return new Authenticated(product(field, values, factors), product(field, macs, factors));
  }

  /**
   * Plus a public vector.
   *
   * @param first whether this is the party that adds public values to its shares; all add to their MACs
   * @param keyShare this party's share of the MAC key
   */
  public Authenticated plus(PrimeField field, long[] constants, boolean first, long[] keyShare) {
    long[] scaled = new long[constants.length];
    field.scale(constants, keyShare, scaled);
    return new Authenticated(first ? sum(field, values, constants) : values, sum(field, macs, scaled));
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

  static long[] joined(long[] first, long[] second) {
    long[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  @Override
  public String toString() {
    return "Authenticated[" + values.length + " longs, secret]";
  }
}
