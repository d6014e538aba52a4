package org.jointly.runtime.session;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jointly.protocols.query.CanonicalFormException;
import org.jointly.protocols.query.CanonicalReader;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.Bytes32;

/** What the canonical forms of this package have in common. */
final class Canonical {
  private Canonical() {}

  static Bytes32 bytes32(CanonicalReader in) {
    byte[] bytes = in.bytes(Bytes32.LENGTH);
    if (bytes.length != Bytes32.LENGTH) {
      throw new CanonicalFormException("a digest or nonce of " + bytes.length + " bytes, expected " + Bytes32.LENGTH);
    }
    return Bytes32.of(bytes);
  }

  static PartyId party(CanonicalReader in) {
    try {
      return new PartyId(in.text());
    } catch (CanonicalFormException malformed) {
      throw malformed;
    } catch (IllegalArgumentException malformed) {
      throw new CanonicalFormException("a party with a name that no party can have");
    }
  }

  static long count(CanonicalReader in) {
    return in.whole(0, Long.MAX_VALUE);
  }

  static Bytes32 sha256(byte[] bytes) {
    try {
      return Bytes32.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
