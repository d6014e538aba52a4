package org.jointly.protocols.suite.shamir.bits;

import java.util.Optional;
import java.util.function.Function;
import org.jointly.protocols.round.RoundStep;

/**
 * The bit at place m of the sum of t+1 numbers, each known to one of the parties 1..t+1; and the opening of a masked bit.
 *
 * <p>Cost: for t = 1 {@link TwoSummands}, else {@link ManySummands}; then {@link CarryTree}. All lanes together.
 */
public final class TopBit {
  private final BitParty party;
  private final Lanes lanes;

  /** @param count of numbers side by side; at least one */
  public TopBit(BitParty party, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("at least one number is needed, got " + count);
    }
    this.party = party;
    this.lanes = new Lanes(count);
  }

  /**
   * The circuit.
   *
   * @param place m, at least 2; the numbers count modulo 2^(m+1)
   * @param summand at the parties 1..t+1 their number, one row for each of the places 0..m
   * @param next what to do with this party's share of the bit, one row
   */
  public RoundStep of(int place, Optional<BitRows> summand, Function<BitRows, Optional<RoundStep>> next) {
    CarryTree tree = new CarryTree(party, lanes, next);
    Function<TwoSummands.Blocks, Optional<RoundStep>> carries =
        blocks -> tree.reduce(blocks.generate(), blocks.propagate());
    return party.threshold() == 1
        ? new TwoSummands(party, lanes, place, summand, carries)
        : new ManySummands(party, lanes, place, summand, carries).start();
  }

  /** Opens a row of shared bits, hidden by shares of as many random ones. */
  public RoundStep openMasked(BitRows bits, long[] mask, Function<long[], Optional<RoundStep>> next) {
    return new BitOpening(party, lanes, bits.plus(new BitRows(mask, bits.planes(), bits.words())), next);
  }
}
