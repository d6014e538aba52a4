package org.jointly.runtime.node;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.PeerUnavailable;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.session.Deadline;
import org.jointly.runtime.transport.PeerLinks;
import org.jointly.runtime.wire.ControlMessage.Abort;
import org.jointly.runtime.wire.ControlMessage.PeerMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends control messages to parties, this one included: what a node says to itself takes the same way as what others say to it.
 *
 * <p>Sending never blocks.
 *
 * @param links to the others
 * @param myself takes what is for this party
 */
record Post(PartyId me, Roster roster, PeerLinks links, BiConsumer<PartyId, PeerMessage> myself) {
  private static final Logger LOG = LoggerFactory.getLogger(Post.class);

  /** How long a query waits at first for a link that is down; longer than the longest pause between dials. */
  private static final Duration LINK_PATIENCE = Duration.ofSeconds(5);

  /** @throws JointlyException why the party is not connected */
  void send(PartyId to, PeerMessage message) {
    if (to.equals(me)) {
      myself.accept(me, message);
    } else {
      links.send(to, message);
    }
  }

  /** @throws JointlyException why one of them is not connected */
  void sendToOthers(PeerMessage message) {
    for (Roster.Party party : roster.parties()) {
      if (!party.id().equals(me)) {
        send(party.id(), message);
      }
    }
  }

  /** The others first: this party needs no network to hear. */
  void sendToAll(PeerMessage message) {
    sendToOthers(message);
    send(me, message);
  }

  /** Tells everybody who can be told; who cannot has lost the link, and knows. */
  void abort(Abort abort) {
    for (Roster.Party party : roster.parties()) {
      try {
        send(party.id(), abort);
      } catch (JointlyException gone) {
        LOG.debug("party {} cannot be told: {}", party.id(), gone.getMessage());
      }
    }
  }

  /**
   * Waits for the links to all others: those of a party that was started again are dialled again within {@link #LINK_PATIENCE}.
   *
   * @param deadline that of the query; waiting ends {@link #LINK_PATIENCE} after the query began, at the latest
   * @throws JointlyException why a party is not connected
   */
  void requireLinks(Deadline deadline) {
    Deadline patience = deadline.atMost(LINK_PATIENCE);
    for (Roster.Party party : roster.parties()) {
      if (!party.id().equals(me)) {
        requireLink(party.id(), patience.remaining());
      }
    }
  }

  private void requireLink(PartyId party, Duration patience) {
    try {
      links.awaitUp(party, patience);
    } catch (PeerUnavailable down) {
      throw new PeerUnavailable(party, "is not connected to " + me + " (" + down.detail() + ")");
    }
  }
}
