package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.DRes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jointly.protocols.field.FieldVectors;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/**
 * The power of two that moves the highest bit of each number to the highest place, l - 1; 0 for 0 and for what is below.
 *
 * <p>With random r, c = x + r is opened; the bits of x are those of c - r, from the lowest up with a borrow b:
 *
 * <pre>
 *   t = r_j ⊕ c_j                  linear, as c is public
 *   x_j = t ⊕ b                    t + b - 2·t·b
 *   b   = t ? r_j : b              r_j·(1 - c_j) + b - t·b
 * </pre>
 *
 * <p>There is a place more, which is set in negative numbers only. Then, from the highest down, whether any bit so far is set; the first one is
 * where that changes, unless it is the place more.
 *
 * <p>Security: as {@link RandomMask}, for numbers from -2^l to 2^l - 1.
 *
 * <p>Cost per element: l + 41 bits, 2·l triples; 2·l + 1 rounds. With trees there would be fewer rounds, and four times the triples.
 */
final class MagnitudeGate extends SpdzGate<SpdzShares> {
  private final DRes<? extends SecretVector> vector;
  private final int bits;

  /** @param bits l, at least 1 */
  MagnitudeGate(DRes<? extends SecretVector> vector, int bits) {
    this.vector = vector;
    this.bits = bits;
  }

  @Override
  Amounts needs(SpdzResources resources) {
    long length = length(vector);
    return new Amounts(
        length * 2 * bits, length * (bits + 1 + RandomMask.STATISTICAL_BITS), Amounts.none(resources.getNoOfParties()).masks());
  }

  @Override
  boolean masksNarrowly() {
    return true;
  }

  @Override
  Optional<RoundStep> start(SpdzResources resources) {
    if (bits < 1 || !RandomMask.fits(bits + 1, resources.field())) {
      throw new IllegalArgumentException("numbers of " + bits + " bits in the field " + resources.field().label());
    }
    int length = length(vector);
    return length == 0
        ? done(new SpdzShares(Authenticated.none(), 0))
        : Optional.of(new Search(resources, length).start(shares(vector)));
  }

  private final class Search {
    private final SpdzResources resources;
    private final Arithmetic arithmetic;
    private final PrimeField field;
    private final int length;
    private final RandomMask mask;
    private final List<Authenticated> found = new ArrayList<>();
    private long[] opened = new long[0];

    Search(SpdzResources resources, int length) {
      this.resources = resources;
      this.arithmetic = resources.arithmetic();
      this.field = resources.field();
      this.length = length;
      this.mask = RandomMask.over(bits + 1, length, resources);
    }

    RoundStep start(Authenticated numbers) {
      return resources.openings().open(arithmetic.add(numbers, mask.whole()), masked -> {
        opened = masked;
        Authenticated lowest = different(0);
        found.add(lowest);
        return place(1, borrowed(0));
      });
    }

    /** The bit at a place, and what is borrowed from the next. */
    private Optional<RoundStep> place(int place, Authenticated borrow) {
      if (place > bits) {
        return down(bits - 1, found.get(bits), Authenticated.zeros(field, length));
      }
      Authenticated different = different(place);
      return Optional.of(resources.multiply(different, borrow, both -> {
        Authenticated sum = arithmetic.add(different, borrow);
        found.add(arithmetic.subtract(arithmetic.subtract(sum, both), both));
        return place(place + 1, arithmetic.add(borrowed(place), arithmetic.subtract(borrow, both)));
      }));
    }

    /** r ⊕ c. */
    private Authenticated different(int place) {
      long[] bit = publicBits(place, 1, 0);
      long[] sign = publicBits(place, -1, 1);
      return arithmetic.add(arithmetic.multiply(mask.bits().get(place), sign), bit);
    }

    /** r·(1 - c). */
    private Authenticated borrowed(int place) {
      return arithmetic.multiply(mask.bits().get(place), publicBits(place, 0, 1));
    }

    private long[] publicBits(int place, long ifOne, long ifZero) {
      long[] one = field.element(ifOne);
      long[] zero = field.element(ifZero);
      int limbs = field.limbs();
      long[] each = new long[length * limbs];
      for (int i = 0; i < length; i++) {
        System.arraycopy(RandomMask.bit(opened, i, place, field) == 1 ? one : zero, 0, each, i * limbs, limbs);
      }
      return each;
    }

    /** @param any whether a bit above this place is set */
    private Optional<RoundStep> down(int place, Authenticated any, Authenticated powers) {
      if (place < 0) {
        return done(new SpdzShares(powers, length));
      }
      Authenticated bit = found.get(place);
      return Optional.of(resources.multiply(any, bit, both -> {
        Authenticated first = arithmetic.subtract(bit, both);
        return down(place - 1, arithmetic.add(any, first), arithmetic.add(powers, product(bits - 1 - place, first)));
      }));
    }

    private Authenticated product(int exponent, Authenticated bits) {
      return arithmetic.multiply(bits, FieldVectors.repeated(field.element(BigInteger.ONE.shiftLeft(exponent)), length));
    }
  }
}
