/**
 * The Shamir suite: honest majority, secrets as Shamir shares over a Mersenne prime, whole vectors per protocol.
 *
 * <p>Begin with {@link org.jointly.protocols.suite.shamir.ShamirSuite}; then {@code MultiplyGate}, one gate per file. A
 * scalar of FRESCO's {@code Numeric} is a vector of length 1 and goes through the same gates. Randomness is drawn from the
 * streams of {@code sharing} in the round in which it is dealt, at every party in the order of the program: the streams of
 * two parties stay in step by that rule alone.
 *
 * <p>Against malicious parties {@link org.jointly.protocols.suite.shamir.MaliciousChecks} has everything verified before it is
 * opened; begin at {@link org.jointly.protocols.suite.shamir.Verification}. A gate must bear the mark {@link
 * org.jointly.protocols.suite.shamir.VerifiedGate} to be run there.
 */
package org.jointly.protocols.suite.shamir;
