package org.jointly.runtime.transport;

import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.wire.ControlMessage.AnalystRequest;
import org.jointly.runtime.wire.ControlMessage.OperatorRequest;
import org.jointly.runtime.wire.ControlMessage.PeerMessage;

/**
 * What a node's transport tells its owner.
 *
 * <p>Called on the executor given to {@link PeerLinks}; for one peer or one analyst's or operator's connection in order and one at a time, for
 * different ones possibly at once. May block: then reading from that one stops after a while. Exceptions are logged and change nothing.
 */
public interface LinkEvents {
  /** The peer is connected and authenticated. */
  void linkUp(PartyId peer);

  /**
   * The peer is connected no longer; it is dialled again without anybody's doing.
   *
   * @param reason {@code PeerUnavailable}, {@code IdentityFailure} or {@code ProtocolViolation}, naming the peer
   */
  void linkDown(PartyId peer, JointlyException reason);

  /** @param sender authenticated: the party whose key the link is bound to */
  void fromPeer(PartyId sender, PeerMessage message);

  /** @param analyst who asks, authenticated, and the way to answer */
  void fromAnalyst(AnalystLink analyst, AnalystRequest request);

  /** The analyst's connection ended; replies to it are lost. */
  void analystLeft(AnalystLink analyst);

  /** @param operator who holds this node's own key, and the way to answer */
  default void fromOperator(OperatorLink operator, OperatorRequest request) {}

  /** The operator's connection ended; replies to it are lost. */
  default void operatorLeft(OperatorLink operator) {}
}
