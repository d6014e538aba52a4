package org.jointly.protocols.suite.spdz.mascot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.MessageLengths;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.check.Openings;
import org.jointly.protocols.suite.spdz.check.Table;
import org.jointly.protocols.suite.spdz.material.Authenticated;
import org.jointly.protocols.suite.spdz.material.Material.Triples;

/**
 * Random bits of random elements: r² is computed with a triple and opened; r divided by a root of it is 1 or -1, with equal
 * probability and known to nobody, which makes a bit.
 *
 * <p>Cost: a triple a bit; six rounds; three elements a bit to every peer. Source: Damgård, Fitzi, Kiltz, Nielsen, Toft, TCC 2006.
 */
final class RandomBits {
  private final Table table;
  private final PrimeField field;
  private final long[] keyShare;
  private final Openings openings;

  RandomBits(Table table, long[] keyShare, Openings openings) {
    this.table = table;
    this.field = table.field();
    this.keyShare = keyShare;
    this.openings = openings;
  }

  /** The messages of the six rounds that make so many bits. */
  static List<MessageLengths> lengths(PrimeField field, int bits) {
    List<MessageLengths> rounds = new ArrayList<>();
    rounds.add(Openings.lengths(field, 2 * bits));
    rounds.add(Openings.lengths(field, bits));
    rounds.addAll(Openings.checkLengths(field));
    return rounds;
  }

  /**
   * @param r random elements nobody knows
   * @param triples as many
   * @param next gets the bits, when the openings have been checked
   */
  RoundStep of(Authenticated r, Triples triples, Function<Authenticated, Optional<RoundStep>> next) {
    int count = r.length(field);
    Authenticated masked = r.minus(field, triples.a()).followedBy(r.minus(field, triples.b()));
    return openings.open(masked, both -> {
      long[] left = Arrays.copyOf(both, both.length / 2);
      long[] right = Arrays.copyOfRange(both, both.length / 2, both.length);
      long[] product = new long[left.length];
      field.multiply(left, right, product);
      Authenticated square = triples.c()
          .plus(field, triples.b().times(field, left))
          .plus(field, triples.a().times(field, right))
          .plus(field, product, table.me().value() == 1, keyShare);
      return Optional.of(openings.open(square, squares ->
          Optional.of(openings.check("the check of the openings of random bits", () -> next.apply(bits(r, squares, count))))));
    });
  }

  /** (r/root + 1)/2. */
  private Authenticated bits(Authenticated r, long[] squares, int count) {
    long[] inverses = field.inverse(field.squareRoot(squares));
    long[] half = field.reciprocal(field.element(2));
    long[] halves = new long[squares.length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(half, 0, halves, i * field.limbs(), field.limbs());
    }
    field.multiply(inverses, halves, inverses);
    return r.times(field, inverses).plus(field, halves, table.me().value() == 1, keyShare);
  }
}
