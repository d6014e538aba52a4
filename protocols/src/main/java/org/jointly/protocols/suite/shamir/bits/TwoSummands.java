package org.jointly.protocols.suite.shamir.bits;

import dk.alexandra.fresco.framework.network.Network;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundStep;

/**
 * The blocks' carries in the sum of two numbers of which party 1 knows one and party 2 the other (t = 1).
 *
 * <p>The places are cut into blocks of three, the lowest may be smaller. In each, generate and propagate are bilinear in
 * products of a's bits, which party 1 knows, and of b's, which party 2 knows ({@link BlockCarry}). For such a product A of
 * party 1 and B of party 2, with a bit u that 1 and 3 draw together and v that 2 and 3 draw:
 *
 * <pre>
 *   1 tells 2  A+u,   2 tells 1  B+v          A·B = A·(B+v)  +  (A+u)·v  +  u·v
 *                                                   1 knows     2 knows    3 knows
 * </pre>
 *
 * <p>The three summands, added up over the polynomial, are dealt in GF(2^k). The bits of a and b at the result's own place are
 * added to the dealings of the highest block's generate, and cost nothing.
 *
 * <p>Security: A+u and B+v are uniform to their receivers, as only party 3 knows u and v besides their owners.
 * <p>Cost for m places, b = ceil(m/3) blocks, and M = 7·(b-1) + 2^s - 1 subset products, s = m - 3(b-1): two rounds; parties 1
 * and 2 send M rows in the first, and parties 1 to 3 send 2b-1 rows of k bits to n-2 parties in the second. Blocks of three
 * take the fewest bytes for three parties (of two: 18 % more; of four: 6 %) and save a round over single places, and more.
 */
final class TwoSummands implements RoundStep {
  private static final int BLOCK = 3;

  private final BitParty party;
  private final Lanes lanes;
  private final int places;
  private final Optional<BitRows> mine;
  private final Function<Blocks, Optional<RoundStep>> next;
  private final BlockCarry whole = BlockCarry.of(BLOCK);
  private final BlockCarry lowest;
  /** What the party multiplies: 1 has A and B+v, 2 has A+u and v, 3 has u and v. */
  private BitRows left;
  private BitRows right;
  /** A at party 1, B at party 2: their terms without the other's bits. */
  private BitRows own;

  /** Shares of the blocks' generate and propagate, lowest first; the first propagate is not used. */
  record Blocks(BitRows generate, BitRows propagate) {}

  /**
   * @param places m: the carry into place m is what matters
   * @param mine the m+1 lowest bits of the summand of party 1 or 2
   */
  TwoSummands(
      BitParty party,
      Lanes lanes,
      int places,
      Optional<BitRows> mine,
      Function<Blocks, Optional<RoundStep>> next) {
    this.party = party;
    this.lanes = lanes;
    this.places = places;
    this.mine = mine;
    this.next = next;
    this.lowest = BlockCarry.of(places - BLOCK * (blocks() - 1));
  }

  @Override
  public void send(Network network) {
    switch (party.me().value()) {
      case 1 -> {
        own = subsetProducts(mine.orElseThrow());
        left = own;
        lanes.send(network, new PartyIndex(2), own.plus(mask(1)).data());
      }
      case 2 -> {
        own = subsetProducts(mine.orElseThrow());
        right = mask(2);
        lanes.send(network, new PartyIndex(1), own.plus(right).data());
      }
      case 3 -> {
        left = mask(1);
        right = mask(2);
      }
      default -> { }
    }
  }

  @Override
  public Optional<RoundStep> receive(Network network) {
    switch (party.me().value()) {
      case 1 -> right = new BitRows(lanes.receive(network, new PartyIndex(2), products() * lanes.words()), 1, lanes.words());
      case 2 -> left = new BitRows(lanes.receive(network, new PartyIndex(1), products() * lanes.words()), 1, lanes.words());
      default -> { }
    }
    int blocks = blocks();
    return Optional.of(Dealings.sum(party, lanes, 2 * blocks - 1, summands(), shares -> {
      BitRows generate = shares.pick(IntStream.range(0, blocks).toArray());
      BitRows propagate = shares.pick(
          IntStream.range(0, blocks).map(i -> i == 0 ? 0 : blocks - 1 + i).toArray());
      return next.apply(new Blocks(generate, propagate));
    }));
  }

  /** This party's additive share of all generates, then of all propagates but the lowest. */
  private Optional<BitRows> summands() {
    if (party.me().value() > 3) {
      return Optional.empty();
    }
    int blocks = blocks();
    BitRows sum = new BitRows(1, 2 * blocks - 1, lanes.words());
    for (int block = 0; block < blocks; block++) {
      addTerms(carry(block).generate(), block, sum, block);
      if (block > 0) {
        addTerms(carry(block).propagate(), block, sum, blocks - 1 + block);
      }
    }
    mine.ifPresent(bits -> sum.addRow(blocks - 1, bits, places));
    return Optional.of(sum);
  }

  private void addTerms(boolean[][] polynomial, int block, BitRows sum, int row) {
    int first = firstProduct(block);
    BitRows factor = new BitRows(1, 1, lanes.words());
    for (int s = 1; s < polynomial.length; s++) {
      Arrays.fill(factor.data(), 0);
      for (int t = 1; t < polynomial.length; t++) {
        if (polynomial[s][t]) {
          factor.addRow(0, right, first + t - 1);
        }
      }
      int from = left.at(0, first + s - 1);
      int to = sum.at(0, row);
      for (int i = 0; i < lanes.words(); i++) {
        sum.data()[to + i] ^= left.data()[from + i] & factor.data()[i];
      }
    }
    for (int s = 1; s < polynomial.length; s++) {
      if (party.me().value() == 1 && polynomial[s][0] || party.me().value() == 2 && polynomial[0][s]) {
        sum.addRow(row, own, first + s - 1);
      }
    }
  }

  /** In each block, the products of all non-empty subsets of its bits, in the order of their masks. */
  private BitRows subsetProducts(BitRows bits) {
    BitRows products = new BitRows(1, products(), lanes.words());
    for (int block = 0; block < blocks(); block++) {
      int firstPlace = block == 0 ? 0 : lowest.size() + BLOCK * (block - 1);
      for (int subset = 1; subset < 1 << carry(block).size(); subset++) {
        int to = products.at(0, firstProduct(block) + subset - 1);
        int bit = bits.at(0, firstPlace + Integer.numberOfTrailingZeros(subset));
        int rest = subset & subset - 1;
        int others = rest == 0 ? -1 : products.at(0, firstProduct(block) + rest - 1);
        for (int i = 0; i < lanes.words(); i++) {
          products.data()[to + i] = bits.data()[bit + i] & (others < 0 ? -1 : products.data()[others + i]);
        }
      }
    }
    return products;
  }

  private BitRows mask(int hider) {
    return new BitRows(lanes.draw(party.mask(hider).orElseThrow(), products()), 1, lanes.words());
  }

  private BlockCarry carry(int block) {
    return block == 0 ? lowest : whole;
  }

  private int blocks() {
    return (places + BLOCK - 1) / BLOCK;
  }

  private int products() {
    return firstProduct(blocks());
  }

  private int firstProduct(int block) {
    return block == 0 ? 0 : (1 << lowest.size()) - 1 + 7 * (block - 1);
  }
}
