package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.DRes;
import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jointly.protocols.field.FieldVectors;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.check.Table;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/**
 * Divides by 2^m and rounds, up or down by at most half as many as there are parties and 1.
 *
 * <p>Every party has put in a random number of l + 41 bits, bit by bit and proven to be that; r is their sum. c = x + r is opened for an x of l bits;
 * x - (c mod 2^m) + (the sum of the low parts) is divisible, and x rounded down and so many more as the low parts have carries, from 0 to n.
 *
 * <p>Security: the number of each honest party hides x up to 2^-40, as {@link RandomMask} does, whatever the others have put in, if the sum stays
 * below the modulus.
 *
 * <p>Cost: one round, one element per element to n-1 parties; l + 41 proven bits of each party before, at the twelfth of what a bit costs that nobody
 * may know.
 *
 * <p>Source: Catrina, Saxena, FC 2010, but for whose the mask is.
 */
final class TruncateGate extends SpdzGate<SpdzShares> {
  private final DRes<? extends SecretVector> vector;
  private final DRes<? extends SecretVector> mask;
  private final int bits;
  private final int dropped;

  /**
   * @param mask place after place, {@link #places} of them, for all elements sums of a bit of each party
   * @param bits elements are above -2^bits and below 2^bits
   * @param dropped m, at most bits
   */
  TruncateGate(DRes<? extends SecretVector> vector, DRes<? extends SecretVector> mask, int bits, int dropped) {
    this.vector = vector;
    this.mask = mask;
    this.bits = bits;
    this.dropped = dropped;
  }

  /** Of a mask. */
  static int places(int bits) {
    return bits + 1 + RandomMask.STATISTICAL_BITS;
  }

  static boolean fits(int bits, Table table) {
    return places(bits) + Division.partiesBits(table.parties()) < table.field().bits();
  }

  @Override
  Amounts needs(SpdzResources resources) {
    return triples(0, resources);
  }

  @Override
  boolean masksNarrowly() {
    return true;
  }

  @Override
  Optional<RoundStep> start(SpdzResources resources) {
    PrimeField field = resources.field();
    if (dropped < 1 || dropped > bits || !fits(bits, resources.table())) {
      throw new IllegalArgumentException("numbers of " + bits + " bits without their last " + dropped + " in the field " + field.label());
    }
    int length = length(vector);
    requireLength(length(mask), places(bits) * length);
    if (length == 0) {
      return done(new SpdzShares(Authenticated.none(), 0));
    }
    Arithmetic arithmetic = resources.arithmetic();
    RandomMask random = new RandomMask(
        IntStream.range(0, places(bits)).mapToObj(place -> shares(mask).slice(field, place * length, (place + 1) * length)).toList(),
        resources);
    Authenticated positive = arithmetic.add(shares(vector), repeated(BigInteger.ONE.shiftLeft(bits), length, field));
    BigInteger offset = BigInteger.ONE.shiftLeft(bits - dropped).add(BigInteger.valueOf(resources.table().parties() / 2));
    return Optional.of(resources.openings().open(arithmetic.add(positive, random.whole()), opened -> {
      Authenticated divisible = arithmetic.subtract(
          arithmetic.add(positive, random.part(0, dropped)), arithmetic.known(RandomMask.remainders(opened, dropped, field)));
      Authenticated quotient = arithmetic.scale(divisible, field.reciprocal(field.element(BigInteger.ONE.shiftLeft(dropped))));
      return done(new SpdzShares(arithmetic.subtract(quotient, arithmetic.known(repeated(offset, length, field))), length));
    }));
  }

  private static long[] repeated(BigInteger value, int length, PrimeField field) {
    return FieldVectors.repeated(field.element(value), length);
  }
}
