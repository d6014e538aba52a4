package org.jointly.protocols.sharing;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jointly.protocols.field.Lagrange;
import org.jointly.protocols.field.VectorField;
import org.jointly.protocols.round.PartyIndex;

/**
 * Deals Shamir shares of vectors with t messages fewer: the t parties that follow the dealer draw theirs.
 *
 * <p>Shape: the shares of the t parties cyclically next to the dealer come from the streams that they have in common with
 * the dealer; with the secret at 0 these determine the polynomial of degree t. The dealer computes its own share and those
 * of the n-1-t others, and sends the latter.
 * <p>Security: as {@link ShamirSharing#split}, up to the pseudo-randomness of the streams.
 * <p>Cost: one round; n-1-t messages of one element per secret.
 *
 * <p>Order matters: a receiver must draw from a dealer in the order in which that dealer deals. The rule that keeps this
 * true for protocols that run side by side: <b>draw in the same round step in which the dealer deals</b>, not when its
 * messages would arrive. One instance per session, field and purpose; not for use by several threads.
 */
public final class CompressedDealing {
  private final VectorField field;
  private final PartyIndex me;
  private final int parties;
  private final int threshold;
  /** The streams for my own dealings, of the receivers that draw, in cyclic order after me. */
  private final SortedMap<PartyIndex, Prg> mine = new TreeMap<>();
  /** The streams for the dealings of those dealers that I draw from. */
  private final SortedMap<PartyIndex, Prg> theirs = new TreeMap<>();
  /** For each party that does not draw from me: the coefficients of the secret and of {@link #mine}, in that order. */
  private final SortedMap<PartyIndex, long[][]> coefficients = new TreeMap<>();

  /**
   * @param purpose tells this instance from others of the same session; equal at all parties
   */
  public CompressedDealing(VectorField field, SharingKeys keys, String purpose) {
    this.field = field;
    this.me = keys.me();
    this.parties = keys.parties();
    this.threshold = keys.threshold();
    for (int i = 1; i <= parties; i++) {
      PartyIndex peer = new PartyIndex(i);
      if (drawsFrom(peer, me)) {
        mine.put(peer, keys.withPeer(peer, stream(purpose, me)));
      }
      if (drawsFrom(me, peer)) {
        theirs.put(peer, keys.withPeer(peer, stream(purpose, peer)));
      }
    }
    int[] points = new int[threshold + 1];
    int next = 1;
    for (PartyIndex peer : mine.keySet()) {
      points[next++] = peer.value();
    }
    for (int i = 1; i <= parties; i++) {
      if (!mine.containsKey(new PartyIndex(i))) {
        coefficients.put(new PartyIndex(i), Lagrange.coefficients(field, points, i));
      }
    }
  }

  /**
   * A dealer's side of one dealing.
   *
   * @param own the dealer's share
   * @param messages the shares to send
   */
  public record Dealt(long[] own, SortedMap<PartyIndex, long[]> messages) {
    public Dealt {
      messages = Collections.unmodifiableSortedMap(messages);
    }

    @Override
    public String toString() {
      return "Dealt[" + own.length + " longs, redacted]";
    }
  }

  /** Deals a vector of secrets. */
  public Dealt deal(long[] secrets) {
    SortedMap<PartyIndex, long[]> shares = new TreeMap<>();
    coefficients.forEach((party, c) -> {
      long[] share = new long[secrets.length];
      field.addScaled(share, secrets, c[0]);
      shares.put(party, share);
    });
    long[] drawn = new long[secrets.length];
    int next = 1;
    for (Prg stream : mine.values()) {
      field.sample(stream, drawn);
      int index = next++;
      coefficients.forEach((party, c) -> field.addScaled(shares.get(party), drawn, c[index]));
    }
    return new Dealt(shares.remove(me), shares);
  }

  /** Whether this party draws its share of a peer's dealings; if not, the dealer sends it. */
  public boolean draws(PartyIndex dealer) {
    return theirs.containsKey(dealer);
  }

  /**
   * This party's share of a peer's dealing.
   *
   * @param longs the length of the dealt vector in longs
   * @throws IllegalArgumentException if the share comes by message
   */
  public long[] draw(PartyIndex dealer, int longs) {
    Prg stream = theirs.get(dealer);
    if (stream == null) {
      throw new IllegalArgumentException("the shares of dealer " + dealer + " come by message");
    }
    long[] share = new long[longs];
    field.sample(stream, share);
    return share;
  }

  @Override
  public String toString() {
    return "CompressedDealing[" + field.label() + ", party " + me + "]";
  }

  /** Whether the receiver is among the t parties after the dealer. */
  private boolean drawsFrom(PartyIndex receiver, PartyIndex dealer) {
    int distance = Math.floorMod(receiver.value() - dealer.value(), parties);
    return distance >= 1 && distance <= threshold;
  }

  private String stream(String purpose, PartyIndex dealer) {
    return "deal/" + field.label() + "/" + purpose + "/" + dealer;
  }
}
