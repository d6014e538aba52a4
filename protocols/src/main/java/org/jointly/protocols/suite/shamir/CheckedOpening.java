package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.network.Network;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.sharing.Pieces;
import org.jointly.protocols.sharing.ShamirSharing;

/**
 * Opens shares of degree t such that nobody can open something else: everybody sends its share to every receiver, and the n
 * shares must lie on one polynomial of degree t.
 *
 * <p>Security: at least t+1 shares are those of honest parties, and they determine the polynomial. A deviating share stops its
 * receiver. Nobody is accused: who deviates shows only where one party alone does.
 *
 * <p>Cost: one round; every party sends one element per element and receiver.
 */
final class CheckedOpening {
  private final Pieces pieces;

  CheckedOpening(Pieces pieces) {
    this.pieces = pieces;
  }

  void sendToAll(long[] share, ShamirResources resources, Network network) {
    for (int piece = 0; piece < pieces.count(); piece++) {
      byte[] message = pieces.encode(pieces.cut(share, piece));
      resources.peers().forEach(peer -> network.send(peer.value(), message));
    }
  }

  /**
   * The secrets, given this party's own share.
   *
   * @throws ProtocolViolationException if the shares lie on no polynomial of degree t
   */
  long[] receive(long[] share, ShamirResources resources, Network network) {
    ShamirSharing sharing = new ShamirSharing(resources.field(), resources.parties().size(), resources.threshold());
    long[] opened = new long[share.length];
    for (int piece = 0; piece < pieces.count(); piece++) {
      SortedMap<PartyIndex, long[]> shares = new TreeMap<>();
      shares.put(resources.me(), pieces.cut(share, piece));
      for (PartyIndex peer : resources.peers()) {
        shares.put(peer, pieces.receive(network, peer, piece));
      }
      pieces.paste(sharing.recombine(shares), piece, opened);
    }
    return opened;
  }
}
