package org.jointly.protocols.suite.spdz.mascot;

import dk.alexandra.fresco.framework.network.Network;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jointly.protocols.round.BoundedNetwork;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.check.Table;

/**
 * A round in which everybody sends one message to every other.
 *
 * @param outgoing the message for a peer, made when the round begins
 * @param incomingBytes the most that a peer may send
 * @param next gets the peers' messages
 */
record Exchange(
    Table table,
    Function<PartyIndex, byte[]> outgoing,
    ToLongFunction<PartyIndex> incomingBytes,
    Function<SortedMap<PartyIndex, byte[]>, Optional<RoundStep>> next)
    implements RoundStep {

  @Override
  public void send(Network network) {
    table.peers().forEach(peer -> network.send(peer.value(), outgoing.apply(peer)));
  }

  @Override
  public Optional<RoundStep> receive(Network network) {
    SortedMap<PartyIndex, byte[]> received = new TreeMap<>();
    table.peers().forEach(peer -> received.put(peer, BoundedNetwork.receive(network, peer, incomingBytes.applyAsLong(peer))));
    return next.apply(received);
  }
}
