package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.network.Network;
import java.util.ArrayList;
import java.util.List;
import org.jointly.protocols.field.Lagrange;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.sharing.Pieces;

/**
 * Opens shares of some degree to every party: each sends its share to the next {@code degree} parties and recombines with
 * those of the {@code degree} before it.
 *
 * <p>Cost: one round; every party sends {@code degree} field elements per element. Degree at most n-1.
 */
final class Opening {
  private final int degree;
  private final Pieces pieces;

  Opening(int degree, Pieces pieces) {
    this.degree = degree;
    this.pieces = pieces;
  }

  void send(long[] share, ShamirResources resources, Network network) {
    List<PartyIndex> receivers = resources.after(resources.me(), degree);
    for (int piece = 0; piece < pieces.count(); piece++) {
      byte[] message = pieces.encode(pieces.cut(share, piece));
      receivers.forEach(receiver -> network.send(receiver.value(), message));
    }
  }

  /** The secrets, given this party's own share. */
  long[] receive(long[] share, ShamirResources resources, Network network) {
    PrimeField field = resources.field();
    List<PartyIndex> senders = resources.before(resources.me(), degree);
    List<PartyIndex> points = new ArrayList<>(senders);
    points.add(0, resources.me());
    long[][] weights = Lagrange.coefficients(field, points.stream().mapToInt(PartyIndex::value).toArray(), 0);
    long[] opened = new long[share.length];
    for (int piece = 0; piece < pieces.count(); piece++) {
      long[] value = pieces.cut(share, piece);
      field.scale(value, weights[0], value);
      for (int i = 0; i < senders.size(); i++) {
        field.addScaled(value, pieces.receive(network, senders.get(i), piece), weights[i + 1]);
      }
      pieces.paste(value, piece, opened);
    }
    return opened;
  }
}
