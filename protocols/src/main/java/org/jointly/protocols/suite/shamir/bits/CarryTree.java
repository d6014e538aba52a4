package org.jointly.protocols.suite.shamir.bits;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jointly.protocols.round.RoundStep;

/**
 * The carry out of a sum, from what each block of places says about carries.
 *
 * <p>Block i generates a carry (g), or propagates one from below (p), never both. Two neighbours together generate
 * g_high + p_high·g_low and propagate p_high·p_low. The lowest block has nothing below it and needs no p.
 *
 * <p>Cost for b blocks: ceil(log2 b) rounds and 2(b-1) - ceil(log2 b) products: two for each of the b-1 merges, except where
 * the lowest block is merged, once in each round.
 */
final class CarryTree {
  private final BitParty party;
  private final Lanes lanes;
  private final Function<BitRows, Optional<RoundStep>> next;

  /** @param next what to do with the one row of the carry */
  CarryTree(BitParty party, Lanes lanes, Function<BitRows, Optional<RoundStep>> next) {
    this.party = party;
    this.lanes = lanes;
    this.next = next;
  }

  /**
   * @param generates a row for each block, lowest first
   * @param propagates a row for each block; the first is not used
   */
  Optional<RoundStep> reduce(BitRows generates, BitRows propagates) {
    int blocks = generates.rows();
    if (blocks == 1) {
      return next.apply(generates);
    }
    int pairs = blocks / 2;
    BitRows high = propagates.pick(IntStream.range(0, pairs).map(i -> 2 * i + 1).toArray());
    BitRows lowGenerates = generates.pick(IntStream.range(0, pairs).map(i -> 2 * i).toArray());
    BitRows lowPropagates = propagates.pick(IntStream.range(1, pairs).map(i -> 2 * i).toArray());
    BitRows left = high.then(high.pick(IntStream.range(1, pairs).toArray()));
    BitRows right = lowGenerates.then(lowPropagates);
    return Optional.of(Dealings.product(party, lanes, left, right, products -> {
      BitRows merged = products.pick(IntStream.range(0, pairs).toArray());
      for (int i = 0; i < pairs; i++) {
        merged.addRow(i, generates, 2 * i + 1);
      }
      // The lowest block's p is never used: any row stands for it.
      BitRows through = products.pick(IntStream.range(0, pairs).map(i -> i == 0 ? 0 : pairs - 1 + i).toArray());
      return blocks % 2 == 0
          ? reduce(merged, through)
          : reduce(merged.then(generates.pick(blocks - 1)), through.then(propagates.pick(blocks - 1)));
    }));
  }
}
