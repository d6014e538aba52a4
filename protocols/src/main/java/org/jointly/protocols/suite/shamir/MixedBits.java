package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jointly.protocols.field.Lagrange;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.sharing.Pieces;
import org.jointly.protocols.sharing.PseudoRandomBits;

/**
 * Brings pseudo-random bits, shared in GF(2^k) without communication, into the prime field.
 *
 * <p>The bit is the sum modulo 2 of bits r_A, each known to the parties outside a set A of t. Let r be that of A = {1..t}. Each
 * other r_A is taken by the smallest party outside A, which is one of 1..t; so the bit is u_1 + ... + u_t + r modulo 2, where
 * party d knows u_d, and the parties t+1..n know r.
 *
 * <p>The parties 1..t deal their u_d; u + v - 2uv is the sum modulo 2 of two; and the last one, u + r modulo 2 = r + (1-2r)u,
 * needs no product of shares: the t+1 parties t+1..2t+1 know r, multiply their shares of u with it, and deal them again,
 * weighted with their Lagrange coefficients.
 *
 * <p>Cost: 2 + ceil(log2 t) rounds. In field elements per bit, each to n-1-t parties: t dealt at first, 2t+1 for each of t-1
 * products, t+1 at last. For three parties these are 3 in all.
 */
final class MixedBits {
  private final ShamirResources resources;
  private final PrimeField field;
  private final int length;
  private final int threshold;
  private final PseudoRandomBits.Drawn drawn;
  private final Consumer<ShamirShares> result;

  /** @param result takes this party's shares in the prime field, when the chain ends */
  MixedBits(
      ShamirResources resources, int length, PseudoRandomBits.Drawn drawn, Consumer<ShamirShares> result) {
    this.resources = resources;
    this.field = resources.field();
    this.length = length;
    this.threshold = resources.threshold();
    this.drawn = drawn;
    this.result = result;
  }

  /** The dealings of the u_d, and all that follows. */
  RoundStep start() {
    List<Dealt> dealings = new ArrayList<>();
    for (int d = 1; d <= threshold; d++) {
      PartyIndex dealer = new PartyIndex(d);
      long[] mine = dealer.equals(resources.me()) ? takenBits(d) : new long[0];
      dealings.add(new Dealt(dealer::equals, piece -> elements(mine, piece)));
    }
    return new Step(dealings, this::combine);
  }

  /** Halves the number of bits to combine; with one left, goes to the last step. */
  private Optional<RoundStep> combine(List<ShamirShares> terms) {
    if (terms.size() == 1) {
      return Optional.of(last(terms.get(0)));
    }
    List<Dealt> products = new ArrayList<>();
    for (int i = 0; i + 1 < terms.size(); i += 2) {
      ShamirShares left = terms.get(i);
      ShamirShares right = terms.get(i + 1);
      products.add(new Dealt(resources::reducesDegree, piece -> weightedProduct(left, right, piece)));
    }
    return Optional.of(new Step(products, received -> {
      List<ShamirShares> combined = new ArrayList<>();
      for (int i = 0; i < received.size(); i++) {
        combined.add(exclusiveOr(terms.get(2 * i), terms.get(2 * i + 1), received.get(i)));
      }
      if (terms.size() % 2 == 1) {
        combined.add(terms.get(terms.size() - 1));
      }
      return combine(combined);
    }));
  }

  private RoundStep last(ShamirShares term) {
    int first = threshold + 1;
    Dealt dealt = new Dealt(
        party -> party.value() >= first && party.value() <= 2 * threshold + 1,
        piece -> flipped(term, piece, first));
    return new Step(List.of(dealt), received -> {
      result.accept(received.get(0));
      return Optional.empty();
    });
  }

  /** weight·(1-2r)·u, and at the first of these parties r besides. */
  private long[] flipped(ShamirShares term, int piece, int first) {
    int[] points = IntStream.rangeClosed(first, 2 * threshold + 1).toArray();
    long[] weight = Lagrange.coefficients(field, points, 0)[resources.me().value() - first];
    long[] r = elements(drawn.known().get((1 << threshold) - 1), piece);
    long[] values = new Pieces(field, length).cut(term.elements(), piece);
    field.scale(values, weight, values);
    long[] product = new long[values.length];
    field.multiply(values, r, product);
    field.addScaled(values, product, field.element(-2));
    if (resources.me().value() == first) {
      field.add(values, r, values);
    }
    return values;
  }

  private long[] weightedProduct(ShamirShares left, ShamirShares right, int piece) {
    Pieces pieces = new Pieces(field, length);
    long[] product = pieces.cut(left.elements(), piece);
    field.multiply(product, pieces.cut(right.elements(), piece), product);
    field.scale(product, resources.reductionWeight(), product);
    return product;
  }

  private ShamirShares exclusiveOr(ShamirShares left, ShamirShares right, ShamirShares product) {
    long[] sum = left.elements().clone();
    field.add(sum, right.elements(), sum);
    field.addScaled(sum, product.elements(), field.element(-2));
    return new ShamirShares(sum, length);
  }

  /** u_d: the sum of the bits r_A of those A, other than {1..t}, that party d is the smallest outside of. */
  private long[] takenBits(int d) {
    long[] sum = new long[0];
    for (Map.Entry<Integer, long[]> bits : drawn.known().entrySet()) {
      if (Integer.numberOfTrailingZeros(~bits.getKey()) + 1 == d) {
        sum = sum.length == 0 ? bits.getValue().clone() : added(sum, bits.getValue());
      }
    }
    return sum;
  }

  private static long[] added(long[] sum, long[] bits) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] ^= bits[i];
    }
    return sum;
  }

  /** A piece of packed bits as field elements. */
  private long[] elements(long[] bits, int piece) {
    long[] elements = new long[new Pieces(field, length).longs(piece)];
    int limbs = field.limbs();
    for (int i = 0; i < elements.length / limbs; i++) {
      int lane = piece * Pieces.ELEMENTS + i;
      elements[i * limbs] = bits[lane >>> 6] >>> lane & 1;
    }
    return elements;
  }

  /** One sum of dealings: by whom, and what this party deals if it is one of them. */
  private record Dealt(Predicate<PartyIndex> dealers, IntFunction<long[]> mine) {}

  /** Some sums of dealings in one round. */
  private final class Step implements RoundStep {
    private final List<Dealt> dealt;
    private final Function<List<ShamirShares>, Optional<RoundStep>> next;
    private final List<DealtSum> sums = new ArrayList<>();

    Step(List<Dealt> dealt, Function<List<ShamirShares>, Optional<RoundStep>> next) {
      this.dealt = dealt;
      this.next = next;
    }

    @Override
    public void send(Network network) {
      for (Dealt each : dealt) {
        DealtSum sum = new DealtSum(each.dealers(), length);
        sum.deal(resources, network, each.mine());
        sums.add(sum);
      }
    }

    @Override
    public Optional<RoundStep> receive(Network network) {
      return next.apply(sums.stream().map(sum -> sum.receive(resources, network)).toList());
    }
  }
}
