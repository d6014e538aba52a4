/**
 * Rounds: how the messages of many protocols travel between parties, and how that is counted.
 *
 * <p>Begin with {@link org.jointly.protocols.round.RoundEvaluator}. Knows FRESCO's {@code Network} and nothing of sockets,
 * threads or clocks; knows nothing of suites either.
 */
package org.jointly.protocols.round;
