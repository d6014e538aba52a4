package org.jointly.runtime.transport;

import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage;

/** What the owners of a node's connections have in common, whoever made them: all that comes goes to the switchboard. */
abstract class SwitchboardOwner implements LinkOwner {
  private final Switchboard switchboard;

  SwitchboardOwner(Switchboard switchboard) {
    this.switchboard = switchboard;
  }

  @Override
  public void opened(Link link) {
    switchboard.opened(link);
  }

  @Override
  public final void control(Link link, ControlMessage message, int bytes) {
    switchboard.control(link, message, bytes);
  }

  @Override
  public final void data(Link link, Bytes32 session, long sequence, boolean last, byte[] payload) {
    switchboard.data(link, session, sequence, last, payload);
  }

  @Override
  public final void credit(Link link, Bytes32 session, long total) {
    switchboard.credit(link, session, total);
  }

  @Override
  public final void writable(Link link) {
    switchboard.writable();
  }

  @Override
  public void closed(Link link, LinkLoss loss) {
    switchboard.closed(link, loss);
  }
}
