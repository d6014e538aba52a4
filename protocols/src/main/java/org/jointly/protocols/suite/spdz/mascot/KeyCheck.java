package org.jointly.protocols.suite.spdz.mascot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.MessageLengths;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.sharing.Prg;
import org.jointly.protocols.suite.spdz.check.Openings;
import org.jointly.protocols.suite.spdz.check.Table;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/**
 * Checks that every party uses one share of the MAC key with all others: the sum of a random element of each party is opened, and its
 * MAC checked.
 *
 * <p>{@link Authentication} cannot see this. Let a corrupted party use the share d_i with party i. What party i authenticates has a MAC
 * under a key that depends on i; the combination that party i tells is known to the cheater, and so is what it must add to pass. The
 * first sum of several parties' elements that is opened fails its check, but too late: the honest parties' part of that check shows
 * Σ r_i·d_i, which, for masks r_i, with Σ r_i solves for the inputs of each.
 *
 * <p>Here only the sum of the elements is known, as every party's is shared before by streams in common. Where honest parties' keys
 * differ, what the cheater must add is a combination of honest elements other than their sum, which is uniform given the sum: the check
 * passes with probability 1/p. What it shows is of elements that are used for nothing else.
 *
 * <p>Material in store is under a key already, and a session that makes the rest could be given another share of it. Then the check of an
 * opened x - a, x from the store and a new, would show x·d - a·d', and so x. So the sum opened here contains the store's anchor, too: an
 * element that stays unknown under the others.
 *
 * <p>Cost: six rounds; k + 1 elements to every peer, and those of a check. Once a setup. (Ours.)
 */
final class KeyCheck {
  private final Table table;
  private final PrimeField field;
  private final long[] keyShare;
  private final SortedMap<PartyIndex, Pairing> pairings;
  private final Optional<Authenticated> anchor;
  private final Openings openings;
  private final Supplier<Optional<RoundStep>> next;

  /**
   * @param anchor authenticated before, under what should be the same key
   * @param next called when it has passed
   */
  KeyCheck(
      Table table,
      long[] keyShare,
      SortedMap<PartyIndex, Pairing> pairings,
      Optional<Authenticated> anchor,
      Openings openings,
      Supplier<Optional<RoundStep>> next) {
    this.table = table;
    this.field = table.field();
    this.keyShare = keyShare;
    this.pairings = pairings;
    this.anchor = anchor;
    this.openings = openings;
    this.next = next;
  }

  /** The messages of the six rounds. */
  static List<MessageLengths> lengths(PrimeField field) {
    List<MessageLengths> rounds = new ArrayList<>();
    rounds.add(MessageLengths.ofAll(CopeSender.bytes(field, 1)));
    rounds.add(Openings.lengths(field, 1));
    rounds.addAll(Openings.checkLengths(field));
    return rounds;
  }

  RoundStep start() {
    long[] mine = Elements.random(field, table.random(), 1);
    long[] share = mine.clone();
    long[] mac = field.product(mine, keyShare);
    return new Exchange(table, peer -> {
      Pairing pairing = pairings.get(peer);
      field.subtract(share, drawn(pairing.mine()), share);
      field.add(share, drawn(pairing.theirs()), share);
      CopeSender.Extended extended = pairing.vector().extend(mine);
      field.add(mac, extended.share(), mac);
      return extended.message();
    }, peer -> CopeSender.bytes(field, 1), messages -> {
      messages.forEach((peer, message) -> field.add(mac, pairings.get(peer).key().extend(message, 1), mac));
      Authenticated fresh = new Authenticated(share, mac);
      Authenticated sum = anchor.map(old -> old.plus(field, fresh)).orElse(fresh);
      return Optional.of(openings.open(sum, opened -> Optional.of(openings.check("the check of the key shares", next))));
    });
  }

  private long[] drawn(Prg stream) {
    long[] element = new long[field.limbs()];
    field.sample(stream, element);
    return element;
  }
}
