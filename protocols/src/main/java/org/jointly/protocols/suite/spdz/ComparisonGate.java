package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.DRes;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jointly.protocols.field.FieldVectors;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/**
 * Compares vectors: shares of 1 where the answer is yes, of 0 where it is no.
 *
 * <p>For l-bit x and k, x is at least k exactly if bit l of d = x - k + 2^l is set; and d has l+1 bits. With r of l + 40 random bits, c
 * = d + r is opened; then d modulo 2^l is c - r modulo 2^l, where 2^l must be added if the low part of c is below that of r ({@link
 * BitLessThan}); and the rest of d, divided by 2^l, is the answer.
 *
 * <p>Security: c is within 2^-{@value RandomMask#STATISTICAL_BITS} of a distribution that does not depend on d. The integers d + r are below the
 * modulus, so that nothing wraps.
 *
 * <p>Cost per comparison of l bits:
 *
 * <pre>
 *   bits      l + 40
 *   triples   {@link BitLessThan#triples}: 24 for 20 bits
 *   rounds    ceil(log2 l), at least 1
 *   elements  1 + 2·triples, to n-1 parties
 * </pre>
 *
 * <p>Sources: Catrina, de Hoogh, SCN 2010, for the mask; the rest of the tree is {@link BitLessThan}'s.
 */
final class ComparisonGate extends SpdzGate<SpdzShares> {
  private final DRes<? extends SecretVector> counted;
  private final BiFunction<PrimeField, Arithmetic, Authenticated> distance;
  private final int bits;

  private ComparisonGate(
      DRes<? extends SecretVector> counted, BiFunction<PrimeField, Arithmetic, Authenticated> distance, int bits) {
    this.counted = counted;
    this.distance = distance;
    this.bits = bits;
  }

  /** Elements and thresholds are in [0, 2^bits). */
  static ComparisonGate atLeast(DRes<? extends SecretVector> vector, IntegerVector thresholds, int bits) {
    return new ComparisonGate(vector, (field, arithmetic) -> {
      requireLength(thresholds.length(), length(vector));
      long[] offset = power(field, bits, thresholds.length());
      field.subtract(offset, field.fromIntegers(thresholds), offset);
      return arithmetic.add(shares(vector), offset);
    }, bits);
  }

  /** Elements of both are in [0, 2^bits). */
  static ComparisonGate lessThan(DRes<? extends SecretVector> left, DRes<? extends SecretVector> right, int bits) {
    return new ComparisonGate(left, (field, arithmetic) -> {
      long[] offset = power(field, bits, length(left));
      field.subtract(offset, FieldVectors.repeated(field.element(1), length(left)), offset);
      return arithmetic.add(arithmetic.subtract(shares(right), shares(left)), offset);
    }, bits);
  }

  /** The widest values that a field allows: d + r is below 2^(l+40) + 2^(l+1). */
  static int maxBits(PrimeField field) {
    return field.bits() - RandomMask.STATISTICAL_BITS - 1;
  }

  private static long[] power(PrimeField field, int bits, int length) {
    return FieldVectors.repeated(field.element(BigInteger.ONE.shiftLeft(bits)), length);
  }

  @Override
  Amounts needs(SpdzResources resources) {
    long length = length(counted);
    return new Amounts(
        length * BitLessThan.triples(bits), length * (bits + RandomMask.STATISTICAL_BITS), Amounts.none(resources.getNoOfParties()).masks());
  }

  @Override
  boolean masksNarrowly() {
    return true;
  }

  @Override
  Optional<RoundStep> start(SpdzResources resources) {
    PrimeField field = resources.field();
    if (bits < 1 || bits > maxBits(field)) {
      throw new IllegalArgumentException("a comparison of " + bits + " bits in the field " + field.label() + ", which allows 1 to "
          + maxBits(field));
    }
    Authenticated d = distance.apply(field, resources.arithmetic());
    int length = d.length(field);
    if (length == 0) {
      return done(new SpdzShares(d, 0));
    }
    return Optional.of(masked(d, length, resources));
  }

  private RoundStep masked(Authenticated d, int length, SpdzResources resources) {
    Arithmetic arithmetic = resources.arithmetic();
    PrimeField field = resources.field();
    RandomMask mask = RandomMask.over(bits, length, resources);
    Authenticated low = mask.part(0, bits);
    long[] shift = field.element(BigInteger.ONE.shiftLeft(bits));
    BitLessThan less = new BitLessThan(resources, mask.bits().subList(0, bits), length);
    return less.start(arithmetic.add(d, mask.whole()), borrow -> {
      // d mod 2^l = (c mod 2^l) - r_low + 2^l·borrow
      Authenticated rest = arithmetic.subtract(arithmetic.add(d, low), arithmetic.scale(borrow, shift));
      rest = arithmetic.subtract(rest, arithmetic.known(less.publicLow()));
      return done(new SpdzShares(arithmetic.scale(rest, field.reciprocal(shift)), length));
    });
  }
}
