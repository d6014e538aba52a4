package org.jointly.protocols.suite.shamir.bits;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jointly.protocols.round.RoundStep;

/**
 * The places' carries in the sum of t+1 numbers, each known to one of the parties 1..t+1 (t >= 2).
 *
 * <p>{@link CarrySave} leaves two numbers. Of these, place i generates the product and propagates the sum of the two bits. Carries
 * into place m, and the bits there, are only added: they join the highest generate.
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
    return new CarrySave(party, lanes, places, this::carries).start(mine);
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
}
