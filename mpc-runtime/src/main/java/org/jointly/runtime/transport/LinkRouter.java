package org.jointly.runtime.transport;

import java.util.SortedMap;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage;
import org.jointly.runtime.wire.ControlMessage.AnalystRequest;
import org.jointly.runtime.wire.ControlMessage.OperatorRequest;
import org.jointly.runtime.wire.ControlMessage.PeerMessage;

/** Takes what comes on a link to whom it concerns, by who is at the other end: a peer, an analyst or the operator. Thread-safe. */
final class LinkRouter {
  private final SortedMap<PartyId, PeerLink> peers;
  private final Door<AnalystLink, AnalystRequest> analysts;
  private final Door<OperatorLink, OperatorRequest> operators;
  private final SessionTable sessions;
  private volatile boolean closing;

  LinkRouter(
      SortedMap<PartyId, PeerLink> peers,
      Door<AnalystLink, AnalystRequest> analysts,
      Door<OperatorLink, OperatorRequest> operators,
      SessionTable sessions) {
    this.peers = peers;
    this.analysts = analysts;
    this.operators = operators;
    this.sessions = sessions;
  }

  void opened(Link link) {
    if (link.remote() instanceof Remote.Peer peer) {
      peers.get(peer.id()).opened(link);
    } else if (link.remote() instanceof Remote.Analyst analyst) {
      analysts.welcome(new AnalystLink(analyst.id(), link), link);
    } else if (link.remote() instanceof Remote.Operator) {
      operators.welcome(new OperatorLink(link), link);
    }
  }

  void control(Link link, ControlMessage message, int bytes) {
    if (link.remote() instanceof Remote.Peer peer && message instanceof PeerMessage said) {
      peers.get(peer.id()).received(said, bytes);
    } else if (message instanceof AnalystRequest request) {
      analysts.asked(link, request, bytes);
    } else if (message instanceof OperatorRequest request) {
      operators.asked(link, request, bytes);
    }
  }

  void data(Link link, Bytes32 session, long sequence, boolean last, byte[] payload) {
    sessions.data(requirePeer(link), link, session, sequence, last, payload);
  }

  void credit(Link link, Bytes32 session, long total) {
    sessions.credit(requirePeer(link), link, session, total);
  }

  private static PartyId requirePeer(Link link) {
    if (link.remote() instanceof Remote.Peer peer) {
      return peer.id();
    }
    throw new FrameViolation(link.remote() + " may not send session data");
  }

  void writable() {
    sessions.writable();
  }

  void closed(Link link, LinkLoss loss) {
    if (closing) {
      return;
    }
    if (link.remote() instanceof Remote.Peer peer) {
      peers.get(peer.id()).closed(link, loss);
    } else if (link.remote() instanceof Remote.Analyst) {
      analysts.goodbye(link, loss);
    } else {
      operators.goodbye(link, loss);
    }
  }

  /** Links that close from now on are closed by us, and nobody's loss. */
  void close() {
    closing = true;
  }
}
