package org.jointly.protocols.suite;

import dk.alexandra.fresco.framework.Application;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import org.jointly.protocols.round.RoundTrace;

/**
 * One party's running session of a suite: keys agreed, ready to evaluate programs one after another.
 *
 * <p>Used by one thread. Closing forgets all key material.
 */
public interface SuiteSession extends AutoCloseable {

  /**
   * Evaluates a program with all parties and returns its output. Blocks for as long as the network does.
   *
   * <p>After an exception the session is over and can only be closed.
   *
   * @param step how the trace labels the program's rounds: {@code input}, {@code joint}, {@code open}
   * @throws org.jointly.protocols.round.ProtocolViolationException if a peer's message is not what the protocol says
   * @throws UnlistedOpeningException if the program opens what the session's guard does not allow
   */
  <T> T run(String step, Application<T, ProtocolBuilderNumeric> program);

  /**
   * Makes now, at once, what later programs are foreseen to use up and is not in store, and takes nothing from the store yet; without it
   * everything is made when it is needed, in more rounds. All parties foresee the same. Does nothing if the suite needs no preprocessing.
   */
  default void prepare(Preprocessing foreseen) {}

  /** Rounds, messages and bytes so far, the setup round included. */
  RoundTrace trace();

  /** What this party used up so far of what was made beforehand; nothing, if the suite needs no preprocessing. */
  default Preprocessing preprocessing() {
    return Preprocessing.NONE;
  }

  @Override
  void close();
}
