package org.jointly.protocols.suite.spdz.mascot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.MessageLengths;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.sharing.Prg;
import org.jointly.protocols.suite.spdz.check.Coins;
import org.jointly.protocols.suite.spdz.check.CommittedExchange;
import org.jointly.protocols.suite.spdz.check.Table;
import org.jointly.protocols.suite.spdz.check.Transcript;

/**
 * Shares, for a vector of each party, its product with the MAC key: every other party's key share times it by oblivious product
 * evaluation.
 *
 * <p>That every party used one vector with all others, and one key share for all vectors, is checked by a random linear combination of
 * each party's vector, with a random element more that hides it: it is told to all, and its MAC is checked.
 *
 * <p>Cost: six rounds. With k the bits of the field and L elements, (L+1)·k elements to every peer; an element to tell, and n
 * elements with the check. Source: protocol Π_[[·]], figure 5 of the paper.
 */
final class Authentication {
  private final Table table;
  private final PrimeField field;
  private final long[] keyShare;
  private final SortedMap<PartyIndex, Pairing> pairings;
  private final Transcript transcript;
  private final Function<PartyIndex, Integer> lengths;
  private final Function<SortedMap<PartyIndex, long[]>, Optional<RoundStep>> next;
  private final SortedMap<PartyIndex, long[]> macs = new TreeMap<>();
  private long[] mine = new long[0];

  /**
   * @param lengths of everybody's vectors, in elements
   * @param next gets this party's shares of the MACs of everybody's vectors
   */
  Authentication(
      Table table,
      long[] keyShare,
      SortedMap<PartyIndex, Pairing> pairings,
      Transcript transcript,
      Function<PartyIndex, Integer> lengths,
      Function<SortedMap<PartyIndex, long[]>, Optional<RoundStep>> next) {
    this.table = table;
    this.field = table.field();
    this.keyShare = keyShare;
    this.pairings = pairings;
    this.transcript = transcript;
    this.lengths = lengths;
    this.next = next;
  }

  /**
   * The messages of the six rounds.
   *
   * @param counts of elements of everybody's vectors
   */
  static List<MessageLengths> lengths(PrimeField field, int parties, ToIntFunction<PartyIndex> counts) {
    List<MessageLengths> rounds = new ArrayList<>();
    rounds.add(sender -> new long[] {CopeSender.bytes(field, counts.applyAsInt(sender) + 1)});
    rounds.addAll(Coins.lengths(Transcript.BYTES));
    rounds.add(MessageLengths.ofAll(field.bytes()));
    rounds.addAll(CommittedExchange.lengths((long) parties * field.bytes(), Transcript.BYTES));
    return rounds;
  }

  /** @param vector this party's */
  RoundStep start(long[] vector) {
    int limbs = field.limbs();
    mine = Arrays.copyOf(vector, vector.length + limbs);
    long[] hiding = Elements.random(field, table.random(), 1);
    System.arraycopy(hiding, 0, mine, vector.length, limbs);
    long[] own = new long[mine.length];
    field.scale(mine, keyShare, own);
    macs.put(table.me(), own);
    return new Exchange(table, this::productsFor, peer -> CopeSender.bytes(field, lengths.apply(peer) + 1), this::received);
  }

  private byte[] productsFor(PartyIndex peer) {
    CopeSender.Extended extended = pairings.get(peer).vector().extend(mine);
    field.add(macs.get(table.me()), extended.share(), macs.get(table.me()));
    return extended.message();
  }

  private Optional<RoundStep> received(SortedMap<PartyIndex, byte[]> messages) {
    messages.forEach((peer, message) ->
        macs.put(peer, pairings.get(peer).key().extend(message, lengths.apply(peer) + 1)));
    return Optional.of(Coins.toss(table, "the check of the MACs of new values", transcript.digest(), this::tell));
  }

  private Optional<RoundStep> tell(Prg coins) {
    SortedMap<PartyIndex, long[]> coefficients = new TreeMap<>();
    macs.forEach((party, shares) -> {
      long[] each = new long[shares.length];
      field.sample(coins, each);
      System.arraycopy(field.element(1), 0, each, each.length - field.limbs(), field.limbs());
      coefficients.put(party, each);
    });
    byte[] combined = Elements.encode(field, field.innerProduct(coefficients.get(table.me()), mine));
    return Optional.of(new Exchange(table, peer -> combined, peer -> field.bytes(), told -> {
      SortedMap<PartyIndex, byte[]> all = new TreeMap<>(told);
      all.put(table.me(), combined);
      return Optional.of(check(coefficients, all));
    }));
  }

  private RoundStep check(SortedMap<PartyIndex, long[]> coefficients, SortedMap<PartyIndex, byte[]> told) {
    String what = "the check of the MACs of new values";
    int limbs = field.limbs();
    long[] sigma = new long[table.parties() * limbs];
    told.forEach((party, message) -> {
      long[] combined = Elements.decode(field, party, message, 1, "a combination of new values");
      transcript.add(message);
      long[] zero = field.difference(
          field.innerProduct(coefficients.get(party), macs.get(party)), field.product(combined, keyShare));
      System.arraycopy(zero, 0, sigma, (party.value() - 1) * limbs, limbs);
    });
    return CommittedExchange.start(table, what, Elements.encode(field, sigma), transcript.digest(), opened -> {
      requireZeros(what, opened);
      return next.apply(withoutHiding());
    });
  }

  private void requireZeros(String what, List<byte[]> opened) {
    long[] sum = new long[table.parties() * field.limbs()];
    for (int party = 1; party <= opened.size(); party++) {
      field.add(sum, Elements.decode(field, new PartyIndex(party), opened.get(party - 1), table.parties(), "numbers in " + what), sum);
    }
    if (!Arrays.equals(sum, new long[sum.length])) {
      throw ProtocolViolationException.unattributed(
          what + " failed: some party used different values with different parties; session aborted");
    }
  }

  private SortedMap<PartyIndex, long[]> withoutHiding() {
    SortedMap<PartyIndex, long[]> all = new TreeMap<>();
    macs.forEach((party, shares) -> all.put(party, Arrays.copyOf(shares, shares.length - field.limbs())));
    return all;
  }
}
