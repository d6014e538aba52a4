package org.jointly.runtime.session;

import dk.alexandra.fresco.framework.network.Network;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jointly.runtime.fault.DeadlineExceeded;
import org.jointly.runtime.fault.InternalFailure;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.PartyId;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.runtime.transport.SessionEndpoint;

/**
 * FRESCO's network over the links of one session.
 *
 * <p>Every send and receive blocks as long as the session's deadline lets it, at the latest; a lost link, an abort and a violation end it at once.
 * What a party sends to itself is delivered here. Used by the session's thread only.
 */
public final class SessionNetwork implements Network {
  private final Roster roster;
  private final PartyIndex me;
  private final SessionEndpoint endpoint;
  private final Deadline deadline;
  private final Deque<byte[]> toMyself = new ArrayDeque<>();
  private PartyId waitedFor;

  /** @param endpoint of this session; its owner closes it */
  public SessionNetwork(Roster roster, PartyId me, SessionEndpoint endpoint, Deadline deadline) {
    this.roster = roster;
    this.me = roster.indexOf(me).orElseThrow();
    this.endpoint = endpoint;
    this.deadline = deadline;
    this.waitedFor = me;
  }

  /** @throws org.jointly.runtime.fault.JointlyException naming the peer, if it is gone, gave up or takes nothing in time */
  @Override
  public void send(int partyId, byte[] data) {
    if (partyId == me.value()) {
      toMyself.add(data.clone());
      return;
    }
    PartyId peer = party(partyId);
    waitedFor = peer;
    try {
      endpoint.send(peer, data, deadline.patience());
    } catch (DeadlineExceeded late) {
      throw deadline.exceededBy(peer, "take what was sent to it");
    }
  }

  /** @throws org.jointly.runtime.fault.JointlyException naming the peer, if it is gone, gave up or sends nothing in time */
  @Override
  public byte[] receive(int partyId) {
    if (partyId == me.value()) {
      if (toMyself.isEmpty()) {
        throw new InternalFailure("the protocol waits for a message to itself that it never sent");
      }
      return toMyself.remove();
    }
    PartyId peer = party(partyId);
    waitedFor = peer;
    try {
      return endpoint.take(peer, deadline.patience());
    } catch (DeadlineExceeded late) {
      throw deadline.exceededBy(peer, "send its message");
    }
  }

  @Override
  public int getNoOfParties() {
    return roster.parties().size();
  }

  /** Whom this party waited for last; itself, if nobody. */
  public PartyId waitedFor() {
    return waitedFor;
  }

  private PartyId party(int partyId) {
    return roster.party(new PartyIndex(partyId)).id();
  }
}
