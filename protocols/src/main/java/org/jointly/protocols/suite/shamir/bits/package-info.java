/**
 * Circuits over secret bits, 64 lanes in a long: what the comparisons of the Shamir suite consist of.
 *
 * <p>Secret bits are shared in GF(2^k), so that they share threshold and keys with the numbers. A circuit is a chain of {@link
 * org.jointly.protocols.round.RoundStep}s, one round each. Knows nothing of prime fields. Begin at {@link
 * org.jointly.protocols.suite.shamir.bits.TopBit}.
 */
package org.jointly.protocols.suite.shamir.bits;
