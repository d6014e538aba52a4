package org.jointly.protocols.suite.spdz.check;

import dk.alexandra.fresco.framework.network.Network;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.MessageLengths;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.sharing.Pieces;
import org.jointly.protocols.sharing.Prg;
import org.jointly.protocols.suite.spdz.material.Authenticated;

/**
 * What a session has opened, and the check that it is what was shared.
 *
 * <p>An opening: every party sends its share of a to all others, and adds up. It is believed for now; this party keeps
 * γ_i - α_i·a, which over all parties is a share of α·(x - a), with x what was shared. The check, over everything since the last
 * one:
 *
 * <ol>
 *   <li>coins χ, tossed after everything to be checked is fixed; with the commitments to them the parties compare hashes of all
 *       that was opened or sent to all;
 *   <li>σ_i = Σ_j χ_j·(γ_ij - α_i·a_j), committed to and then opened ({@link CommittedExchange});
 *   <li>the sum of all σ_i must be 0.
 * </ol>
 *
 * <p>Security: a wrong opening survives with probability at most 2/p, whoever is corrupted, as long as one party is honest. Nobody
 * is named: the check cannot tell who cheated.
 * <p>Cost: an opening one round, one element per element to n-1 parties; a check four rounds, 160 + 128 + {@link PrimeField#bytes}
 * bytes to n-1 parties.
 * <p>Memory: one element per opened element until the check.
 *
 * <p>Source: Damgård, Keller, Larraia, Pastro, Scholl, Smart, ESORICS 2013, figure 10; the sum over all values in Keller, Orsini,
 * Scholl, CCS 2016, figure 10.
 *
 * <p>One per session; not for use by several threads.
 */
public final class Openings {
  private final Table table;
  private final PrimeField field;
  private final long[] keyShare;
  private final Transcript transcript = new Transcript();
  private List<long[]> unchecked = new ArrayList<>();
  private long elements;
  private boolean anyOpened;
  private long checks;
  private int checking;

  /** @param keyShare this party's share of the MAC key, not copied */
  public Openings(Table table, long[] keyShare) {
    this.table = table;
    this.field = table.field();
    this.keyShare = keyShare;
  }

  /** How many elements have been opened since the last check. */
  public long unchecked() {
    return elements;
  }

  /** Whether anything was opened or noted since the last check. */
  public boolean isDue() {
    return elements > 0;
  }

  /** Whether shares were opened since the last check, not only told to all what one party put in. */
  public boolean isOpened() {
    return anyOpened;
  }

  /**
   * Whether a check has begun and not passed. If the session ends so, someone who opened wrongly may know the MAC key from the values of
   * the others: it must never be used again.
   */
  public boolean isChecking() {
    return checking > 0;
  }

  /** Notes what a party has sent to all others, so that the next check compares it. */
  public void sentToAll(PartyIndex sender, byte[] message) {
    transcript.add(ByteBuffer.allocate(Integer.BYTES).putInt(sender.value()).array());
    transcript.add(message);
    elements++;
  }

  /** Opens a vector to all, as one step of a chain. */
  public RoundStep open(Authenticated shares, Function<long[], Optional<RoundStep>> next) {
    return new RoundStep() {
      @Override
      public void send(Network network) {
        Openings.this.send(shares, network);
      }

      @Override
      public Optional<RoundStep> receive(Network network) {
        return next.apply(Openings.this.receive(shares, network));
      }
    };
  }

  /** The first half of an opening. */
  public void send(Authenticated shares, Network network) {
    Pieces pieces = pieces(shares);
    for (int piece = 0; piece < pieces.count(); piece++) {
      byte[] message = pieces.encode(pieces.cut(shares.values(), piece));
      table.peers().forEach(peer -> network.send(peer.value(), message));
    }
  }

