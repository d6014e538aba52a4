package org.jointly.protocols.suite.spdz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.Authenticated;
import org.jointly.protocols.suite.spdz.material.Material;

/**
 * Shares one vector of each of some parties, and adds them up: an {@link InputStep}.
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
    return Optional.of(new InputStep(resources, masks, mine, length, shared -> done(new SpdzShares(
        shared.values().stream().reduce(resources.arithmetic()::add).orElseThrow(), length))));
  }
}
