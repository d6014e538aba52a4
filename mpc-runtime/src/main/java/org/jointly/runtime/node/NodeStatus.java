package org.jointly.runtime.node;

import java.time.Instant;
import java.util.List;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.Bytes32;

/**
 * How a node is.
 *
 * @param linksUp the peers it is connected to
 * @param certificateExpiry when its certificate ends
 * @param runningQueries queries it takes part in now
 */
public record NodeStatus(
    PartyId party, List<PartyId> linksUp, Bytes32 rosterDigest, Instant certificateExpiry, int runningQueries) {
  public NodeStatus {
    linksUp = List.copyOf(linksUp);
  }
}
