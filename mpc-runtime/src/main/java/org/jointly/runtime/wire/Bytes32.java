package org.jointly.runtime.wire;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/** Thirty-two public bytes: the id of a session or proposal, a nonce, a digest. Immutable. */
public final class Bytes32 implements Comparable<Bytes32> {
  /** How many there are. */
  public static final int LENGTH = 32;

  private static final int SHOWN_CHARACTERS = 12;

  private final byte[] bytes;

  private Bytes32(byte[] bytes) {
    this.bytes = bytes;
  }

  /** @throws IllegalArgumentException unless there are 32 */
  public static Bytes32 of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("expected 32 bytes, got " + bytes.length);
    }
    return new Bytes32(bytes.clone());
  }

  /** A nonce. */
  public static Bytes32 random(SecureRandom random) {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    return new Bytes32(bytes);
  }

  /** Reads 64 lower-case hexadecimal digits. */
  public static Bytes32 parseHex(String hex) {
    if (hex.length() != 2 * LENGTH || !hex.equals(hex.toLowerCase(java.util.Locale.ROOT))) {
      throw new IllegalArgumentException("expected 64 lower-case hexadecimal digits, got " + hex.length() + " characters");
    }
    return new Bytes32(HexFormat.of().parseHex(hex));
  }

  /** A copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** All 64 hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public int compareTo(Bytes32 other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes32 that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The first twelve digits, for people and logs. */
  @Override
  public String toString() {
    return hex().substring(0, SHOWN_CHARACTERS);
  }
}
