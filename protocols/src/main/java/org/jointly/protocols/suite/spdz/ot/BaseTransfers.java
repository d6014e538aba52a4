package org.jointly.protocols.suite.spdz.ot;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;

/**
 * Oblivious transfers of random keys over the curve P-256: the sender learns two keys of each transfer, the receiver the one it
 * chooses and nothing of the other, and the sender not which.
 *
 * <p>The sender offers points C and R = rG; the receiver, with a secret k, gives P_0 such that P_choice = kG and P_0 + P_1 = C.
 * Key b is the hash of its number and r·P_b, and the receiver's is the hash of kR. P_0 is uniform whatever the choice; who knew
 * both keys would have computed a Diffie-Hellman secret.
 *
 * <p>Security: computational Diffie-Hellman in P-256, with SHA-256 as a random oracle. Points are checked to be on the curve, whose
 * order is prime.
 *
 * <p>Cost: two rounds; {@value #OFFER_BYTES} bytes from the sender, {@value #POINT_BYTES} bytes a transfer from the receiver;
 * one point multiplication a transfer at the sender, two at the receiver.
 *
 * <p>Source: Naor, Pinkas, Efficient oblivious transfer protocols, SODA 2001, with one R for all transfers.
 */
public final class BaseTransfers {
  /** A compressed point. */
  static final int POINT_BYTES = 33;

  public static final int OFFER_BYTES = 2 * POINT_BYTES;
  static final int KEY_BYTES = 32;
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");

  private BaseTransfers() {}

  /** What the receiver of so many transfers answers. */
  public static int answerBytes(int transfers) {
    return transfers * POINT_BYTES;
  }

  /** The side that learns both keys of each transfer. Used once. */
  public static final class Sender {
    private final byte[] context;
    private final BigInteger secret;
    private final ECPoint sum;

    /** @param context public and the same at the receiver, different in every session, pair and direction */
    public Sender(byte[] context, SecureRandom random) {
      this.context = context.clone();
      this.secret = scalar(random);
      this.sum = base(scalar(random));
    }

    /** What the receiver needs first. */
    public byte[] offer() {
      return ByteBuffer.allocate(OFFER_BYTES).put(sum.getEncoded(true)).put(base(secret).getEncoded(true)).array();
    }

    /**
     * Both keys of each transfer.
     *
     * @param answer the receiver's
     * @return count × 2 keys of 32 bytes
     * @throws ProtocolViolationException if the answer is not {@code count} points
     */
    public byte[][][] keys(PartyIndex receiver, byte[] answer, int count) {
      requireLength(receiver, answer, answerBytes(count), "points of oblivious transfers");
      ECPoint sumTimesSecret = sum.multiply(secret);
      byte[][][] keys = new byte[count][2][];
      for (int i = 0; i < count; i++) {
        ECPoint zero = decode(receiver, answer, i).multiply(secret);
        keys[i][0] = key(context, i, zero);
        keys[i][1] = key(context, i, sumTimesSecret.subtract(zero));
      }
      return keys;
    }

    @Override
    public String toString() {
      return "BaseTransfers.Sender[redacted]";
    }
  }

  /** The side that learns one key of each transfer. Used once. */
  public static final class Receiver {
    private final byte[] answer;
    private final byte[][] keys;

    /**
     * @param context as the sender's
     * @param choices one for each transfer
     * @throws ProtocolViolationException if the offer is not two points
     */
    public Receiver(byte[] context, PartyIndex sender, byte[] offer, boolean[] choices, SecureRandom random) {
      requireLength(sender, offer, OFFER_BYTES, "offer of oblivious transfers");
      ECPoint sum = decode(sender, offer, 0);
      ECPoint theirs = decode(sender, offer, 1);
      ByteBuffer points = ByteBuffer.allocate(choices.length * POINT_BYTES);
      keys = new byte[choices.length][];
      for (int i = 0; i < choices.length; i++) {
        BigInteger mine = scalar(random);
        ECPoint chosen = base(mine);
        ECPoint[] zero = {chosen, sum.subtract(chosen)};
        ECPoint given = zero[choices[i] ? 1 : 0];
        if (given.isInfinity()) {
          throw new IllegalStateException("a random point is the offered one, which happens with probability 2^-256");
        }
        points.put(given.normalize().getEncoded(true));
        keys[i] = key(context, i, theirs.multiply(mine));
      }
      answer = points.array();
    }

    /** For the sender. */
    public byte[] answer() {
      return answer.clone();
    }

    /** The chosen key of each transfer, 32 bytes. */
    public byte[][] keys() {
      return Arrays.stream(keys).map(byte[]::clone).toArray(byte[][]::new);
    }

    @Override
    public String toString() {
      return "BaseTransfers.Receiver[redacted]";
    }
  }

  private static void requireLength(PartyIndex from, byte[] message, int expected, String what) {
    if (message.length != expected) {
      throw new ProtocolViolationException(
          from, what + " of " + message.length + " bytes, expected " + expected + "; session aborted");
    }
  }

  private static ECPoint decode(PartyIndex from, byte[] points, int index) {
    try {
      ECPoint point = CURVE.getCurve()
          .decodePoint(Arrays.copyOfRange(points, index * POINT_BYTES, (index + 1) * POINT_BYTES));
      if (point.isInfinity()) {
        throw new IllegalArgumentException("the point at infinity");
      }
      return point;
    } catch (IllegalArgumentException notOnTheCurve) {
      throw new ProtocolViolationException(
          from, "point " + index + " of the oblivious transfers is not on the curve; session aborted");
    }
  }

  private static BigInteger scalar(SecureRandom random) {
    return BigIntegers.createRandomInRange(BigInteger.ONE, CURVE.getN().subtract(BigInteger.ONE), random);
  }

  private static ECPoint base(BigInteger scalar) {
    return new FixedPointCombMultiplier().multiply(CURVE.getG(), scalar).normalize();
  }

  private static byte[] key(byte[] context, int index, ECPoint shared) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ByteBuffer.allocate(2 * Integer.BYTES).putInt(context.length).putInt(index).array());
      digest.update(context);
      return digest.digest(shared.normalize().getEncoded(true));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
