package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jointly.protocols.round.RoundStep;

/**
 * The parties 1..d each deal a vector of the same length, as one round of a chain.
 *
 * <p>Cost: one round; a dealer sends n-1-t field elements per element.
 */
final class DealingStep implements RoundStep {
  private final ShamirResources resources;
  private final IntFunction<long[]> mine;
  private final Function<List<long[]>, Optional<RoundStep>> next;
  private final List<DealtSum> dealings = new ArrayList<>();

  /**
   * @param mine gives the pieces of this party's vector; not called at a party that does not deal
   * @param next what to do with this party's shares, one vector per dealer
   */
  DealingStep(
      ShamirResources resources,
      int dealers,
      int length,
      IntFunction<long[]> mine,
      Function<List<long[]>, Optional<RoundStep>> next) {
    this.resources = resources;
    this.mine = mine;
    this.next = next;
    resources.parties().stream().limit(dealers).forEach(dealer -> dealings.add(new DealtSum(dealer::equals, length)));
  }

  @Override
  public void send(Network network) {
    dealings.forEach(dealing -> dealing.deal(resources, network, mine));
  }

  @Override
  public Optional<RoundStep> receive(Network network) {
    return next.apply(dealings.stream().map(dealing -> dealing.receive(resources, network).elements()).toList());
  }
}
