package org.jointly.protocols.suite.spdz.mascot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.MessageLengths;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.sharing.Prg;
import org.jointly.protocols.suite.spdz.check.Coins;
import org.jointly.protocols.suite.spdz.check.Openings;
import org.jointly.protocols.suite.spdz.check.Table;
import org.jointly.protocols.suite.spdz.check.Transcript;
import org.jointly.protocols.suite.spdz.material.Authenticated;
import org.jointly.protocols.suite.spdz.material.Material.Triples;
import org.jointly.protocols.suite.spdz.ot.BitMatrix;
import org.jointly.protocols.suite.spdz.ot.ExtensionSender;

/**
 * A batch of triples.
 *
 * <ol>
 *   <li>Multiply: every party has t vectors a_1..a_t and one b, all random. For every two parties the bits of one's a choose in oblivious
 *       transfers of the other's b: they get additive shares of all a_s·b.
 *   <li>Combine: with random public coefficients the t products become one, a·b = c, and with others a'·b = c'. So what a cheating
 *       sender may have guessed of a's bits is worth nothing.
 *   <li>Authenticate a, b, c, a', c' ({@link Authentication}).
 *   <li>Sacrifice: for a random public r, r·a - a' is opened, and r·c - c' - (r·a - a')·b must be zero.
 * </ol>
 *
 * <p>Cost of a batch, with k the bits of the field, per triple and peer: t·k transfers each way, 16 bytes to choose and one element
 * to answer each; 5·k elements to authenticate; one element to sacrifice. Over 2^61-1, t = 4: 3 904 + 1 952 + 2 440 + 8 = 8 304 bytes.
 * 20 rounds.
 *
 * <p>Memory: at most {@value #LARGEST} triples at a time, a multiple of 64; some 40 MB for three parties.
 *
 * <p>Source: protocol Π_Triple, figure 7 of the paper.
 */
final class TripleBatch {
  /** The most triples made at once. */
  static final int LARGEST = 2048;

  private final Table table;
  private final PrimeField field;
  private final long[] keyShare;
  private final SortedMap<PartyIndex, Pairing> pairings;
  private final Transcript transcript;
  private final Openings openings;
  private final int size;
  private final int factors;
  private final Function<Triples, Optional<RoundStep>> next;
  private final long[] uncombined;
  private final long[] b;
  private final long[] products;

  /** @param wanted triples; as many or {@link #LARGEST} are made, and more up to a multiple of 64 */
  TripleBatch(
      long wanted,
      Table table,
      long[] keyShare,
      SortedMap<PartyIndex, Pairing> pairings,
      Transcript transcript,
      Openings openings,
      Function<Triples, Optional<RoundStep>> next) {
    this.table = table;
    this.field = table.field();
    this.keyShare = keyShare;
    this.pairings = pairings;
    this.transcript = transcript;
    this.openings = openings;
    this.size = size(wanted);
    this.factors = factors(field);
    this.next = next;
    this.uncombined = Elements.random(field, table.random(), factors * size);
    this.b = Elements.random(field, table.random(), size);
    this.products = new long[uncombined.length];
    field.multiply(uncombined, repeated(b), products);
  }

  /** How many triples a batch makes. */
  static int size(long wanted) {
    return (int) ((Math.min(wanted, LARGEST) + Long.SIZE - 1) / Long.SIZE * Long.SIZE);
  }

  /** The messages of the twenty rounds of a batch of so many triples. */
  static List<MessageLengths> lengths(PrimeField field, int parties, int size) {
    int transfers = transfers(field, size);
    List<MessageLengths> rounds = new ArrayList<>();
    rounds.add(MessageLengths.ofAll(ExtensionSender.messageBytes(transfers / Long.SIZE)));
    rounds.addAll(Coins.lengths(Transcript.BYTES));
    rounds.add(MessageLengths.ofAll(ExtensionSender.PROOF_BYTES));
    rounds.add(MessageLengths.ofAll((long) transfers * field.bytes()));
    rounds.addAll(Coins.lengths(Transcript.BYTES));
    rounds.addAll(Authentication.lengths(field, parties, party -> 5 * size));
    rounds.addAll(Coins.lengths(Transcript.BYTES));
    rounds.add(Openings.lengths(field, size));
    rounds.addAll(Openings.checkLengths(field));
    return rounds;
  }

