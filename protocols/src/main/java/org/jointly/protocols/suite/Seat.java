package org.jointly.protocols.suite;

import dk.alexandra.fresco.framework.network.Network;
import java.security.SecureRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundTrace;

/**
 * What one party brings to a session.
 *
 * @param me this party's number
 * @param sessionId public, the same at every party and fresh for every session; keys are bound to it
 * @param network the session's network; each of its receives has a deadline, its exceptions pass through
 * @param random the source of all of this party's secrets and randomness
 * @param nanoClock a monotonic clock, read to tell how long the party waits for others
 * @param guard asked before anything is opened
 * @param store what was made beforehand, for suites that use it
 * @param observer told of every round when it is over, on the session's thread; may not throw
 */
public record Seat(
    PartyIndex me,
    byte[] sessionId,
    Network network,
    SecureRandom random,
    LongSupplier nanoClock,
    OpeningGuard guard,
    MaterialStore store,
    Consumer<RoundTrace.Round> observer) {
  public Seat {
    sessionId = sessionId.clone();
  }

  /** A seat with nothing in store. */
  public Seat(
      PartyIndex me,
      byte[] sessionId,
      Network network,
      SecureRandom random,
      LongSupplier nanoClock,
      OpeningGuard guard,
      Consumer<RoundTrace.Round> observer) {
    this(me, sessionId, network, random, nanoClock, guard, MaterialStore.EMPTY, observer);
  }

  /** The same, and nobody watches. */
  public Seat(
      PartyIndex me, byte[] sessionId, Network network, SecureRandom random, LongSupplier nanoClock, OpeningGuard guard) {
    this(me, sessionId, network, random, nanoClock, guard, round -> {});
  }

  @Override
  public byte[] sessionId() {
    return sessionId.clone();
  }
}
