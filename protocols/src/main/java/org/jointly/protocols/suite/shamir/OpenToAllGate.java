package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.network.Network;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.sharing.Pieces;

/**
 * Opens a vector to every party.
 *
 * <p>Cost: one round; every party sends t field elements per element, n-1 against malicious parties.
 */
final class OpenToAllGate<T> extends ShamirGate<T> implements VerifiedGate {
  private final DRes<? extends SecretVector> vector;
  private final IntConsumer guard;
  private final Function<long[], T> result;

  /**
   * @param guard called with the number of elements before a share is sent; throws to refuse
   * @param result what the opened field elements mean to the caller
   */
  OpenToAllGate(DRes<? extends SecretVector> vector, IntConsumer guard, Function<long[], T> result) {
    this.vector = vector;
    this.guard = guard;
    this.result = result;
  }

  @Override
  public EvaluationStatus evaluate(int round, ShamirResources resources, Network network) {
    ShamirShares shares = shares(vector);
    Pieces pieces = new Pieces(resources.field(), shares.length());
    if (round == 0) {
      guard.accept(shares.length());
    }
    return resources.isMalicious()
        ? checked(round, shares, pieces, resources, network)
        : plain(round, shares, new Opening(resources.threshold(), pieces), resources, network);
  }

  @Override
  public boolean opens() {
    return true;
  }

  private EvaluationStatus checked(
      int round, ShamirShares shares, Pieces pieces, ShamirResources resources, Network network) {
    CheckedOpening opening = new CheckedOpening(pieces);
    if (round == 0) {
      opening.sendToAll(shares.elements(), resources, network);
      return EvaluationStatus.HAS_MORE_ROUNDS;
    }
    long[] opened = opening.receive(shares.elements(), resources, network);
    resources.opened().toAll(pieces.encode(opened));
    return done(result.apply(opened));
  }

  private EvaluationStatus plain(
      int round, ShamirShares shares, Opening opening, ShamirResources resources, Network network) {
    if (round == 0) {
      opening.send(shares.elements(), resources, network);
      return EvaluationStatus.HAS_MORE_ROUNDS;
    }
    return done(result.apply(opening.receive(shares.elements(), resources, network)));
  }
}
