package org.jointly.protocols.numeric;

/**
 * A vector of secret field elements, as one suite holds it.
 *
 * <p>Every suite has its own implementation; a statistic sees only the length, which is public. {@code toString} must not
 * reveal shares.
 */
public interface SecretVector {
  int length();
}
