package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.network.Network;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.sharing.Pieces;

/**
 * Opens a vector to one party: the t parties before it send it their shares, against malicious parties all do.
 *
 * <p>Cost: one round; each of these parties sends one field element per element.
 */
final class OpenToOneGate<T> extends ShamirGate<Optional<T>> implements VerifiedGate {
  private final DRes<? extends SecretVector> vector;
  private final PartyIndex receiver;
  private final IntConsumer guard;
  private final Function<long[], T> result;

  /** Parameters as in {@link OpenToAllGate}. */
  OpenToOneGate(
      DRes<? extends SecretVector> vector, PartyIndex receiver, IntConsumer guard, Function<long[], T> result) {
    this.vector = vector;
    this.receiver = receiver;
    this.guard = guard;
    this.result = result;
  }

  @Override
  public EvaluationStatus evaluate(int round, ShamirResources resources, Network network) {
    ShamirShares shares = shares(vector);
    Pieces pieces = new Pieces(resources.field(), shares.length());
    if (round == 0) {
      guard.accept(shares.length());
      if (senders(resources).contains(resources.me())) {
        for (int piece = 0; piece < pieces.count(); piece++) {
          pieces.send(network, receiver, pieces.cut(shares.elements(), piece));
        }
      }
      return EvaluationStatus.HAS_MORE_ROUNDS;
    }
    if (resources.isMalicious()) {
      resources.opened().toOne(receiver.value(), shares.length());
    }
    if (!receiver.equals(resources.me())) {
      return done(Optional.empty());
    }
    long[] opened = resources.isMalicious()
        ? new CheckedOpening(pieces).receive(shares.elements(), resources, network)
        : new Opening(resources.threshold(), pieces).receive(shares.elements(), resources, network);
    return done(Optional.of(result.apply(opened)));
  }

  @Override
  public boolean opens() {
    return true;
  }

  private List<PartyIndex> senders(ShamirResources resources) {
    return resources.before(receiver, resources.isMalicious() ? resources.parties().size() - 1 : resources.threshold());
  }
}
