package org.jointly.protocols.suite.spdz.check;

import dk.alexandra.fresco.framework.network.Network;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jointly.protocols.round.BoundedNetwork;
import org.jointly.protocols.round.MessageLengths;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.round.RoundStep;

/**
 * Every party tells all others a value, and nobody can choose its own by what the others say.
 *
 * <pre>
 *   round 1   SHA-256(session, what, sender, value, 32 random bytes) | transcript
 *   round 2   value | the random bytes | SHA-256(all commitments of round 1)
 * </pre>
 *
 * <p>The transcript is whatever all parties should have seen alike so far: it is compared before anybody shows its value, and in
 * round 2 the commitments are. So all parties get the same values, or all honest ones that get any stop.
 *
 * <p>Security: hiding and binding with SHA-256 as a random oracle; a commitment cannot be repeated in another session, by another
 * party or for another purpose.
 * <p>Cost: two rounds; every party sends 128 bytes and its value to n-1 parties.
 */
public final class CommittedExchange {
  private static final int HASH_BYTES = 32;

  private final Table table;
  private final String what;
  private final byte[] mine;
  private final byte[] transcript;
  private final Function<List<byte[]>, Optional<RoundStep>> next;
  private final byte[] opener = new byte[HASH_BYTES];
  private final byte[][] commitments;

  private CommittedExchange(
      Table table, String what, byte[] mine, byte[] transcript, Function<List<byte[]>, Optional<RoundStep>> next) {
    this.table = table;
    this.what = what;
    this.mine = mine;
    this.transcript = transcript;
    this.next = next;
    this.commitments = new byte[table.parties()][];
  }

  /**
   * The first of the two steps.
   *
   * @param what names the exchange in failures; two exchanges of one name must have different transcripts
   * @param mine this party's value, of the same length at all parties
   * @param next given the values of all parties, in order
   */
  public static RoundStep start(
      Table table, String what, byte[] mine, byte[] transcript, Function<List<byte[]>, Optional<RoundStep>> next) {
    CommittedExchange exchange = new CommittedExchange(table, what, mine, transcript, next);
    return exchange.new Committing();
  }

  /**
   * The messages of the two rounds.
   *
   * @param value bytes
   * @param transcript bytes
   */
  public static List<MessageLengths> lengths(long value, long transcript) {
    return List.of(MessageLengths.ofAll(HASH_BYTES + transcript), MessageLengths.ofAll(value + 2 * HASH_BYTES));
  }

  private final class Committing implements RoundStep {
    @Override
    public void send(Network network) {
      table.random().nextBytes(opener);
      byte[] commitment = commitment(table.me(), mine, opener);
      commitments[table.me().value() - 1] = commitment;
      sendToPeers(network, joined(commitment, transcript));
    }

    @Override
    public Optional<RoundStep> receive(Network network) {
      for (PartyIndex peer : table.peers()) {
        byte[] message = message(network, peer, HASH_BYTES + transcript.length);
        if (!MessageDigest.isEqual(Arrays.copyOfRange(message, HASH_BYTES, message.length), transcript)) {
          throw ProtocolViolationException.disagreement(
              peer, "has seen other messages than this party, before " + what + " (broadcast validation)");
        }
        commitments[peer.value() - 1] = Arrays.copyOf(message, HASH_BYTES);
      }
      return Optional.of(new Opening());
    }
  }

  private final class Opening implements RoundStep {
    @Override
    public void send(Network network) {
      sendToPeers(network, joined(joined(mine, opener), Transcript.hash(commitments)));
    }

    @Override
    public Optional<RoundStep> receive(Network network) {
      List<byte[]> values = new ArrayList<>();
      for (int party = 1; party <= table.parties(); party++) {
        values.add(party == table.me().value() ? mine : opened(network, new PartyIndex(party)));
      }
      return next.apply(values);
    }
  }

  private byte[] opened(Network network, PartyIndex peer) {
    byte[] message = message(network, peer, mine.length + 2 * HASH_BYTES);
    byte[] value = Arrays.copyOf(message, mine.length);
    byte[] key = Arrays.copyOfRange(message, mine.length, mine.length + HASH_BYTES);
    byte[] seen = Arrays.copyOfRange(message, mine.length + HASH_BYTES, message.length);
    if (!MessageDigest.isEqual(seen, Transcript.hash(commitments))) {
      throw ProtocolViolationException.disagreement(
          peer, "has seen other commitments than this party in " + what + " (broadcast validation)");
    }
    if (!MessageDigest.isEqual(commitment(peer, value, key), commitments[peer.value() - 1])) {
      throw new ProtocolViolationException(peer, "opens another value than it committed to in " + what + "; session aborted");
    }
    return value;
  }

  private byte[] message(Network network, PartyIndex peer, int length) {
    byte[] message = BoundedNetwork.receive(network, peer, length);
    if (message.length != length) {
      throw new ProtocolViolationException(
          peer, "a message of " + message.length + " bytes in " + what + ", expected " + length + "; session aborted");
    }
    return message;
  }

  private byte[] commitment(PartyIndex sender, byte[] value, byte[] key) {
    return Transcript.hash(
        "jointly/commitment/1".getBytes(StandardCharsets.UTF_8),
        table.sessionId(),
        what.getBytes(StandardCharsets.UTF_8),
        transcript,
        ByteBuffer.allocate(Integer.BYTES).putInt(sender.value()).array(),
        value,
        key);
  }

  private void sendToPeers(Network network, byte[] message) {
    table.peers().forEach(peer -> network.send(peer.value(), message));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
