package org.jointly.protocols.suite.spdz.mac;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.round.RoundStep;

/**
 * Checks that numbers which must be zero are: everybody has an additive share of each, commits to it, and opens it. That all have
 * seen the same messages is checked with it.
 *
 * <p>For opened values A with MAC shares m, and coefficients r from a coin drawn afterwards, the share is the sum of r·(m - a_i·A): {@link
 * #share}. Wrong values survive with probability 2/p.
 *
 * <p>Cost: two rounds, 64 bytes to every peer in the first, 32 and the numbers in the second.
 *
 * <p>Source: Damgård, Keller, Larraia, Pastro, Scholl, Smart, ESORICS 2013.
 */
public final class MacCheck {
  private static final int NONCE_BYTES = 32;
  private static final int COMMITMENT_BYTES = 32;

  private final Table table;
  private final PrimeField field;
  private final Transcript transcript;
  private final SecureRandom random;
  private final String what;

  /** @param what is checked, for the message when it fails: {@code the MAC check of the triples} */
  public MacCheck(Table table, PrimeField field, Transcript transcript, SecureRandom random, String what) {
    this.table = table;
    this.field = field;
    this.transcript = transcript;
    this.random = random;
    this.what = what;
  }

  /**
   * This party's share of zero for opened values, a linear combination.
   *
   * @param coefficients as many as values
   */
  public static long[] share(PrimeField field, long[] keyShare, long[] coefficients, long[] opened, long[] macs) {
    long[] claimed = field.product(keyShare, field.innerProduct(coefficients, opened));
    return field.difference(field.innerProduct(coefficients, macs), claimed);
  }

  /**
   * The rounds of the check.
   *
   * @param share this party's, of numbers that must be zero
   * @throws ProtocolViolationException (when they are over) if one is not, an opening does not fit its commitment, or a peer has seen
   *     other messages
   */
  public RoundStep of(long[] share, Supplier<Optional<RoundStep>> then) {
    byte[] opening = opening(share);
    return Exchange.ofEach(
        table,
        peer -> ByteBuffer.allocate(COMMITMENT_BYTES + Transcript.DIGEST_BYTES)
            .put(commitment(table.me(), opening)).put(transcript.digest()).array(),
        committed -> {
          committed.forEach(this::requireSameTranscript);
          return Optional.of(Exchange.ofEach(table, peer -> opening, opened -> {
            requireZero(share, committed, opened);
            return then.get();
          }));
        });
  }

  private byte[] opening(long[] share) {
    int elements = share.length / field.limbs();
    byte[] opening = new byte[NONCE_BYTES + elements * field.bytes()];
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    System.arraycopy(nonce, 0, opening, 0, NONCE_BYTES);
    field.encode(share, 0, elements, opening, NONCE_BYTES);
    return opening;
  }

  private void requireSameTranscript(PartyIndex peer, byte[] message) {
    if (message.length != COMMITMENT_BYTES + Transcript.DIGEST_BYTES) {
      throw new ProtocolViolationException(peer, "commitment of " + message.length + " bytes in " + what + ", expected "
          + (COMMITMENT_BYTES + Transcript.DIGEST_BYTES) + "; session aborted");
    }
    byte[] seen = Arrays.copyOfRange(message, COMMITMENT_BYTES, message.length);
    if (!MessageDigest.isEqual(seen, transcript.digest())) {
      throw new ProtocolViolationException(
          peer, "has seen other broadcasts than this party, found by " + what + "; session aborted");
    }
  }

  private void requireZero(long[] share, SortedMap<PartyIndex, byte[]> committed, SortedMap<PartyIndex, byte[]> opened) {
    int elements = share.length / field.limbs();
    long[] sum = share.clone();
    opened.forEach((peer, opening) -> {
      if (opening.length != NONCE_BYTES + elements * field.bytes()
          || !MessageDigest.isEqual(commitment(peer, opening), Arrays.copyOf(committed.get(peer), COMMITMENT_BYTES))) {
        throw new ProtocolViolationException(peer, "opened another number than it committed to in " + what + "; session aborted");
      }
      long[] theirs = new long[share.length];
      if (field.decode(opening, NONCE_BYTES, elements, theirs, 0) >= 0) {
        throw new ProtocolViolationException(peer, "a number in " + what + " is not below " + field.label() + "; session aborted");
      }
      field.add(sum, theirs, sum);
    });
    if (!Arrays.equals(sum, new long[sum.length])) {
      throw ProtocolViolationException.unattributed(what + " failed: some party changed a value; session aborted");
    }
  }

  private byte[] commitment(PartyIndex party, byte[] opening) {
    MessageDigest digest = Transcript.sha256();
    digest.update(transcript.digest());
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(party.value()).array());
    return digest.digest(opening);
  }
}