  private static int transfers(PrimeField field, int size) {
    return field.bits() * factors(field) * size;
  }

  /** t, such that (t-2)·k/2 is at least 60. */
  static int factors(PrimeField field) {
    return field.bits() < 120 ? 4 : 3;
  }

  RoundStep start() {
    long[] choices = choices();
    int expected = ExtensionSender.messageBytes(choices.length);
    return new Exchange(table, peer -> pairings.get(peer).receiver().extend(choices), peer -> expected, messages -> {
      messages.forEach((peer, message) -> pairings.get(peer).sender().extend(message, choices.length));
      return Optional.of(Coins.toss(table, "the oblivious transfers", transcript.digest(), this::prove));
    });
  }

  /** The bits of all factors: those of weight 2^h, factor after factor, then those of the next weight. */
  private long[] choices() {
    int limbs = field.limbs();
    int elements = factors * size;
    int row = elements / Long.SIZE;
    long[] choices = new long[field.bits() * row];
    long[] block = new long[Long.SIZE];
    for (int limb = 0; limb < limbs; limb++) {
      for (int word = 0; word < row; word++) {
        for (int i = 0; i < Long.SIZE; i++) {
          block[i] = uncombined[(word * Long.SIZE + i) * limbs + limb];
        }
        BitMatrix.transpose(block);
        for (int i = 0; i < Long.SIZE && limb * Long.SIZE + i < field.bits(); i++) {
          choices[(limb * Long.SIZE + i) * row + word] = block[i];
        }
      }
    }
    return choices;
  }

  private Optional<RoundStep> prove(Prg coins) {
    long[] point = new long[1];
    coins.nextLongs(point);
    Function<PartyIndex, byte[]> mine = peer -> pairings.get(peer).receiver().proof(point[0]);
    return Optional.of(new Exchange(table, mine, peer -> ExtensionSender.PROOF_BYTES, proofs -> {
      proofs.forEach((peer, proof) -> pairings.get(peer).sender().verify(point[0], proof));
      return Optional.of(new Exchange(table, this::correlate, peer -> (long) transfers(field, size) * field.bytes(), this::multiply));
    }));
  }

  /** For each transfer the difference of its strings plus b; the sum of the first strings is this party's share. */
  private byte[] correlate(PartyIndex peer) {
    int elements = factors * size;
    ExtensionSender.Strings strings = pairings.get(peer).sender().strings();
    long[][] powers = Elements.powersOfTwo(field);
    long[] factor = repeated(b);
    long[] zero = new long[uncombined.length];
    long[] one = new long[uncombined.length];
    long[] share = new long[uncombined.length];
    byte[] message = new byte[field.bits() * elements * field.bytes()];
    for (int bit = 0; bit < field.bits(); bit++) {
      Elements.ofStrings(field, strings.ifZero(), bit * elements, zero);
      Elements.ofStrings(field, strings.ifOne(), bit * elements, one);
      field.addScaled(share, zero, powers[bit]);
      field.subtract(zero, one, one);
      field.add(one, factor, one);
      field.encode(one, 0, elements, message, bit * elements * field.bytes());
    }
    field.subtract(products, share, products);
    return message;
  }

  private Optional<RoundStep> multiply(SortedMap<PartyIndex, byte[]> messages) {
    messages.forEach(this::addProducts);
    return Optional.of(Coins.toss(table, "the combination of the triples", transcript.digest(), this::combine));
  }

