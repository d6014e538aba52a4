package org.jointly.protocols.suite.shamir.bits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The places' carries in the sum of t+1 numbers, each known to one of the parties 1..t+1 (t >= 2).
 *
 * <p>The numbers' bits are dealt in GF(2^k). Three numbers a, b, c become two of the same sum: a+b+c without carries, and the
 * carries (a+b)(a+c)+a one place up; until two are left. Of these, place i generates the product and propagates the sum of
 * the two bits. Carries into place m, and the bits there, are only added: they join the highest generate.
 *
 * <p>Cost for m places: one round for the dealings of m rows by t+1 parties, one for each layer of (at most t-1) additions
 * with m products each, one with m-1 products. A product is dealt by 2t+1 parties, in k bits to n-1-t parties each.
 */
final class ManySummands {
  private final BitParty party;
  private final Lanes lanes;
  private final int places;
  private final Optional<BitRows> mine;
  private final Function<TwoSummands.Blocks, Optional<RoundStep>> next;

  /** Parameters as those of {@link TwoSummands}. */
  ManySummands(
      BitParty party,
      Lanes lanes,
      int places,
      Optional<BitRows> mine,
      Function<TwoSummands.Blocks, Optional<RoundStep>> next) {
    this.party = party;
    this.lanes = lanes;
    this.places = places;
    this.mine = mine;
    this.next = next;
  }

  /** The dealings, and all that follows. */
  RoundStep start() {
    int[] lower = IntStream.range(0, places).toArray();
    BitRows top = new BitRows(party.field().degree(), 1, lanes.words());
    return new Dealings(
        party, lanes, party.threshold() + 1, places, mine.map(bits -> bits.pick(lower)),
        numbers -> add(numbers, top));
  }

  /** @param top this party's share of what was carried into place m */
  private Optional<RoundStep> add(List<BitRows> numbers, BitRows top) {
    if (numbers.size() == 2) {
      return Optional.of(carries(numbers.get(0), numbers.get(1), top));
    }
    int triples = numbers.size() / 3;
    List<BitRows> rest = new ArrayList<>(numbers.subList(3 * triples, numbers.size()));
    BitRows left = new BitRows(party.field().degree(), 0, lanes.words());
    BitRows right = left;
    for (int i = 0; i < triples; i++) {
      BitRows a = numbers.get(3 * i);
      left = left.then(a.plus(numbers.get(3 * i + 1)));
      right = right.then(a.plus(numbers.get(3 * i + 2)));
    }
    return Optional.of(Dealings.product(party, lanes, left, right, products -> {
      for (int i = 0; i < triples; i++) {
        BitRows a = numbers.get(3 * i);
        BitRows carries = products.pick(IntStream.range(i * places, (i + 1) * places).toArray()).add(a);
        rest.add(a.plus(numbers.get(3 * i + 1)).add(numbers.get(3 * i + 2)));
        rest.add(shifted(carries));
        top.addRow(0, carries, places - 1);
      }
      return add(rest, top);
    }));
  }

  /**
   * Generate and propagate of the places 1..m-1. Place 0 of one of the two numbers is empty after an addition, so that nothing
   * is carried out of it.
   */
  private RoundStep carries(BitRows first, BitRows second, BitRows top) {
    int[] upper = IntStream.range(1, places).toArray();
    BitRows left = first.pick(upper);
    BitRows right = second.pick(upper);
    Optional<BitRows> product = Dealings.weightedProduct(party, left, right);
    product.ifPresent(rows -> mine.ifPresent(bits -> rows.addRow(places - 2, bits, places)));
    return Dealings.sum(party, lanes, places - 1, product, generate -> {
      generate.addRow(places - 2, top, 0);
      return next.apply(new TwoSummands.Blocks(generate, left.plus(right)));
    });
  }

  /** One place up; the highest row leaves, the lowest is zero. */
  private BitRows shifted(BitRows rows) {
    BitRows empty = new BitRows(rows.planes(), 1, rows.words());
    return empty.then(rows.pick(IntStream.range(0, places - 1).toArray()));
  }
}
