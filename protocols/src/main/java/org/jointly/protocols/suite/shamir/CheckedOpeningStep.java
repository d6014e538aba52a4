package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.network.Network;
import java.util.Optional;
import java.util.function.Function;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.sharing.Pieces;

/** A {@link CheckedOpening} to all as one round of a chain. */
final class CheckedOpeningStep implements RoundStep {
  private final ShamirResources resources;
  private final long[] share;
  private final CheckedOpening opening;
  private final Function<long[], Optional<RoundStep>> next;

  /** @param next what to do with the opened elements */
  CheckedOpeningStep(ShamirResources resources, long[] share, Function<long[], Optional<RoundStep>> next) {
    this.resources = resources;
    this.share = share;
    this.opening = new CheckedOpening(new Pieces(resources.field(), share.length / resources.field().limbs()));
    this.next = next;
  }

  @Override
  public void send(Network network) {
    opening.sendToAll(share, resources, network);
  }

  @Override
  public Optional<RoundStep> receive(Network network) {
    return next.apply(opening.receive(share, resources, network));
  }
}
