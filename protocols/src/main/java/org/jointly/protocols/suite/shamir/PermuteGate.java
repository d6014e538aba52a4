package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.network.Network;
import java.util.List;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.sharing.Pieces;

/**
 * Permutes rows of secrets by a permutation that nobody knows.
 *
 * <p>Cost: the rounds and transfers of the {@link Journey}, then one round in which its last holders, t+1 parties, send n-1-t
 * elements per element. For three parties two rounds, 4 elements in all.
 */
final class PermuteGate extends ShamirGate<ShamirShares> {
  private final DRes<? extends SecretVector> table;
  private final JointPermutation permutation;
  private Journey journey;
  private DealtSum sum;

  /** @param table columns of as many rows as the permutation has, one behind the other */
  PermuteGate(DRes<? extends SecretVector> table, JointPermutation permutation) {
    this.table = table;
    this.permutation = permutation;
  }

  @Override
  public EvaluationStatus evaluate(int round, ShamirResources resources, Network network) {
    int length = shares(table).length();
    Pieces pieces = new Pieces(resources.field(), length);
    if (round == 0) {
      journey = new Journey(permutation.forward(resources), shares(table), permutation.length(), resources);
    } else if (round <= journey.rounds()) {
      journey.receive(round, pieces, network);
    } else {
      return done(sum.receive(resources, network));
    }
    journey.send(round, pieces, network);
    if (round == journey.rounds()) {
      List<PartyIndex> dealers = journey.lastHolders();
      long[] mine = dealers.contains(resources.me()) ? journey.result() : new long[0];
      sum = new DealtSum(dealers::contains, length);
      sum.deal(resources, network, piece -> pieces.cut(mine, piece));
    }
    return EvaluationStatus.HAS_MORE_ROUNDS;
  }
}
