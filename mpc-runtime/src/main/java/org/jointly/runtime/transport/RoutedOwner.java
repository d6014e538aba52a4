package org.jointly.runtime.transport;

import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage;

/** What the owners of a node's connections have in common, whoever made them: all that comes goes to the router. */
abstract class RoutedOwner implements LinkOwner {
  private final LinkRouter router;

  RoutedOwner(LinkRouter router) {
    this.router = router;
  }

  @Override
  public void opened(Link link) {
    router.opened(link);
  }

  @Override
  public final void control(Link link, ControlMessage message, int bytes) {
    router.control(link, message, bytes);
  }

  @Override
  public final void data(Link link, Bytes32 session, long sequence, boolean last, byte[] payload) {
    router.data(link, session, sequence, last, payload);
  }

  @Override
  public final void credit(Link link, Bytes32 session, long total) {
    router.credit(link, session, total);
  }

  @Override
  public final void writable(Link link) {
    router.writable();
  }

  @Override
  public void closed(Link link, LinkLoss loss) {
    router.closed(link, loss);
  }
}
