package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.network.Network;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.sharing.Pieces;
import org.jointly.protocols.suite.spdz.material.Authenticated;
import org.jointly.protocols.suite.spdz.material.Material;

/**
 * One vector of each of some parties, shared.
 *
 * <p>The owner of x has random masks r, of which all hold shares; it sends x - r to everybody, and x is what is shared then. That
 * all were sent the same is checked before anything is opened ({@link
 * org.jointly.protocols.suite.spdz.check.Openings#sentToAll}); until then whoever was told something else holds shares that mean
 * nothing.
 *
 * <p>Cost: one mask per element and owner; one round; every owner sends one element per element to n-1 parties.
 */
final class InputStep implements RoundStep {
  private final SpdzResources resources;
  private final SortedMap<PartyIndex, Material.Masks> masks;
  private final Optional<long[]> mine;
  private final int length;
  private final Pieces pieces;
  private final Function<SortedMap<PartyIndex, Authenticated>, Optional<RoundStep>> next;
  private long[] masked = new long[0];

  /**
   * @param masks of the owners
   * @param mine this party's elements if it is an owner
   */
  InputStep(
      SpdzResources resources,
      SortedMap<PartyIndex, Material.Masks> masks,
      Optional<long[]> mine,
      int length,
      Function<SortedMap<PartyIndex, Authenticated>, Optional<RoundStep>> next) {
    this.resources = resources;
    this.masks = masks;
    this.mine = mine;
    this.length = length;
    this.pieces = new Pieces(resources.field(), length);
    this.next = next;
  }

  @Override
  public void send(Network network) {
    PartyIndex me = resources.table().me();
    if (!masks.containsKey(me)) {
      return;
    }
    masked = mine.orElseThrow(() -> new IllegalArgumentException("party " + me + " does not give its input")).clone();
    resources.requireInput(masked);
    resources.field().subtract(masked, masks.get(me).clear().orElseThrow(), masked);
    for (int piece = 0; piece < pieces.count(); piece++) {
      byte[] message = pieces.encode(pieces.cut(masked, piece));
      resources.table().peers().forEach(peer -> network.send(peer.value(), message));
    }
  }

  @Override
  public Optional<RoundStep> receive(Network network) {
    SortedMap<PartyIndex, Authenticated> shared = new TreeMap<>();
    for (PartyIndex owner : masks.keySet()) {
      shared.put(owner, resources.arithmetic().add(masks.get(owner).shares(), difference(owner, network)));
    }
    return next.apply(shared);
  }

  private long[] difference(PartyIndex owner, Network network) {
    long[] difference = new long[length * resources.field().limbs()];
    for (int piece = 0; piece < pieces.count(); piece++) {
      long[] values = owner.equals(resources.table().me())
          ? pieces.cut(masked, piece)
          : pieces.receive(network, owner, piece);
      resources.openings().sentToAll(owner, pieces.encode(values));
      pieces.paste(values, piece, difference);
    }
    return difference;
  }
}
