package org.jointly.runtime.transport;

import org.jointly.runtime.wire.ControlMessage.NodeReply;

/** One connection of a node's own operator, as the node sees it. Thread-safe. */
public final class OperatorLink {
  private final Link link;

  OperatorLink(Link link) {
    this.link = link;
  }

  /**
   * Sends a reply; does not block.
   *
   * @return false if the operator is gone
   */
  public boolean reply(NodeReply reply) {
    return link.send(reply);
  }

  @Override
  public String toString() {
    return link.toString();
  }
}
