package org.jointly.protocols.suite.spdz;

import java.util.Optional;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.material.Amounts;

/**
 * Ends the session unless all proofs so far hold, and all openings, without waiting for something to be opened: what follows may be hidden by
 * masks that are wide enough only if they do.
 *
 * <p>Cost: a MAC check, if anything is unchecked.
 */
final class ProofCheckGate extends SpdzGate<Void> {
  @Override
  Amounts needs(SpdzResources resources) {
    return triples(0, resources);
  }

  @Override
  Optional<RoundStep> start(SpdzResources resources) {
    return resources.openings().isDue()
        ? Optional.of(resources.openings().check("the check of what the parties have proven", () -> done(null)))
        : done(null);
  }
}
