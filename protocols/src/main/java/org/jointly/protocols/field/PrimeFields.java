package org.jointly.protocols.field;

/** The prime fields of this project. Both moduli are Mersenne primes: reduction is a shift and an addition. */
public final class PrimeFields {
  /** One long an element, 8 bytes on the wire. */
  public static final PrimeField MERSENNE_61 = new Mersenne61();

  /** Two longs an element, 16 bytes on the wire. */
  public static final PrimeField MERSENNE_127 = new Mersenne127();

  private PrimeFields() {}

  static void requireEqualLengths(long[] left, long[] right, long[] out) {
    if (left.length != right.length || left.length != out.length) {
      throw new IllegalArgumentException(
          "vectors of " + left.length + ", " + right.length + " and " + out.length + " longs must have equal lengths");
    }
  }

  static void requireOneElement(PrimeField field, long[] element) {
    if (element.length != field.limbs()) {
      throw new IllegalArgumentException("an element of " + field.label() + " has " + field.limbs()
          + " longs, got " + element.length);
    }
  }
}
