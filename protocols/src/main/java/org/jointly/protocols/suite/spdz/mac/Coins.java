package org.jointly.protocols.suite.spdz.mac;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.round.RoundStep;

/**
 * Coins that nobody chooses and nobody knows before they are opened: everybody commits to seeds of its own, and the sum of the
 * seeds is the coin. Fresh seeds for every use; none is ever derived from another.
 *
 * <p>Security: SHA-256 as a random oracle hides and binds; number and sender are in the commitment, so that nobody can repeat another
 * party's.
 *
 * <p>Cost: {@value #COMMITMENT_BYTES} bytes a coin to every peer with some earlier message, and a round of {@value #SEED_BYTES} to
 * open it.
 */
public final class Coins {
  public static final int SEED_BYTES = 32;
  public static final int COMMITMENT_BYTES = 32;

  private final Table table;
  private final byte[] context;
  private final byte[][] seeds;
  private final SortedMap<PartyIndex, byte[]> commitments = new TreeMap<>();
  private int next;

  /**
   * @param context public, different for every instance of a session
   * @param count how many coins
   */
  public Coins(Table table, byte[] context, int count, SecureRandom random) {
    this.table = table;
    this.context = context.clone();
    this.seeds = new byte[count][SEED_BYTES];
    for (byte[] seed : seeds) {
      random.nextBytes(seed);
    }
  }

  /** To be sent to every peer before the first coin is opened. */
  public byte[] commitments() {
    ByteBuffer all = ByteBuffer.allocate(bytes());
    for (int i = 0; i < seeds.length; i++) {
      all.put(commitment(table.me(), i, seeds[i]));
    }
    return all.array();
  }

  /** How long they are. */
  public int bytes() {
    return seeds.length * COMMITMENT_BYTES;
  }

  /** A peer's commitments. */
  public void accept(PartyIndex peer, byte[] theirs) {
    if (theirs.length != bytes()) {
      throw new ProtocolViolationException(
          peer, "commitments to coins of " + theirs.length + " bytes, expected " + bytes() + "; session aborted");
    }
    commitments.put(peer, theirs.clone());
  }

  /**
   * The round in which the next coin is opened.
   *
   * @param then gets the coin, 32 bytes
   */
  public RoundStep open(Transcript transcript, Function<byte[], Optional<RoundStep>> then) {
    int which = next++;
    return Exchange.toAll(table, transcript, () -> seeds[which], opened -> {
      byte[] coin = new byte[SEED_BYTES];
      opened.forEach((party, seed) -> {
        if (!party.equals(table.me())) {
          requireCommitted(party, which, seed);
        }
        for (int i = 0; i < SEED_BYTES; i++) {
          coin[i] ^= seed[i];
        }
      });
      return then.apply(coin);
    });
  }

  private void requireCommitted(PartyIndex party, int which, byte[] seed) {
    byte[] committed = Arrays.copyOfRange(commitments.get(party), which * COMMITMENT_BYTES, (which + 1) * COMMITMENT_BYTES);
    if (seed.length != SEED_BYTES || !MessageDigest.isEqual(commitment(party, which, seed), committed)) {
      throw new ProtocolViolationException(party, "opened another coin than it committed to; session aborted");
    }
  }

  private byte[] commitment(PartyIndex party, int which, byte[] seed) {
    MessageDigest digest = Transcript.sha256();
    digest.update(ByteBuffer.allocate(3 * Integer.BYTES).putInt(context.length).putInt(party.value()).putInt(which).array());
    digest.update(context);
    return digest.digest(seed);
  }

  @Override
  public String toString() {
    return "Coins[" + seeds.length + ", redacted]";
  }
}
