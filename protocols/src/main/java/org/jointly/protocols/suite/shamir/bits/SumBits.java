package org.jointly.protocols.suite.shamir.bits;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jointly.protocols.round.RoundStep;

/**
 * All bits of the sum of t+1 numbers, each known to one of the parties 1..t+1.
 *
 * <p>{@link CarrySave} leaves two numbers; the carries into all places of their sum come from a tree of prefixes: after step s,
 * place i knows what the 2^s places up to it, as far as they are in its block of 2^s, generate and propagate.
 *
 * <p>Cost for m places, M = m-1: the rounds of {@link CarrySave}, then 1 + ceil(log2 M). Products: M, and in the step that
 * doubles blocks of B: one for each i in [0, M) with bit B of i set, and another one unless i is below 2B.
 *
 * <p>Source: prefix circuit, Sklansky, Conditional-sum addition logic, IRE Transactions 1960.
 */
public final class SumBits {
  private final BitParty party;
  private final Lanes lanes;
  private final int places;
  private final int skipped;

  /**
   * @param count of numbers side by side; at least one
   * @param places m: the numbers count modulo 2^m
   * @param skipped how many low places of the sum are not wanted, at least 1
   */
  public SumBits(BitParty party, int count, int places, int skipped) {
    this.party = party;
    this.lanes = new Lanes(count);
    this.places = places;
    this.skipped = skipped;
  }

  /**
   * The circuit.
   *
   * @param summand at the parties 1..t+1 their number, one row for each place
   * @param next takes this party's shares of the bits, in one row: all numbers' lowest wanted bit first
   */
  public RoundStep of(Optional<BitRows> summand, Function<BitRows, Optional<RoundStep>> next) {
    return new CarrySave(party, lanes, places, (first, second, top) -> add(first, second, next)).start(summand);
  }

  private RoundStep add(BitRows first, BitRows second, Function<BitRows, Optional<RoundStep>> next) {
    int[] below = IntStream.range(0, places - 1).toArray();
    BitRows sum = first.plus(second);
    return Dealings.product(party, lanes, first.pick(below), second.pick(below), generates ->
        prefixes(generates, sum.pick(below), 1, carries -> {
          BitRows bits = sum.pick(IntStream.range(skipped, places).toArray());
          for (int place = skipped; place < places; place++) {
            bits.addRow(place - skipped, carries, place - 1);
          }
          return next.apply(bits.joined(lanes.count()));
        }));
  }

  /** @param block how many places generate and propagate speak for, within its block */
  private Optional<RoundStep> prefixes(
      BitRows generates, BitRows propagates, int block, Function<BitRows, Optional<RoundStep>> next) {
    int rows = generates.rows();
    if (block >= rows) {
      return next.apply(generates);
    }
    int[] upper = IntStream.range(0, rows).filter(i -> (i & block) != 0).toArray();
    int[] propagating = IntStream.of(upper).filter(i -> i >= 2 * block).toArray();
    BitRows left = propagates.pick(upper).then(propagates.pick(propagating));
    BitRows right = generates.pick(lower(upper, block)).then(propagates.pick(lower(propagating, block)));
    return Optional.of(Dealings.product(party, lanes, left, right, products -> {
      int[] sources = IntStream.range(0, rows).toArray();
      for (int i = 0; i < propagating.length; i++) {
        sources[propagating[i]] = rows + upper.length + i;
      }
      for (int i = 0; i < upper.length; i++) {
        generates.addRow(upper[i], products, i);
      }
      return prefixes(generates, propagates.then(products).pick(sources), 2 * block, next);
    }));
  }

  /** The highest place below each one's block. */
  private static int[] lower(int[] places, int block) {
    return IntStream.of(places).map(i -> (i & -block) - 1).toArray();
  }
}
