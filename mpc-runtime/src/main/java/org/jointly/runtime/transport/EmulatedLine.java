package org.jointly.runtime.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * One direction of an emulated link: holds what is written until it would have arrived, then hands it to the socket.
 *
 * <pre>
 *   departs = max(now, when the line is free) + bytes / bandwidth          the line is free again then
 *   arrives = max(departs + round trip / 2 + jitter + stalls, when what was written before arrives)
 * </pre>
 *
 * <p>Next to the socket, so that TLS records are what is counted; TCP's own handshake and headers are not. Exact to what Netty's
 * timers are, about a millisecond, never early. Runs on one event loop and takes its time from it.
 */
final class EmulatedLine extends ChannelDuplexHandler {
  /** What may be on the way before the channel stops being writable: more than a window of every session at work. */
  private static final long MOST_HELD_BYTES = 64L << 20;

  private static final int WRITABILITY = 1;

  private final Emulation network;
  private final RandomGenerator random;
  private final Deque<Held> held = new ArrayDeque<>();
  private long heldBytes;
  private long freeAtNanos;
  private long lastArrivalNanos;
  private boolean begun;

  EmulatedLine(Emulation network, RandomGenerator random) {
    this.network = network;
    this.random = random;
  }

  /** Something on its way, or, without a message, the end of the connection. */
  private record Held(Object message, int bytes, long arrivesNanos, ChannelPromise promise) {
    boolean isClose() {
      return message == CLOSE;
    }
  }

  private static final Object CLOSE = new Object();

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    int bytes = message instanceof ByteBuf buffer ? buffer.readableBytes() : 0;
    hold(context, new Held(message, bytes, arrival(now(context), bytes), promise));
  }

  /** What is on the line arrives before the end does. */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (held.isEmpty() || !context.channel().isActive()) {
      context.close(promise);
    } else {
      hold(context, new Held(CLOSE, 0, lastArrivalNanos, promise));
    }
  }

  /** Everything is flushed when it arrives. */
  @Override
  public void flush(ChannelHandlerContext context) {
    if (held.isEmpty()) {
      context.flush();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    drop();
    context.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    drop();
  }

  private static long now(ChannelHandlerContext context) {
    return context.executor().ticker().nanoTime();
  }

  private long arrival(long now, int bytes) {
    if (!begun) {
      begun = true;
      freeAtNanos = now;
      lastArrivalNanos = now;
    }
    freeAtNanos = later(now, freeAtNanos) + network.serialNanos(bytes);
    long jitter = network.jitter().isZero() ? 0 : random.nextLong(network.jitter().toNanos() + 1);
    long arrives = freeAtNanos + network.oneWayNanos() + jitter + lost(bytes) * network.stallNanos();
    lastArrivalNanos = later(arrives, lastArrivalNanos);
    return lastArrivalNanos;
  }

  /** Readings of a monotonic clock may be negative and wrap around. */
  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }

  private int lost(int bytes) {
    int lost = 0;
    if (network.loss() > 0) {
      for (int sent = 0; sent < bytes; sent += Emulation.PACKET_BYTES) {
        lost += random.nextDouble() < network.loss() ? 1 : 0;
      }
    }
    return lost;
  }

  private void hold(ChannelHandlerContext context, Held next) {
    held.add(next);
    heldBytes += next.bytes();
    writability(context);
    if (held.size() == 1) {
      schedule(context);
    }
  }

  private void schedule(ChannelHandlerContext context) {
    long delay = held.element().arrivesNanos() - now(context);
    context.executor().schedule(() -> arrived(context), Math.max(0, delay), TimeUnit.NANOSECONDS);
  }

  private void arrived(ChannelHandlerContext context) {
    long now = now(context);
    while (!held.isEmpty() && held.element().arrivesNanos() - now <= 0) {
      Held first = held.remove();
      heldBytes -= first.bytes();
      if (first.isClose()) {
        context.flush();
        context.close(first.promise());
      } else {
        context.write(first.message(), first.promise());
      }
    }
    context.flush();
    writability(context);
    if (!held.isEmpty()) {
      schedule(context);
    }
  }

  private void writability(ChannelHandlerContext context) {
    ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
    if (buffer != null) {
      buffer.setUserDefinedWritability(WRITABILITY, heldBytes < MOST_HELD_BYTES);
    }
  }

  private void drop() {
    for (Held lost = held.poll(); lost != null; lost = held.poll()) {
      if (lost.isClose()) {
        lost.promise().trySuccess();
      } else {
        ReferenceCountUtil.release(lost.message());
        lost.promise().tryFailure(new ClosedChannelException());
      }
    }
    heldBytes = 0;
  }
}
