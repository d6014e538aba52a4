package org.jointly.runtime.identity;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Arrays;
import org.jointly.runtime.fault.IdentityFailure;

/**
 * A payload, who signed it, and for what purpose: a query, a vote, a report. Verifiable by anyone who trusts the fingerprint.
 *
 * <pre>
 *   encoded = certificate signature payload      each: length (4 bytes, big-endian) content
 * </pre>
 *
 * <p>Decoding checks lengths only; nothing may be read from the payload before {@link #verifiedPayload} gave it out. The label is
 * not encoded: the reader says which purpose it expects. ECDSA signatures of the same payload differ from each other: use the
 * payload, never the encoding, to recognise a replay.
 */
public final class SignedBytes {
  /** Longest payload, in bytes. */
  public static final int MAX_PAYLOAD_BYTES = 9 * 1024 * 1024;

  private static final int MAX_SIGNATURE_BYTES = 80;
  private static final int OVERHEAD = 3 * Integer.BYTES;

  /** Longest encoding, in bytes. */
  public static final int MAX_ENCODED_BYTES =
      OVERHEAD + PublicIdentity.MAX_DER_BYTES + MAX_SIGNATURE_BYTES + MAX_PAYLOAD_BYTES;

  private final byte[] certificate;
  private final byte[] signature;
  private final byte[] payload;

  private SignedBytes(byte[] certificate, byte[] signature, byte[] payload) {
    this.certificate = certificate;
    this.signature = signature;
    this.payload = payload;
  }

  /**
   * Signs a payload.
   *
   * @param label the purpose, such as {@code query}
   * @throws IllegalArgumentException if the payload is longer than {@link #MAX_PAYLOAD_BYTES}
   */
  public static SignedBytes sign(Identity signer, String label, byte[] payload) {
    if (payload.length > MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "payload of " + payload.length + " bytes, at most " + MAX_PAYLOAD_BYTES + " can be signed");
    }
    return new SignedBytes(signer.publicIdentity().der(), signer.sign(label, payload), payload.clone());
  }

  /**
   * Reads what {@link #encode()} wrote.
   *
   * @throws IdentityFailure if the bytes have another form: too short, too long, a length out of range
   */
  public static SignedBytes decode(byte[] encoded) {
    ByteBuffer rest = ByteBuffer.wrap(encoded);
    byte[] certificate = field(rest, "certificate", PublicIdentity.MAX_DER_BYTES);
    byte[] signature = field(rest, "signature", MAX_SIGNATURE_BYTES);
    byte[] payload = field(rest, "payload", MAX_PAYLOAD_BYTES);
    if (rest.hasRemaining()) {
      throw new IdentityFailure("signed bytes followed by " + rest.remaining() + " more; expected nothing");
    }
    return new SignedBytes(certificate, signature, payload);
  }

  private static byte[] field(ByteBuffer rest, String name, int max) {
    if (rest.remaining() < Integer.BYTES) {
      throw new IdentityFailure("signed bytes end before the length of the " + name);
    }
    int length = rest.getInt();
    if (length < 0 || length > max || length > rest.remaining()) {
      throw new IdentityFailure(
          "signed bytes with a " + name + " of " + length + " bytes; at most " + Math.min(max, rest.remaining()) + " are possible");
    }
    byte[] content = new byte[length];
    rest.get(content);
    return content;
  }

  /** How many bytes travel. */
  public int encodedLength() {
    return OVERHEAD + certificate.length + signature.length + payload.length;
  }

  /** The bytes that travel. */
  public byte[] encode() {
    return ByteBuffer.allocate(encodedLength())
        .putInt(certificate.length)
        .put(certificate)
        .putInt(signature.length)
        .put(signature)
        .putInt(payload.length)
        .put(payload)
        .array();
  }

  /**
   * Who claims to have signed. Not verified yet; needed to look up whom to trust.
   *
   * @throws IdentityFailure if the certificate is malformed
   */
  public PublicIdentity signer() {
    return PublicIdentity.ofDer(certificate);
  }

  /**
   * The payload, if the expected signer made it for this purpose with a certificate valid now.
   *
   * @throws IdentityFailure if anything else is the case, saying what
   */
  public byte[] verifiedPayload(Fingerprint expected, String label, Clock clock) {
    PublicIdentity signer = signer();
    if (!signer.fingerprint().equals(expected)) {
      throw new IdentityFailure(label + " signed by " + signer.fingerprint() + ", expected " + expected);
    }
    signer.requireValid(clock);
    if (!signer.verify(label, payload, signature)) {
      throw new IdentityFailure("the signature of " + expected + " does not fit this " + label + "; it was altered or made for another purpose");
    }
    return payload.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedBytes that
        && Arrays.equals(certificate, that.certificate)
        && Arrays.equals(signature, that.signature)
        && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(signature);
  }

  @Override
  public String toString() {
    return "SignedBytes[" + payload.length + " bytes]";
  }
}
