package org.jointly.protocols.simulation;

import java.util.List;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundTrace;

/**
 * What a simulated party ends with.
 *
 * @param result what its program returned
 * @param trace its rounds, the setup round included
 * @param view everything it received, in order; empty unless the simulation records views
 */
public record PartyOutcome<T>(PartyIndex party, T result, RoundTrace trace, List<ReceivedChunk> view) {
  public PartyOutcome {
    view = List.copyOf(view);
  }
}