  /**
   * The second half.
   *
   * @return the opened elements, to be believed after the next check only
   */
  public long[] receive(Authenticated shares, Network network) {
    Pieces pieces = pieces(shares);
    long[] opened = new long[shares.values().length];
    for (int piece = 0; piece < pieces.count(); piece++) {
      long[] sum = pieces.cut(shares.values(), piece);
      for (PartyIndex peer : table.peers()) {
        field.add(sum, pieces.receive(network, peer, piece), sum);
      }
      pieces.paste(sum, piece, opened);
      transcript.add(pieces.encode(sum));
    }
    long[] difference = new long[opened.length];
    field.scale(opened, keyShare, difference);
    field.subtract(shares.macs(), difference, difference);
    unchecked.add(difference);
    elements += pieces.length();
    anyOpened |= pieces.length() > 0;
    return opened;
  }

  /** What must be zero, without opening it: the next check fails if it is not. */
  public void requireZero(Authenticated shares) {
    unchecked.add(shares.macs());
    elements += shares.length(field);
  }

  /** Coins that nobody could predict before all that was opened or sent to all so far; the parties compare hashes of it. Two rounds. */
  public RoundStep coins(String what, Function<Prg, Optional<RoundStep>> next) {
    return Coins.toss(table, what, transcript.digest(), next);
  }

  /** The messages of an opening of so many elements. */
  public static MessageLengths lengths(PrimeField field, int elements) {
    Pieces pieces = new Pieces(field, elements);
    long[] each = IntStream.range(0, pieces.count()).mapToLong(piece -> (long) pieces.elements(piece) * field.bytes()).toArray();
    return sender -> each;
  }

  /** The messages of the four rounds of a check. */
  public static List<MessageLengths> checkLengths(PrimeField field) {
    return Stream.of(Coins.lengths(Transcript.BYTES), CommittedExchange.lengths(field.bytes(), Transcript.BYTES))
        .flatMap(List::stream)
        .toList();
  }

  /**
   * The first step of a check of everything since the last one.
   *
   * @param what for failures: {@code the MAC check before the opening}
   * @param next called if it passes
   */
  public RoundStep check(String what, Supplier<Optional<RoundStep>> next) {
    transcript.add(ByteBuffer.allocate(Long.BYTES).putLong(checks++).array());
    byte[] digest = transcript.digest();
    List<long[]> checked = unchecked;
    unchecked = new ArrayList<>();
    elements = 0;
    anyOpened = false;
    checking++;
    return Coins.toss(table, what, digest, coins -> Optional.of(compare(what, digest, sigma(checked, coins), next)));
  }

  private RoundStep compare(String what, byte[] digest, long[] sigma, Supplier<Optional<RoundStep>> next) {
    byte[] mine = new byte[field.bytes()];
    field.encode(sigma, 0, 1, mine, 0);
    return CommittedExchange.start(table, what, mine, digest, sigmas -> {
      long[] sum = field.element(0);
      for (int party = 1; party <= sigmas.size(); party++) {
        field.add(sum, decoded(new PartyIndex(party), sigmas.get(party - 1), what), sum);
      }
      if (!field.toSigned(sum).equals(BigInteger.ZERO)) {
        throw ProtocolViolationException.unattributed(
            what + " failed: what was opened is not what was shared; session aborted");
      }
      checking--;
      return next.get();
    });
  }

  private long[] decoded(PartyIndex party, byte[] message, String what) {
    long[] element = new long[field.limbs()];
    if (field.decode(message, 0, 1, element, 0) >= 0) {
      throw new ProtocolViolationException(party, "a value in " + what + " that is not below " + field.label()
          + "; session aborted");
    }
    return element;
  }

  private long[] sigma(List<long[]> checked, Prg coins) {
    long[] sigma = field.element(0);
    for (long[] differences : checked) {
      Pieces pieces = new Pieces(field, differences.length / field.limbs());
      for (int piece = 0; piece < pieces.count(); piece++) {
        long[] weights = new long[pieces.longs(piece)];
        field.sample(coins, weights);
        field.add(sigma, field.innerProduct(weights, pieces.cut(differences, piece)), sigma);
      }
    }
    return sigma;
  }

  private Pieces pieces(Authenticated shares) {
    return new Pieces(field, shares.length(field));
  }

  @Override
  public String toString() {
    return "Openings[" + elements + " unchecked, redacted]";
  }
}
