package org.jointly.protocols.release;

import java.math.BigInteger;

/**
 * One vector the session opens, and all there is to know about it beforehand. What a session opens is exactly its plan's
 * openings.
 *
 * @param label unique in a plan
 * @param length how many elements
 * @param smallest what the public bounds say of an element; an opened element outside them means that something is wrong
 * @param reason for people
 */
public record Opening(String label, Kind kind, int length, BigInteger smallest, BigInteger largest, String reason) {

  /** What an element is. */
  public enum Kind {
    BIT,
    VALUE
  }

  static Opening bits(String label, int length, String reason) {
    return new Opening(label, Kind.BIT, length, BigInteger.ZERO, BigInteger.ONE, reason);
  }
}
