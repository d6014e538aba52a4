package org.jointly.runtime.session;

import java.time.Duration;
import java.time.Instant;
import org.jointly.protocols.query.CanonicalFormException;
import org.jointly.protocols.query.CanonicalReader;
import org.jointly.protocols.query.CanonicalWriter;
import org.jointly.protocols.query.Limits;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.wire.Bytes32;

/**
 * A question with all that makes it one occasion of asking; it travels signed by the analyst, under {@link #LABEL}.
 *
 * @param spec the question
 * @param nonce fresh: a node answers it once
 * @param issuedAt by the analyst's clock, to the millisecond
 * @param expiresAt no node begins with it later; also how long the analyst waits, from {@code issuedAt}
 * @param roster the digest of the roster the analyst has
 */
public record QueryRequest(QuerySpec spec, Bytes32 nonce, Instant issuedAt, Instant expiresAt, Bytes32 roster) {
  /** The purpose under which requests are signed. */
  public static final String LABEL = "query";

  private static final String FORM = "jointly/request/1";
  private static final Limits LIMITS = new Limits(SignedBytes.MAX_PAYLOAD_BYTES, 1);

  public QueryRequest {
    issuedAt = Instant.ofEpochMilli(issuedAt.toEpochMilli());
    expiresAt = Instant.ofEpochMilli(expiresAt.toEpochMilli());
  }

  /** How long the analyst gives everybody, in all; not positive in a request that makes no sense. */
  public Duration lifetime() {
    return Duration.between(issuedAt, expiresAt);
  }

  /** SHA-256 of the bytes: names this occasion of asking, in every report that answers it. */
  public Bytes32 digest() {
    return Canonical.sha256(toBytes());
  }

  /**
   * The bytes that are signed.
   *
   * @throws CanonicalFormException if the question is too large to be sent
   */
  public byte[] toBytes() {
    return new CanonicalWriter(FORM, LIMITS)
        .bytes(nonce.bytes())
        .whole(issuedAt.toEpochMilli())
        .whole(expiresAt.toEpochMilli())
        .bytes(roster.bytes())
        .bytes(spec.toBytes())
        .toBytes();
  }

  /**
   * Reads the bytes of a request.
   *
   * @throws CanonicalFormException if they are none
   * @throws org.jointly.protocols.query.InvalidQueryException if the question in it cannot be asked
   */
  public static QueryRequest fromBytes(byte[] bytes) {
    CanonicalReader in = new CanonicalReader(FORM, LIMITS, bytes);
    Bytes32 nonce = Canonical.bytes32(in);
    Instant issuedAt = Instant.ofEpochMilli(in.whole());
    Instant expiresAt = Instant.ofEpochMilli(in.whole());
    Bytes32 roster = Canonical.bytes32(in);
    byte[] spec = in.bytes(SignedBytes.MAX_PAYLOAD_BYTES);
    in.end();
    return new QueryRequest(QuerySpec.fromBytes(spec), nonce, issuedAt, expiresAt, roster);
  }
}
