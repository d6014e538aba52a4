package org.jointly.runtime.transport;

import org.jointly.runtime.identity.Fingerprint;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage;

/** What a {@link LinkHandler} reports to; called on event loops, must not block. */
interface LinkOwner {
  /**
   * Who has this key.
   *
   * @throws FrameViolation if whoever it is must not be at the other end of this connection
   */
  Remote identify(Fingerprint fingerprint);

  /** Both sides have said hello. */
  void opened(Link link);

  /** A message whose kind this remote may send; pings and pongs are answered already. */
  void control(Link link, ControlMessage message, int bytes);

  void data(Link link, Bytes32 session, long sequence, boolean last, byte[] payload);

  void credit(Link link, Bytes32 session, long total);

  void writable(Link link);

  /** After {@link #opened}, exactly once. */
  void closed(Link link, LinkLoss loss);

  /** The connection ended before it was opened. */
  void failed(String address, LinkLoss loss);
}
