package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.network.Network;
import java.util.ArrayList;
import java.util.List;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.sharing.Pieces;

/**
 * Opens where each row belongs, the rows being in an order that nobody knows; so that the opened positions are a uniformly random
 * permutation.
 *
 * <p>Cost: the rounds and transfers of the {@link Journey} to that order, then one round in which its last holders, t+1
 * parties, send their summands to all others. For three parties, 4 elements per row for that.
 */
final class RevealOrderGate extends ShamirGate<int[]> {
  private final DRes<? extends SecretVector> places;
  private final List<JointPermutation> before;
  private final JointPermutation after;
  private Journey journey;
  private long[] mine;

  /**
   * @param places a permutation of 0, 1, ...; in the order of {@code before}
   * @param before the order that the places are in; empty if it is not permuted
   * @param after the order in which to reveal them
   */
  RevealOrderGate(DRes<? extends SecretVector> places, List<JointPermutation> before, JointPermutation after) {
    this.places = places;
    this.before = List.copyOf(before);
    this.after = after;
  }

  @Override
  public EvaluationStatus evaluate(int round, ShamirResources resources, Network network) {
    Pieces pieces = new Pieces(resources.field(), after.length());
    if (round == 0) {
      List<JointPermutation.Leg> legs = new ArrayList<>();
      before.forEach(permutation -> legs.addAll(permutation.backward(resources)));
      legs.addAll(after.forward(resources));
      journey = new Journey(legs, shares(places), after.length(), resources);
    } else if (round <= journey.rounds()) {
      journey.receive(round, pieces, network);
    } else {
      return done(positions(resources.field().toIntegers(opened(pieces, resources, network))));
    }
    journey.send(round, pieces, network);
    if (round == journey.rounds() && journey.lastHolders().contains(resources.me())) {
      sendResult(pieces, resources, network);
    }
    return EvaluationStatus.HAS_MORE_ROUNDS;
  }

  private void sendResult(Pieces pieces, ShamirResources resources, Network network) {
    mine = journey.result();
    for (int piece = 0; piece < pieces.count(); piece++) {
      byte[] message = pieces.encode(pieces.cut(mine, piece));
      resources.parties().stream()
          .filter(party -> !party.equals(resources.me()))
          .forEach(party -> network.send(party.value(), message));
    }
  }

  private long[] opened(Pieces pieces, ShamirResources resources, Network network) {
    PrimeField field = resources.field();
    List<PartyIndex> holders = journey.lastHolders();
    long[] sum = holders.contains(resources.me()) ? mine : new long[pieces.length() * field.limbs()];
    for (int piece = 0; piece < pieces.count(); piece++) {
      for (PartyIndex holder : holders) {
        if (!holder.equals(resources.me())) {
          pieces.add(pieces.receive(network, holder, piece), piece, sum);
        }
      }
    }
    mine = null;
    return sum;
  }

  private static int[] positions(IntegerVector opened) {
    int[] positions = new int[opened.length()];
    boolean[] taken = new boolean[positions.length];
    for (int i = 0; i < positions.length; i++) {
      long place = opened.fitsLongs() ? opened.lowAt(i) : -1;
      if (place < 0 || place >= positions.length || taken[(int) place]) {
        throw ProtocolViolationException.unattributed("the places of the rows are no permutation; session aborted");
      }
      taken[(int) place] = true;
      positions[i] = (int) place;
    }
    return positions;
  }
}
