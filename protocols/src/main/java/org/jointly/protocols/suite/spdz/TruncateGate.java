package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.DRes;
import java.math.BigInteger;
import java.util.Optional;
import org.jointly.protocols.field.FieldVectors;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/**
 * Divides by 2^m and rounds to one of the two neighbours, the nearer one with the higher probability; what is divisible comes out
 * exactly.
 *
 * <p>With random r, c = x + r is opened for an x of l bits; x - (c mod 2^m) + (r mod 2^m) is divisible, and x rounded down or, if the two low parts
 * have a carry, up.
 *
 * <p>Cost: l + 41 bits per element; one round, one element to n-1 parties. Source: Catrina, Saxena, FC 2010.
 */
final class TruncateGate extends SpdzGate<SpdzShares> {
  private final DRes<? extends SecretVector> vector;
  private final int bits;
  private final int dropped;

  /**
   * @param bits elements are above -2^bits and below 2^bits
   * @param dropped m, at most bits
   */
  TruncateGate(DRes<? extends SecretVector> vector, int bits, int dropped) {
    this.vector = vector;
    this.bits = bits;
    this.dropped = dropped;
  }

  @Override
  Amounts needs(SpdzResources resources) {
    return new Amounts(
        0, (long) length(vector) * (bits + 1 + RandomMask.STATISTICAL_BITS), Amounts.none(resources.getNoOfParties()).masks());
  }

  @Override
  Optional<RoundStep> start(SpdzResources resources) {
    PrimeField field = resources.field();
    if (dropped < 1 || dropped > bits || !RandomMask.fits(bits + 1, field)) {
      throw new IllegalArgumentException("numbers of " + bits + " bits without their last " + dropped + " in the field " + field.label());
    }
    int length = length(vector);
    if (length == 0) {
      return done(new SpdzShares(Authenticated.none(), 0));
    }
    Arithmetic arithmetic = resources.arithmetic();
    RandomMask mask = RandomMask.over(bits + 1, length, resources);
    Authenticated positive = arithmetic.add(shares(vector), power(bits, length, field));
    return Optional.of(resources.openings().open(arithmetic.add(positive, mask.whole()), opened -> {
      Authenticated divisible = arithmetic.subtract(
          arithmetic.add(positive, mask.part(0, dropped)), arithmetic.known(RandomMask.remainders(opened, dropped, field)));
      Authenticated quotient = arithmetic.scale(divisible, field.reciprocal(field.element(BigInteger.ONE.shiftLeft(dropped))));
      return done(new SpdzShares(arithmetic.subtract(quotient, arithmetic.known(power(bits - dropped, length, field))), length));
    }));
  }

  private static long[] power(int exponent, int length, PrimeField field) {
    return FieldVectors.repeated(field.element(BigInteger.ONE.shiftLeft(exponent)), length);
  }
}
