package org.jointly.protocols.aggregate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.function.ToLongFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key under which the sites of one session hash identifiers of patients, so that one person has one hash at all of them, and
 * another one in every other session. Known to the parties; secret to everybody else; {@code toString} is redacted.
 *
 * <p>Hashes stay in a site's fold. What leaves it is shared, so a party that knows the key, and could try all identifiers, has
 * nothing to compare them with.
 */
public final class LinkageKey {
  /** The length of a key in bytes. */
  public static final int BYTES = 32;

  private static final String MAC = "HmacSHA256";

  /** Hashes are below 2^62. */
  private static final int UNUSED_BITS = 2;

  private final SecretKeySpec key;

  private LinkageKey(SecretKeySpec key) {
    this.key = key;
  }

  /**
   * The key of these bytes.
   *
   * @throws IllegalArgumentException if they are not {@value #BYTES}
   */
  public static LinkageKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a linkage key has " + BYTES + " bytes, got " + bytes.length);
    }
    return new LinkageKey(new SecretKeySpec(bytes, MAC));
  }

  /** A key that everybody knows: for those who have all rows anyway, in rehearsals. */
  public static LinkageKey insecureKnownToAll() {
    return of(new byte[BYTES]);
  }

  /** The first 62 bits of HMAC-SHA-256 of a text. The function is not for use by several threads. */
  ToLongFunction<String> hash() {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      return text -> ByteBuffer.wrap(mac.doFinal(text.getBytes(StandardCharsets.UTF_8))).getLong() >>> UNUSED_BITS;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + MAC, e);
    }
  }

  @Override
  public String toString() {
    return "LinkageKey[redacted]";
  }
}
