package org.jointly.protocols.suite.spdz.mascot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.sharing.Prg;
import org.jointly.protocols.suite.spdz.check.Coins;
import org.jointly.protocols.suite.spdz.check.Table;
import org.jointly.protocols.suite.spdz.ot.BaseTransfers;
import org.jointly.protocols.suite.spdz.ot.ExtensionReceiver;
import org.jointly.protocols.suite.spdz.ot.ExtensionSender;

/**
 * Sets up every pair: 128 base transfers each way; from these one extended transfer per bit of each key share, which keys the product
 * evaluations; and streams in common.
 *
 * <p>Cost: six rounds; per peer 98 + 4 224 bytes for the base transfers, 16 bytes per bit of the field (rounded up to 64) and 2 KiB for
 * the extended ones, 1 032 for their check, and the coins of it. Two to three point multiplications a base transfer.
 */
final class Setup {
  private static final int SEED_BYTES = 32;
  private static final int OFFER_BYTES = SEED_BYTES + BaseTransfers.OFFER_BYTES;
  private static final int ANSWER_BYTES = BaseTransfers.answerBytes(ExtensionReceiver.baseTransfers());

  private final Table table;
  private final PrimeField field;
  private final long[] keyShare;
  private final SortedMap<PartyIndex, byte[]> seeds = new TreeMap<>();
  private final SortedMap<PartyIndex, BaseTransfers.Sender> baseSenders = new TreeMap<>();
  private final SortedMap<PartyIndex, BaseTransfers.Receiver> baseReceivers = new TreeMap<>();
  private final SortedMap<PartyIndex, boolean[]> chosen = new TreeMap<>();
  private final SortedMap<PartyIndex, byte[]> streams = new TreeMap<>();
  private final SortedMap<PartyIndex, ExtensionReceiver> receivers = new TreeMap<>();
  private final SortedMap<PartyIndex, ExtensionSender> senders = new TreeMap<>();
  private final Function<SortedMap<PartyIndex, Pairing>, Optional<RoundStep>> next;

  /** @param next gets the pairings, by peer */
  Setup(Table table, long[] keyShare, Function<SortedMap<PartyIndex, Pairing>, Optional<RoundStep>> next) {
    this.table = table;
    this.field = table.field();
    this.keyShare = keyShare;
    this.next = next;
  }

  /** The messages of the six rounds. */
  static List<MessageLengths> lengths(PrimeField field) {
    List<MessageLengths> rounds = new ArrayList<>();
    rounds.add(MessageLengths.ofAll(OFFER_BYTES));
    rounds.add(MessageLengths.ofAll(ANSWER_BYTES));
    rounds.add(MessageLengths.ofAll(ExtensionSender.messageBytes(words(field))));
    rounds.addAll(Coins.lengths(0));
    rounds.add(MessageLengths.ofAll(ExtensionSender.PROOF_BYTES));
    return rounds;
  }

  RoundStep start() {
    return new Exchange(table, this::offer, peer -> OFFER_BYTES, this::answer);
  }

  private byte[] offer(PartyIndex peer) {
    byte[] seed = new byte[SEED_BYTES];
    table.random().nextBytes(seed);
    seeds.put(peer, seed);
    BaseTransfers.Sender sender = new BaseTransfers.Sender(context("base", table.me(), peer), table.random());
    baseSenders.put(peer, sender);
    return ByteBuffer.allocate(SEED_BYTES + sender.offer().length).put(seed).put(sender.offer()).array();
  }

  private Optional<RoundStep> answer(SortedMap<PartyIndex, byte[]> offers) {
    offers.forEach((peer, offer) -> {
      if (offer.length < SEED_BYTES) {
        throw new ProtocolViolationException(peer, "offer of " + offer.length + " bytes, expected a seed; session aborted");
      }
      streams.put(peer, inCommon(peer, Arrays.copyOf(offer, SEED_BYTES)));
      boolean[] choices = new boolean[ExtensionReceiver.baseTransfers()];
      for (int i = 0; i < choices.length; i++) {
        choices[i] = table.random().nextBoolean();
      }
      chosen.put(peer, choices);
      baseReceivers.put(peer, new BaseTransfers.Receiver(
          context("base", peer, table.me()), peer, Arrays.copyOfRange(offer, SEED_BYTES, offer.length), choices, table.random()));
    });
    return Optional.of(new Exchange(table, peer -> baseReceivers.get(peer).answer(), peer -> ANSWER_BYTES, this::keyed));
  }

