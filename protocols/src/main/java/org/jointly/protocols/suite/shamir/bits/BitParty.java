package org.jointly.protocols.suite.shamir.bits;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jointly.protocols.field.BinaryField;
import org.jointly.protocols.field.Lagrange;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.sharing.CompressedDealing;
import org.jointly.protocols.sharing.Prg;
import org.jointly.protocols.sharing.PseudoRandomBits;
import org.jointly.protocols.sharing.SharingKeys;

/**
 * One party's place, field and streams for circuits on bits, during a session.
 *
 * <p>Not for use by several threads.
 */
public final class BitParty {
  private final PartyIndex me;
  private final int parties;
  private final int threshold;
  private final BinaryField field;
  private final CompressedDealing dealing;
  private final PseudoRandomBits randomBits;
  private final List<Optional<Prg>> masks;
  private final Optional<long[]> productWeight;

  /** Takes its streams from the keys; once per session. */
  public BitParty(SharingKeys keys) {
    this.me = keys.me();
    this.parties = keys.parties();
    this.threshold = keys.threshold();
    this.field = BinaryField.forParties(parties);
    this.dealing = new CompressedDealing(field, keys, "bits");
    this.randomBits = new PseudoRandomBits(field, keys, "bits");
    this.masks = List.of(maskOf(1, keys), maskOf(2, keys));
    int[] multipliers = IntStream.rangeClosed(1, multipliers()).toArray();
    this.productWeight = me.value() > multipliers()
        ? Optional.empty()
        : Optional.of(Lagrange.coefficients(field, multipliers, 0)[me.value() - 1]);
  }

  /** The bits that nobody knows. */
  public PseudoRandomBits randomBits() {
    return randomBits;
  }

  BinaryField field() {
    return field;
  }

  PartyIndex me() {
    return me;
  }

  int threshold() {
    return threshold;
  }

  CompressedDealing dealing() {
    return dealing;
  }

  /** The parties 1..2t+1 recombine a product of shares. */
  int multipliers() {
    return 2 * threshold + 1;
  }

  /** This party's weight among them, empty at the others. */
  Optional<long[]> productWeight() {
    return productWeight;
  }

  /** The stream with which party 3 hides what party 1 or 2 tells the other; empty at that other and beyond party 3. */
  Optional<Prg> mask(int hider) {
    return masks.get(hider - 1);
  }

  /** The party so many places after this one, cyclically; before it if negative. */
  PartyIndex at(int distance) {
    return new PartyIndex(Math.floorMod(me.value() - 1 + distance, parties) + 1);
  }

  /** The party and the t before it: whose shares it opens bits with. */
  int[] openers(PartyIndex receiver) {
    return IntStream.rangeClosed(0, threshold)
        .map(distance -> Math.floorMod(receiver.value() - 1 - distance, parties) + 1)
        .toArray();
  }

  private Optional<Prg> maskOf(int hider, SharingKeys keys) {
    int peer = me.value() == hider ? 3 : hider;
    return me.value() == hider || me.value() == 3
        ? Optional.of(keys.withPeer(new PartyIndex(peer), "mask/" + hider))
        : Optional.empty();
  }
}
