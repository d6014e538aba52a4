package org.jointly.protocols.simulation;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jointly.protocols.round.PartyIndex;

/** At least one simulated party failed; the cause is the failure that came first. */
public final class SimulationFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient SortedMap<PartyIndex, Throwable> failures;

  SimulationFailedException(Throwable first, SortedMap<PartyIndex, Throwable> failures) {
    super("simulated parties failed: " + failures, first);
    this.failures = Collections.unmodifiableSortedMap(new TreeMap<>(failures));
  }

  /** Who failed, and how; parties that finished are absent. */
  public SortedMap<PartyIndex, Throwable> failures() {
    return failures;
  }
}
