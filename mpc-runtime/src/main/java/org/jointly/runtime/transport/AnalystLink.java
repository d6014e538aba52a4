package org.jointly.runtime.transport;

import org.jointly.runtime.party.AnalystId;
import org.jointly.runtime.wire.ControlMessage.NodeReply;

/** One connection of one analyst, as a node sees it. Thread-safe. */
public final class AnalystLink {
  private final AnalystId analyst;
  private final Link link;

  AnalystLink(AnalystId analyst, Link link) {
    this.analyst = analyst;
    this.link = link;
  }

  /** Authenticated: the analyst whose key the connection is bound to. */
  public AnalystId analyst() {
    return analyst;
  }

  /**
   * Sends a reply; does not block.
   *
   * @return false if the analyst is gone
   * @throws IllegalArgumentException if the reply is longer than {@link org.jointly.runtime.wire.Limits#MESSAGE_BYTES}
   */
  public boolean reply(NodeReply reply) {
    return link.send(reply);
  }

  public void close() {
    link.close(LinkLoss.unavailable("closed by this node"));
  }

  @Override
  public String toString() {
    return link.toString();
  }
}
