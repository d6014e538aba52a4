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
   * @throws org.jointly.protocols.round.ProtocolViolationException if a peer's message is not what the protocol says
   */
  <T> T run(Application<T, ProtocolBuilderNumeric> program);

  /** Rounds, messages and bytes so far, the setup round included. */
  RoundTrace trace();

  @Override
  void close();
}