  private void addProducts(PartyIndex peer, byte[] message) {
    int elements = factors * size;
    String what = "products by oblivious transfer";
    if (message.length != field.bits() * elements * field.bytes()) {
      Elements.decode(field, peer, message, field.bits() * elements, what); // says what is wrong
    }
    long[] strings = pairings.get(peer).receiver().chosen();
    long[][] powers = Elements.powersOfTwo(field);
    long[] received = new long[uncombined.length];
    long[] chosen = new long[uncombined.length];
    for (int bit = 0; bit < field.bits(); bit++) {
      Elements.decode(field, peer, message, bit * elements * field.bytes(), received, what);
      Elements.ofStrings(field, strings, bit * elements, chosen);
      for (int i = 0; i < elements; i++) {
        long mask = -(uncombined[i * field.limbs() + bit / Long.SIZE] >>> bit % Long.SIZE & 1);
        for (int limb = 0; limb < field.limbs(); limb++) {
          received[i * field.limbs() + limb] &= mask;
        }
      }
      field.add(chosen, received, chosen);
      field.addScaled(products, chosen, powers[bit]);
    }
  }

  private Optional<RoundStep> combine(Prg coins) {
    long[][] first = combination(coins);
    long[][] second = combination(coins);
    Vectors mine = new Vectors(first[0], b, first[1], second[0], second[1]);
    Authentication authentication = new Authentication(
        table, keyShare, pairings, transcript, party -> 5 * size, macs -> sacrifice(mine, macs));
    return Optional.of(authentication.start(mine.joined()));
  }

  /** This party's parts of the factors and of the products. */
  private record Vectors(long[] a, long[] b, long[] c, long[] otherA, long[] otherC) {
    long[] joined() {
      long[] all = new long[5 * a.length];
      int at = 0;
      for (long[] each : new long[][] {a, b, c, otherA, otherC}) {
        System.arraycopy(each, 0, all, at, each.length);
        at += each.length;
      }
      return all;
    }

    @Override
    public String toString() {
      return "Vectors[redacted]";
    }
  }

  /** The sums of random multiples of a_1..a_t, and of the products. */
  private long[][] combination(Prg coins) {
    long[] a = new long[b.length];
    long[] c = new long[b.length];
    long[] coefficients = new long[b.length];
    for (int factor = 0; factor < factors; factor++) {
      field.sample(coins, coefficients);
      accumulate(coefficients, uncombined, factor, a);
      accumulate(coefficients, products, factor, c);
    }
    return new long[][] {a, c};
  }

  private void accumulate(long[] coefficients, long[] vectors, int which, long[] sum) {
    long[] term = Arrays.copyOfRange(vectors, which * b.length, (which + 1) * b.length);
    field.multiply(term, coefficients, term);
    field.add(sum, term, sum);
  }

  private Optional<RoundStep> sacrifice(Vectors mine, SortedMap<PartyIndex, long[]> macs) {
    long[] shares = new long[5 * b.length];
    macs.values().forEach(each -> field.add(shares, each, shares));
    Authenticated all = new Authenticated(mine.joined(), shares);
    Triples triples = new Triples(all.slice(field, 0, size), all.slice(field, size, 2 * size), all.slice(field, 2 * size, 3 * size));
    Authenticated otherA = all.slice(field, 3 * size, 4 * size);
    Authenticated otherC = all.slice(field, 4 * size, 5 * size);
    return Optional.of(Coins.toss(table, "the sacrifice", transcript.digest(), coins -> {
      long[] r = new long[b.length];
      field.sample(coins, r);
      return Optional.of(openings.open(triples.a().times(field, r).minus(field, otherA), opened -> {
        openings.requireZero(triples.c().times(field, r).minus(field, otherC).minus(field, triples.b().times(field, opened)));
        return Optional.of(openings.check("the sacrifice of triples", () -> next.apply(triples)));
      }));
    }));
  }

  private long[] repeated(long[] vector) {
    long[] repeated = new long[factors * vector.length];
    for (int i = 0; i < factors; i++) {
      System.arraycopy(vector, 0, repeated, i * vector.length, vector.length);
    }
    return repeated;
  }
}
