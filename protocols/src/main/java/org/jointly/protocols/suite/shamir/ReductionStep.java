package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.network.Network;
import java.util.Optional;
import java.util.function.Function;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.sharing.Pieces;

/**
 * Brings shares of degree 2t down to degree t by dealing them anew, as one round of a chain.
 *
 * <p>Cost: one round; parties 1..2t+1 send n-1-t field elements per element.
 */
final class ReductionStep implements RoundStep {
  private final ShamirResources resources;
  private final long[] product;
  private final DealtSum sum;
  private final Function<long[], Optional<RoundStep>> next;

  /** @param product this party's shares of degree 2t */
  ReductionStep(ShamirResources resources, long[] product, Function<long[], Optional<RoundStep>> next) {
    this.resources = resources;
    this.product = product;
    this.sum = new DealtSum(resources::reducesDegree, product.length / resources.field().limbs());
    this.next = next;
  }

  @Override
  public void send(Network network) {
    Pieces pieces = new Pieces(resources.field(), product.length / resources.field().limbs());
    sum.deal(resources, network, piece -> {
      long[] weighted = pieces.cut(product, piece);
      resources.field().scale(weighted, resources.reductionWeight(), weighted);
      return weighted;
    });
  }

  @Override
  public Optional<RoundStep> receive(Network network) {
    return next.apply(sum.receive(resources, network).elements());
  }
}