  private Optional<RoundStep> keyed(SortedMap<PartyIndex, byte[]> answers) {
    byte[] publicKey = Arrays.copyOf(sha256(context("rows", table.me(), table.me()), table.sessionId()), 16);
    answers.forEach((peer, answer) -> {
      byte[][][] keys = baseSenders.get(peer).keys(peer, answer, ExtensionReceiver.baseTransfers());
      receivers.put(peer, new ExtensionReceiver(keys, publicKey, table.random()));
      senders.put(peer, new ExtensionSender(peer, baseReceivers.get(peer).keys(), chosen.get(peer), publicKey));
    });
    long[] choices = Arrays.copyOf(keyShare, words(field));
    int extension = ExtensionSender.messageBytes(words(field));
    return Optional.of(new Exchange(table, peer -> receivers.get(peer).extend(choices), peer -> extension, this::extended));
  }

  private Optional<RoundStep> extended(SortedMap<PartyIndex, byte[]> messages) {
    messages.forEach((peer, message) -> senders.get(peer).extend(message, words(field)));
    return Optional.of(Coins.toss(table, "the oblivious transfers of the setup", new byte[0], coins -> {
      long[] point = new long[1];
      coins.nextLongs(point);
      return Optional.of(new Exchange(table, peer -> receivers.get(peer).proof(point[0]), peer -> ExtensionSender.PROOF_BYTES, proofs -> {
        proofs.forEach((peer, proof) -> senders.get(peer).verify(point[0], proof));
        return next.apply(pairings());
      }));
    }));
  }

  private SortedMap<PartyIndex, Pairing> pairings() {
    SortedMap<PartyIndex, Pairing> pairings = new TreeMap<>();
    for (PartyIndex peer : table.peers()) {
      ExtensionSender.Strings strings = senders.get(peer).strings();
      long[] chosenStrings = receivers.get(peer).chosen();
      byte[][][] both = new byte[field.bits()][2][];
      byte[][] one = new byte[field.bits()][];
      for (int bit = 0; bit < field.bits(); bit++) {
        both[bit][0] = key(strings.ifZero(), bit);
        both[bit][1] = key(strings.ifOne(), bit);
        one[bit] = key(chosenStrings, bit);
      }
      pairings.put(peer, new Pairing(
          receivers.get(peer),
          senders.get(peer),
          new CopeSender(field, both),
          new CopeReceiver(field, peer, keyShare, one),
          new Prg(streams.get(peer), "masks of " + table.me()),
          new Prg(streams.get(peer), "masks of " + peer)));
    }
    return pairings;
  }

  private static int words(PrimeField field) {
    return (field.bits() + Long.SIZE - 1) / Long.SIZE;
  }

  private static byte[] key(long[] strings, int index) {
    return ByteBuffer.allocate(2 * Long.BYTES).putLong(strings[2 * index]).putLong(strings[2 * index + 1]).array();
  }

  /** Made of both parties' seeds. */
  private byte[] inCommon(PartyIndex peer, byte[] theirs) {
    boolean smaller = table.me().value() < peer.value();
    return sha256(
        context("masks", smaller ? table.me() : peer, smaller ? peer : table.me()),
        smaller ? seeds.get(peer) : theirs,
        smaller ? theirs : seeds.get(peer));
  }

  private byte[] context(String purpose, PartyIndex from, PartyIndex to) {
    byte[] label = ("jointly/mascot/1/" + purpose).getBytes(StandardCharsets.UTF_8);
    int second = purpose.equals("rows") ? 0 : to.value();
    int first = purpose.equals("rows") ? 0 : from.value();
    return ByteBuffer.allocate(label.length + 3 * Integer.BYTES + table.sessionId().length)
        .putInt(label.length).put(label).putInt(first).putInt(second).put(table.sessionId()).array();
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
