package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jointly.protocols.field.Lagrange;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.sharing.Pieces;
import org.jointly.protocols.sharing.Prg;

/**
 * Takes rows of secrets through permutations that different groups of parties know.
 *
 * <p>A leg's holders, t+1 parties that know its permutation, share each element additively. They permute their summands; before
 * the next leg they add fresh summands of zero, from streams that every two of them have in common, and those that do not hold
 * the next leg hand over to those that newly do, one to one.
 *
 * <p>Security: semi-honest. A summand comes to a newcomer masked by streams between its sender and the t other holders; if
 * the newcomer is corrupted, at most t-1 of these are, so that one stream is unknown to the corrupted and the summand is
 * uniform to them. Every set of t parties lacks the permutation of one leg. A party indexes its memory by permutations that it
 * knows: who shares its processor's caches may learn of them.
 *
 * <p>Cost: who hands over to whom is public and the same for every journey of a kind; a transfer is one field element per
 * element, and is sent as soon as its sender has the summand. There and on, from one permuted order to another, takes twice as
 * many rounds and transfers as the way there, which takes:
 *
 * <pre>
 *   parties     3   4   5   6   7
 *   rounds      1   1   6   7  21
 *   transfers   2   2  11  15  45
 * </pre>
 *
 * <p>Source: Laur, Willemson, Zhang, Round-efficient oblivious database manipulation, ISC 2011, where groups share anew among
 * all their members in each leg; the hand-over is ours.
 */
final class Journey {
  private final List<JointPermutation.Leg> legs;
  private final int rows;
  private final ShamirResources resources;
  private final PrimeField field;
  private final PartyIndex me;
  private final List<Transfer> transfers = new ArrayList<>();
  private final SortedMap<PartyIndex, Prg> masks = new TreeMap<>();
  /** By leg, the summand that I hold in it from then on. */
  private final Map<Integer, long[]> arrived = new TreeMap<>();
  private int nextLeg;
  private int rounds;

  /**
   * A summand that changes hands.
   *
   * @param leg the leg before which it does
   * @param round in which it is sent
   */
  private record Transfer(int leg, PartyIndex from, PartyIndex to, int round) {}

  /**
   * Begins with shares of degree t; draws this journey's masks.
   *
   * @param shares columns of so many rows, one behind the other
   */
  Journey(List<JointPermutation.Leg> legs, ShamirShares shares, int rows, ShamirResources resources) {
    this.legs = legs;
    this.rows = rows;
    this.resources = resources;
    this.field = resources.field();
    this.me = resources.me();
    resources.parties().stream()
        .filter(peer -> !peer.equals(me))
        .forEach(peer -> masks.put(peer, resources.freshStream(peer)));
    schedule();
    List<PartyIndex> first = holders(0);
    if (first.contains(me)) {
      int[] points = first.stream().mapToInt(PartyIndex::value).toArray();
      long[] summand = new long[shares.elements().length];
      field.scale(shares.elements(), Lagrange.coefficients(field, points, 0)[first.indexOf(me)], summand);
      arrived.put(0, summand);
    }
  }

  /** The rounds in which summands are sent. */
  int rounds() {
    return rounds;
  }

  /** Who has the summands at last. */
  List<PartyIndex> lastHolders() {
    return holders(legs.size() - 1);
  }

  /** Goes as far as this party can in a round, sending summands. */
  void send(int round, Pieces pieces, Network network) {
    while (nextLeg < legs.size()) {
      if (holders(nextLeg).contains(me)) {
        long[] summand = arrived.remove(nextLeg);
        if (summand == null) {
          return;
        }
        permute(summand);
        leave(summand, round, pieces, network);
      }
      nextLeg++;
    }
  }

  /** Receives the summands sent in the round before. */
  void receive(int round, Pieces pieces, Network network) {
    for (Transfer transfer : transfers) {
      if (transfer.to().equals(me) && transfer.round() == round - 1) {
        long[] summand = new long[pieces.length() * field.limbs()];
        for (int piece = 0; piece < pieces.count(); piece++) {
          pieces.paste(pieces.receive(network, transfer.from(), piece), piece, summand);
        }
        arrived.put(transfer.leg(), summand);
      }
    }
  }

  /** This party's summand at the end, masked; to be asked once, at each of the last holders. */
  long[] result() {
    long[] summand = arrived.remove(legs.size());
    mask(summand, lastHolders());
    return summand;
  }

  private void leave(long[] summand, int round, Pieces pieces, Network network) {
    int leg = nextLeg + 1;
    if (leg < legs.size() && !holders(leg).equals(holders(nextLeg))) {
      mask(summand, holders(nextLeg));
    }
    for (Transfer transfer : transfers) {
      if (transfer.leg() == leg && transfer.from().equals(me)) {
        if (transfer.round() != round) {
          throw new IllegalStateException("a transfer of round " + transfer.round() + " in round " + round);
        }
        for (int piece = 0; piece < pieces.count(); piece++) {
          pieces.send(network, transfer.to(), pieces.cut(summand, piece));
        }
        return;
      }
    }
    arrived.put(leg, summand);
  }

  private void permute(long[] summand) {
    int[] from = legs.get(nextLeg).from().orElseThrow();
    int limbs = field.limbs();
    long[] before = summand.clone();
    for (int column = 0; column < summand.length; column += rows * limbs) {
      for (int row = 0; row < rows; row++) {
        for (int limb = 0; limb < limbs; limb++) {
          summand[column + row * limbs + limb] = before[column + from[row] * limbs + limb];
        }
      }
    }
  }

  /** Adds what the streams with the other holders say, or subtracts it: all together they add zero. */
  private void mask(long[] summand, List<PartyIndex> holders) {
    long[] drawn = new long[summand.length];
    for (PartyIndex peer : holders) {
      if (!peer.equals(me)) {
        field.sample(masks.get(peer), drawn);
        if (me.compareTo(peer) < 0) {
          field.add(summand, drawn, summand);
        } else {
          field.subtract(summand, drawn, summand);
        }
      }
    }
  }

  private void schedule() {
    Map<PartyIndex, Integer> ready = new TreeMap<>();
    holders(0).forEach(holder -> ready.put(holder, 0));
    for (int leg = 1; leg < legs.size(); leg++) {
      List<PartyIndex> leaving = without(holders(leg - 1), holders(leg));
      List<PartyIndex> coming = without(holders(leg), holders(leg - 1));
      for (int i = 0; i < leaving.size(); i++) {
        int round = ready.get(leaving.get(i));
        transfers.add(new Transfer(leg, leaving.get(i), coming.get(i), round));
        ready.merge(coming.get(i), round + 1, Math::max); // masks are drawn leg after leg
      }
    }
    rounds = lastHolders().stream().mapToInt(ready::get).max().orElseThrow();
  }

  private static List<PartyIndex> without(List<PartyIndex> some, List<PartyIndex> others) {
    return some.stream().filter(party -> !others.contains(party)).toList();
  }

  /** The first t+1 parties outside the leg's set. */
  private List<PartyIndex> holders(int leg) {
    int set = legs.get(leg).set();
    return resources.parties().stream()
        .filter(party -> (set >>> party.value() - 1 & 1) == 0)
        .limit(resources.threshold() + 1L)
        .toList();
  }
}
