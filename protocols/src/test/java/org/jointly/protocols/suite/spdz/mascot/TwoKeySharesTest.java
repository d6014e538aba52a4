package org.jointly.protocols.suite.spdz.mascot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.field.PrimeFields;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.sharing.Prg;
import org.jointly.protocols.simulation.SimulationFailedException;
import org.jointly.protocols.suite.spdz.check.Coins;
import org.jointly.protocols.suite.spdz.check.CommittedExchange;
import org.jointly.protocols.suite.spdz.check.Openings;
import org.jointly.protocols.suite.spdz.check.Table;
import org.jointly.protocols.suite.spdz.check.Transcript;
import org.jointly.protocols.suite.spdz.ot.ExtensionReceiver;
import org.jointly.protocols.suite.spdz.ot.ExtensionSender;
import org.junit.jupiter.api.Test;

/**
 * Party 1 uses one share of the MAC key with party 2 and another one with party 3, and adds in the check of the MACs of new values
 * what it knows to be missing.
 */
class TwoKeySharesTest {
  private static final PrimeField FIELD = PrimeFields.MERSENNE_61;
  private static final PartyIndex CHEATER = new PartyIndex(1);
  private static final String WHAT = "the check of the MACs of new values";
  private static final int LENGTH = 3;

  private final Map<PartyIndex, SortedMap<PartyIndex, long[]>> authenticated = new ConcurrentHashMap<>();

  /** The share of a party's key that it uses with another. */
  private static long[] keyShare(PartyIndex party, PartyIndex other) {
    return FIELD.element(1_000_003L * party.value() + (party.equals(CHEATER) ? other.value() : 0));
  }

  /** As a setup would have left it: product evaluation keyed by those shares. */
  private static SortedMap<PartyIndex, Pairing> pairings(Table table) {
    SortedMap<PartyIndex, Pairing> pairings = new TreeMap<>();
    for (PartyIndex peer : table.peers()) {
      long[] share = keyShare(table.me(), peer);
      byte[][] chosen = new byte[FIELD.bits()][];
      byte[][][] both = new byte[FIELD.bits()][2][];
      for (int bit = 0; bit < FIELD.bits(); bit++) {
        both[bit][0] = seed(table.me(), peer, bit, 0);
        both[bit][1] = seed(table.me(), peer, bit, 1);
        chosen[bit] = seed(peer, table.me(), bit, Elements.bit(share, bit) ? 1 : 0);
      }
      pairings.put(peer, new Pairing(
          new ExtensionReceiver(new byte[128][2][32], new byte[16], table.random()),
          new ExtensionSender(peer, new byte[128][32], new boolean[128], new byte[16]),
          new CopeSender(FIELD, both),
          new CopeReceiver(FIELD, peer, share, chosen),
          new Prg(seed(table.me(), peer, -1, 0), "masks"),
          new Prg(seed(peer, table.me(), -1, 0), "masks")));
    }
    return pairings;
  }

  private static byte[] seed(PartyIndex from, PartyIndex to, int bit, int which) {
    return ByteBuffer.allocate(32).putInt(from.value()).putInt(to.value()).putInt(bit).putInt(which).array();
  }

  /** A vector authenticated, then whatever follows. */
  private RoundStep chain(Table table, Function<SortedMap<PartyIndex, Pairing>, Optional<RoundStep>> next) {
    SortedMap<PartyIndex, Pairing> pairings = pairings(table);
    long[] vector = Elements.random(FIELD, table.random(), LENGTH);
    if (table.me().equals(CHEATER)) {
      return cheatsWith(vector, table, pairings, () -> next.apply(pairings));
    }
    return new Authentication(table, honestKey(table), pairings, new Transcript(), owner -> LENGTH, macs -> {
      authenticated.put(table.me(), macs);
      return next.apply(pairings);
    }).start(vector);
  }

  private static long[] honestKey(Table table) {
    return keyShare(table.me(), new PartyIndex(2));
  }

  /** {@link Authentication}, but for the key: every owner's vector is checked with the share that the cheater used with it. */
  private static RoundStep cheatsWith(
      long[] vector, Table table, SortedMap<PartyIndex, Pairing> pairings, Supplier<Optional<RoundStep>> next) {
    long[] mine = Arrays.copyOf(vector, vector.length + 1);
    mine[LENGTH] = Elements.random(FIELD, table.random(), 1)[0];
    SortedMap<PartyIndex, long[]> macs = new TreeMap<>();
    long[] own = new long[mine.length];
    macs.put(table.me(), own);
    Transcript transcript = new Transcript();
    return new Exchange(table, peer -> {
      CopeSender.Extended extended = pairings.get(peer).vector().extend(mine);
      FIELD.add(own, extended.share(), own);
      return extended.message();
    }, peer -> CopeSender.bytes(FIELD, LENGTH + 1), messages -> {
      messages.forEach((peer, message) -> macs.put(peer, pairings.get(peer).key().extend(message, LENGTH + 1)));
      return Optional.of(Coins.toss(table, WHAT, transcript.digest(), coins -> {
        SortedMap<PartyIndex, long[]> coefficients = new TreeMap<>();
        macs.forEach((party, shares) -> {
          long[] each = new long[LENGTH + 1];
          FIELD.sample(coins, each);
          each[LENGTH] = 1;
          coefficients.put(party, each);
        });
        byte[] combined = Elements.encode(FIELD, FIELD.innerProduct(coefficients.get(table.me()), mine));
        return Optional.of(new Exchange(table, peer -> combined, peer -> FIELD.bytes(), told -> {
          SortedMap<PartyIndex, byte[]> all = new TreeMap<>(told);
          all.put(table.me(), combined);
          long[] sigma = new long[table.parties()];
          all.forEach((party, message) -> {
            transcript.add(message);
            long[] y = Elements.decode(FIELD, party, message, 1, "y");
            sigma[party.value() - 1] = party.equals(CHEATER)
                ? FIELD.innerProduct(coefficients.get(party), macs.get(party))[0]
                : FIELD.difference(FIELD.innerProduct(coefficients.get(party), macs.get(party)),
                    FIELD.product(y, keyShare(CHEATER, party)))[0];
          });
          return Optional.of(CommittedExchange.start(
              table, WHAT, Elements.encode(FIELD, sigma), transcript.digest(), opened -> next.get()));
        }));
      }));
    });
  }

  /** Why there is a check of the key shares: this one passes. */
  @Test
  void checkOfNewValues_withTwoKeyShares_passes() {
    new Kitchen(3, FIELD).follow(table -> chain(table, pairings -> Optional.empty()));

    assertThat(authenticated.keySet()).containsExactlyInAnyOrder(new PartyIndex(2), new PartyIndex(3));
  }

  @Test
  void checkOfKeyShares_withTwoKeyShares_fails() {
    assertThatThrownBy(() -> new Kitchen(3, FIELD).follow(table -> chain(table, pairings -> Optional.of(
        new KeyCheck(table, honestKey(table), pairings, Optional.empty(), new Openings(table, honestKey(table)), Optional::empty).start()))))
        .isInstanceOfSatisfying(SimulationFailedException.class, failure -> assertThat(failure.failures())
            .containsKeys(new PartyIndex(2), new PartyIndex(3))
            .allSatisfy((party, thrown) -> assertThat(thrown).hasMessageStartingWith("the check of the key shares failed")));
  }
}
