package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.network.Network;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jointly.protocols.round.BoundedNetwork;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundStep;

/** One of the {@link Coins}, as one round of a chain. */
final class CoinStep implements RoundStep {
  private final ShamirResources resources;
  private final Function<byte[], Optional<RoundStep>> next;

  /** @param next what to do with the coin */
  CoinStep(ShamirResources resources, Function<byte[], Optional<RoundStep>> next) {
    this.resources = resources;
    this.next = next;
  }

  @Override
  public void send(Network network) {
    byte[] message = resources.coins().reveal();
    resources.peers().forEach(peer -> network.send(peer.value(), message));
  }

  @Override
  public Optional<RoundStep> receive(Network network) {
    SortedMap<PartyIndex, byte[]> messages = new TreeMap<>();
    resources.peers().forEach(peer -> messages.put(peer, BoundedNetwork.receive(network, peer, Coins.MESSAGE_BYTES)));
    return next.apply(resources.coins().coin(messages));
  }
}
