package org.jointly.protocols.suite.shamir.bits;

import dk.alexandra.fresco.framework.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.sharing.CompressedDealing;

/**
 * The parties 1..d each deal a matrix of the same shape.
 *
 * <p>Cost: one round; a dealer sends n-1-t messages of k·rows rows.
 */
final class Dealings implements RoundStep {
  private final BitParty party;
  private final Lanes lanes;
  private final int dealers;
  private final int longs;
  private final Optional<BitRows> mine;
  private final Function<List<BitRows>, Optional<RoundStep>> next;
  /** By dealer: this party's share, empty where it comes by message. */
  private final List<Optional<long[]>> shares = new ArrayList<>();

  /**
   * @param rows of what each deals
   * @param mine what this party deals, shares or plain bits; empty if it is no dealer
   * @param next what to do with this party's shares, one matrix per dealer
   */
  Dealings(
      BitParty party,
      Lanes lanes,
      int dealers,
      int rows,
      Optional<BitRows> mine,
      Function<List<BitRows>, Optional<RoundStep>> next) {
    this.party = party;
    this.lanes = lanes;
    this.dealers = dealers;
    this.longs = party.field().degree() * rows * lanes.words();
    this.mine = mine;
    this.next = next;
  }

  /** The dealings added up: with the parties 1..2t+1 as dealers, of a product of shares or of additive shares. */
  static Dealings sum(
      BitParty party,
      Lanes lanes,
      int rows,
      Optional<BitRows> mine,
      Function<BitRows, Optional<RoundStep>> next) {
    return new Dealings(party, lanes, party.multipliers(), rows, mine,
        shares -> next.apply(shares.stream().reduce(BitRows::add).orElseThrow()));
  }

  /** The element-wise product of shares, as shares of the same degree. */
  static Dealings product(
      BitParty party, Lanes lanes, BitRows left, BitRows right, Function<BitRows, Optional<RoundStep>> next) {
    return sum(party, lanes, left.rows(), weightedProduct(party, left, right), next);
  }

  /** This party's summand of a product; empty at a party that is not needed. */
  static Optional<BitRows> weightedProduct(BitParty party, BitRows left, BitRows right) {
    return party.productWeight().map(weight -> {
      long[] product = new long[left.data().length];
      party.field().multiply(left.data(), right.data(), product);
      BitRows weighted = new BitRows(left.planes(), left.rows(), left.words());
      party.field().addScaled(weighted.data(), product, weight);
      return weighted;
    });
  }

  @Override
  public void send(Network network) {
    CompressedDealing dealing = party.dealing();
    for (int i = 1; i <= dealers; i++) {
      PartyIndex dealer = new PartyIndex(i);
      if (dealer.equals(party.me())) {
        CompressedDealing.Dealt dealt = dealing.deal(allPlanes(mine.orElseThrow()));
        dealt.messages().forEach((peer, share) -> lanes.send(network, peer, share));
        shares.add(Optional.of(dealt.own()));
      } else if (dealing.draws(dealer)) {
        shares.add(Optional.of(dealing.draw(dealer, longs)));
      } else {
        shares.add(Optional.empty());
      }
    }
  }

  @Override
  public Optional<RoundStep> receive(Network network) {
    List<BitRows> received = new ArrayList<>();
    for (int i = 1; i <= dealers; i++) {
      PartyIndex dealer = new PartyIndex(i);
      long[] share = shares.get(i - 1).orElseGet(() -> lanes.receive(network, dealer, longs));
      received.add(new BitRows(share, party.field().degree(), lanes.words()));
    }
    shares.clear();
    return next.apply(received);
  }

  /** Plain bits are elements whose higher planes are zero. */
  private long[] allPlanes(BitRows rows) {
    return rows.planes() == 1 ? Arrays.copyOf(rows.data(), longs) : rows.data();
  }
}
