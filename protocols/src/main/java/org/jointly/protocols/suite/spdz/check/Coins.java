package org.jointly.protocols.suite.spdz.check;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jointly.protocols.round.MessageLengths;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.sharing.Prg;

/**
 * A public stream of random words that nobody could predict before: the exclusive or of one fresh seed of every party, committed to
 * and then opened.
 *
 * <p>Cost: two rounds; every party sends 160 bytes to n-1 parties ({@link CommittedExchange}).
 */
public final class Coins {
  private static final int SEED_BYTES = 32;

  private Coins() {}

  /**
   * The messages of the two rounds.
   *
   * @param transcript bytes
   */
  public static List<MessageLengths> lengths(long transcript) {
    return CommittedExchange.lengths(SEED_BYTES, transcript);
  }

  /**
   * The first step.
   *
   * @param what for failures, for example {@code the MAC check}; the coins of it are named
   * @param transcript of everything that must be fixed before the coins are known
   */
  public static RoundStep toss(
      Table table, String what, byte[] transcript, Function<Prg, Optional<RoundStep>> next) {
    byte[] mine = new byte[SEED_BYTES];
    table.random().nextBytes(mine);
    return CommittedExchange.start(table, "the coins of " + what, mine, transcript, seeds -> {
      byte[] seed = new byte[SEED_BYTES];
      for (byte[] each : seeds) {
        for (int i = 0; i < SEED_BYTES; i++) {
          seed[i] ^= each[i];
        }
      }
      return next.apply(new Prg(seed, "coins"));
    });
  }
}
