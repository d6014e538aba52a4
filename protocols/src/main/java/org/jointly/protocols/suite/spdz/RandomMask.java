package org.jointly.protocols.suite.spdz;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/**
 * Random numbers nobody knows, by their bits: what a number is hidden behind that is opened.
 *
 * <p>Security: a sum x + r of an x in [0, 2^l) and an r of l + {@value #STATISTICAL_BITS} bits is within 2^-{@value #STATISTICAL_BITS} of a
 * distribution that does not depend on x. It must stay below the modulus.
 *
 * @param bits place after place, the lowest first, those of all numbers
 */
record RandomMask(List<Authenticated> bits, SpdzResources resources) {
  /** The distance of what is opened from what could be drawn without the secret, as a power of two. */
  static final int STATISTICAL_BITS = 40;

  RandomMask {
    bits = List.copyOf(bits);
  }

  /** So many, for numbers of {@code width} bits. */
  static RandomMask over(int width, int length, SpdzResources resources) {
    return new RandomMask(
        Stream.generate(() -> resources.stock().bits(length)).limit(width + STATISTICAL_BITS).toList(), resources);
  }

  /** Whether the sum with a number of so many bits stays below the modulus. */
  static boolean fits(int width, PrimeField field) {
    return width + STATISTICAL_BITS < field.bits();
  }

  /** The numbers. */
  Authenticated whole() {
    return part(0, bits.size());
  }

  /** The bits from one place to another, as numbers. */
  Authenticated part(int from, int to) {
    Arithmetic arithmetic = resources.arithmetic();
    return IntStream.range(from, to)
        .mapToObj(place -> arithmetic.scale(bits.get(place), resources.field().element(BigInteger.ONE.shiftLeft(place - from))))
        .reduce(arithmetic::add)
        .orElseThrow();
  }

  /** What opened numbers leave over when divided by 2^places. */
  static long[] remainders(long[] opened, int places, PrimeField field) {
    long[] low = opened.clone();
    int limbs = field.limbs();
    for (int i = 0; i < low.length; i++) {
      int kept = places - i % limbs * Long.SIZE;
      low[i] &= kept >= Long.SIZE ? -1 : (1L << Math.max(0, kept)) - 1;
    }
    return low;
  }

  /** The bit of an opened number at a place. */
  static long bit(long[] opened, int element, int place, PrimeField field) {
    return opened[element * field.limbs() + place / Long.SIZE] >>> place & 1;
  }

  @Override
  public String toString() {
    return "RandomMask[" + bits.size() + " places, secret]";
  }
}
