package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.network.Network;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.sharing.CompressedDealing;
import org.jointly.protocols.sharing.Pieces;

/**
 * The sum of one vector per dealer, each dealt in shares: the step that inputs and multiplications have in common.
 *
 * <p>In the first round a dealer deals piece by piece; a party draws, or in the second round receives, its share of every
 * dealer's piece and adds them up.
 *
 * <p>Cost: one round. A dealer sends n-1-t field elements per element of the vector, one to each of the parties that do not
 * follow it within t; with all parties dealing, each also receives n-1-t.
 */
final class DealtSum {
  private final Predicate<PartyIndex> dealers;
  private final int length;
  private long[] sum;

  DealtSum(Predicate<PartyIndex> dealers, int length) {
    this.dealers = dealers;
    this.length = length;
  }

  /** @param secrets gives the piece of this party's vector; not called at a party that does not deal */
  void deal(ShamirResources resources, Network network, IntFunction<long[]> secrets) {
    resources.dealt();
    CompressedDealing dealing = resources.dealing();
    Pieces pieces = pieces(resources);
    sum = new long[length * resources.field().limbs()];
    for (int piece = 0; piece < pieces.count(); piece++) {
      for (PartyIndex dealer : resources.parties()) {
        if (!dealers.test(dealer)) {
          continue;
        }
        if (dealer.equals(resources.me())) {
          CompressedDealing.Dealt dealt = dealing.deal(secrets.apply(piece));
          dealt.messages().forEach((to, values) -> pieces.send(network, to, values));
          pieces.add(dealt.own(), piece, sum);
        } else if (dealing.draws(dealer)) {
          pieces.add(dealing.draw(dealer, pieces.longs(piece)), piece, sum);
        }
      }
    }
  }

  ShamirShares receive(ShamirResources resources, Network network) {
    Pieces pieces = pieces(resources);
    for (int piece = 0; piece < pieces.count(); piece++) {
      for (PartyIndex dealer : resources.parties()) {
        if (dealers.test(dealer) && !dealer.equals(resources.me()) && !resources.dealing().draws(dealer)) {
          pieces.add(pieces.receive(network, dealer, piece), piece, sum);
        }
      }
    }
    ShamirShares shares = new ShamirShares(sum, length);
    sum = null;
    return shares;
  }

  private Pieces pieces(ShamirResources resources) {
    PrimeField field = resources.field();
    return new Pieces(field, length);
  }
}
