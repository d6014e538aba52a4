package org.jointly.runtime.transport;

import org.jointly.runtime.party.AnalystId;
import org.jointly.runtime.party.PartyId;

/** Who is at the other end of a link, as the roster says of its fingerprint. */
sealed interface Remote {
  /** Another node, seen from a node. */
  record Peer(PartyId id) implements Remote {
    @Override
    public String toString() {
      return "party " + id;
    }
  }

  /** An analyst, seen from a node. */
  record Analyst(AnalystId id) implements Remote {
    @Override
    public String toString() {
      return "analyst " + id;
    }
  }

  /** Whoever holds a node's own key and is not that node: its operator, seen from the node. */
  record Operator(PartyId id) implements Remote {
    @Override
    public String toString() {
      return "operator of " + id;
    }
  }

  /** A node, seen from an analyst or its operator. */
  record Node(PartyId id) implements Remote {
    @Override
    public String toString() {
      return "party " + id;
    }
  }
}
