package org.jointly.protocols.simulation;

import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.suite.SuiteSession;

/** What one simulated party does with its open session; runs on the party's own thread. */
@FunctionalInterface
public interface PartyProgram<T> {
  T run(PartyIndex me, SuiteSession session);
}
