package org.jointly.protocols.suite.shamir.bits;

import dk.alexandra.fresco.framework.network.Network;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jointly.protocols.field.Lagrange;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundStep;

/**
 * Opens bits to all parties.
 *
 * <p>A party recombines from its own share and those of the t parties before it. As the secret is a bit, only plane 0 of the
 * weighted shares matters, and only it is sent.
 *
 * <p>Cost: one round; every party sends one row for each row to the next t parties.
 */
final class BitOpening implements RoundStep {
  private final BitParty party;
  private final Lanes lanes;
  private final BitRows share;
  private final Function<long[], Optional<RoundStep>> next;

  /** @param next what to do with the opened bits */
  BitOpening(BitParty party, Lanes lanes, BitRows share, Function<long[], Optional<RoundStep>> next) {
    this.party = party;
    this.lanes = lanes;
    this.share = share;
    this.next = next;
  }

  @Override
  public void send(Network network) {
    for (int distance = 1; distance <= party.threshold(); distance++) {
      PartyIndex receiver = party.at(distance);
      lanes.send(network, receiver, summand(receiver));
    }
  }

  @Override
  public Optional<RoundStep> receive(Network network) {
    long[] bits = summand(party.me());
    for (int distance = 1; distance <= party.threshold(); distance++) {
      long[] summand = lanes.receive(network, party.at(-distance), bits.length);
      for (int i = 0; i < bits.length; i++) {
        bits[i] ^= summand[i];
      }
    }
    return next.apply(bits);
  }

  /** Plane 0 of this party's share as the receiver weights it. */
  private long[] summand(PartyIndex receiver) {
    int[] openers = party.openers(receiver);
    int mine = 0;
    while (openers[mine] != party.me().value()) {
      mine++;
    }
    long[] weighted = new long[share.data().length];
    party.field().addScaled(weighted, share.data(), Lagrange.coefficients(party.field(), openers, 0)[mine]);
    return Arrays.copyOf(weighted, weighted.length / share.planes());
  }
}
