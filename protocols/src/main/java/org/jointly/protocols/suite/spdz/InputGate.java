package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.sharing.Pieces;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;
import org.jointly.protocols.suite.spdz.material.Material;

/**
 * Shares one vector of each of some parties, and adds them up.
 *
 * <p>The owner of x has random masks r, of which all hold shares; it sends x - r to everybody, and x is what is shared then. That
 * all were sent the same is checked before anything is opened ({@link
 * org.jointly.protocols.suite.spdz.check.Openings#sentToAll}); until then whoever was told something else holds shares that mean
 * nothing.
 *
 * <p>Cost: one mask per element and owner; one round; every owner sends one element per element to n-1 parties.
 */
final class InputGate extends SpdzGate<SpdzShares> {
  private final Optional<long[]> mine;
  private final int length;
  private final Predicate<PartyIndex> isOwner;

  /**
   * @param mine this party's elements if it is an owner
   * @param isOwner whose vectors
   */
  InputGate(Optional<long[]> mine, int length, Predicate<PartyIndex> isOwner) {
    this.mine = mine;
    this.length = length;
    this.isOwner = isOwner;
  }

  @Override
  Amounts needs(SpdzResources resources) {
    List<Long> masks = new ArrayList<>();
    for (int party = 1; party <= resources.getNoOfParties(); party++) {
      masks.add(isOwner.test(new PartyIndex(party)) ? (long) length : 0);
    }
    return new Amounts(0, 0, masks);
  }

  @Override
  Optional<RoundStep> start(SpdzResources resources) {
    if (length == 0) {
      return done(new SpdzShares(Authenticated.none(), 0));
    }
    SortedMap<PartyIndex, Material.Masks> masks = new TreeMap<>();
    for (int party = 1; party <= resources.getNoOfParties(); party++) {
      PartyIndex owner = new PartyIndex(party);
      if (isOwner.test(owner)) {
        masks.put(owner, resources.stock().masks(owner, length));
      }
    }
    return Optional.of(new Sharing(resources, masks));
  }

  private final class Sharing implements RoundStep {
    private final SpdzResources resources;
    private final SortedMap<PartyIndex, Material.Masks> masks;
    private final Pieces pieces;
    private long[] masked = new long[0];

    Sharing(SpdzResources resources, SortedMap<PartyIndex, Material.Masks> masks) {
      this.resources = resources;
      this.masks = masks;
      this.pieces = new Pieces(resources.field(), length);
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
      Authenticated sum = Authenticated.zeros(resources.field(), length);
      for (PartyIndex owner : masks.keySet()) {
        sum = resources.arithmetic().add(
            sum, resources.arithmetic().add(masks.get(owner).shares(), difference(owner, network)));
      }
      return done(new SpdzShares(sum, length));
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
}
