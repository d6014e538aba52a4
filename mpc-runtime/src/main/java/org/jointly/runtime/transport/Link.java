package org.jointly.runtime.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlCodec;
import org.jointly.runtime.wire.ControlMessage;

/**
 * One authenticated connection. Any thread may send; nothing here blocks.
 *
 * <p>Session data wait for {@link #isWritable()}; control messages do not, but a peer that takes none of them until {@link
 * #MAX_PENDING_BYTES} have piled up loses the link.
 */
final class Link {
  /** What may wait to be sent, in bytes. */
  static final long MAX_PENDING_BYTES = 32L * 1024 * 1024;

  private static final int FAREWELL_SECONDS = 5;

  private final Channel channel;
  private final Remote remote;
  private final ControlCodec encoder = new ControlCodec();
  private final AtomicReference<LinkLoss> loss = new AtomicReference<>();

  Link(Channel channel, Remote remote) {
    this.channel = channel;
    this.remote = remote;
  }

  Remote remote() {
    return remote;
  }

  SocketAddress address() {
    return channel.remoteAddress();
  }

  /**
   * @return false if the link is down
   * @throws IllegalArgumentException if the message is longer than can be sent
   */
  boolean send(ControlMessage message) {
    byte[] bytes;
    synchronized (encoder) {
      bytes = encoder.encode(message);
    }
    return write(Frames.control(channel.alloc(), bytes));
  }

  boolean sendData(Bytes32 session, long sequence, boolean last, byte[] from, int offset, int length) {
    return write(Frames.data(channel.alloc(), session, sequence, last, from, offset, length));
  }

  boolean sendCredit(Bytes32 session, long total) {
    return write(Frames.credit(channel.alloc(), session, total));
  }

  private boolean write(ByteBuf frame) {
    if (!channel.isActive() || loss.get() != null) {
      frame.release();
      return false;
    }
    var pending = channel.unsafe().outboundBuffer();
    if (pending != null && pending.totalPendingWriteBytes() > MAX_PENDING_BYTES) {
      frame.release();
      close(LinkLoss.unavailable("took nothing while " + MAX_PENDING_BYTES + " bytes waited to be sent to it"));
      return false;
    }
    channel.writeAndFlush(frame, channel.voidPromise());
    return true;
  }

  /** Whether session data may be written now; {@link LinkOwner#writable} is called when it becomes true again. */
  boolean isWritable() {
    return channel.isWritable();
  }

  /** Stops and starts reading; TCP then stops the other side. */
  void setReading(boolean reading) {
    channel.config().setAutoRead(reading);
  }

  /** Says why, and closes when the other side has had time to read it; reads on meanwhile, for what is unread at the end may cost it the word. */
  void dismiss(ControlMessage.Farewell farewell, LinkLoss reason) {
    send(farewell);
    channel.eventLoop().schedule(() -> close(reason), FAREWELL_SECONDS, TimeUnit.SECONDS);
  }

  /** Closes; the first reason given is the one that is told. */
  void close(LinkLoss reason) {
    loss.compareAndSet(null, reason);
    channel.close();
  }

  /** Why it was closed, or the other reason if nobody here closed it. */
  LinkLoss lossOr(LinkLoss other) {
    LinkLoss known = loss.get();
    return known == null ? other : known;
  }

  @Override
  public String toString() {
    return remote + " at " + channel.remoteAddress();
  }
}
