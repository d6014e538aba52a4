package org.jointly.runtime.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Clock;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How our channels are built, for nodes and analysts alike, and how they all end. */
final class Channels implements AutoCloseable {
  static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(1024 * 1024, 4 * 1024 * 1024);
  private static final int CLOSE_SECONDS = 2;

  private final EventLoopGroup loops;
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final TransportSettings settings;
  private final Clock clock;

  /** @param name of the threads */
  Channels(String name, int threads, TransportSettings settings, Clock clock) {
    this.loops =
        new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    this.settings = settings;
    this.clock = clock;
  }

  EventLoopGroup loops() {
    return loops;
  }

  /** TLS, frames and the handler of one connection. */
  void build(Channel channel, SslContext tls, LinkOwner owner) {
    SslHandler handler = tls.newHandler(channel.alloc());
    handler.setHandshakeTimeoutMillis(settings.admission().handshakeTimeout().toMillis());
    FrameDecoder frames = new FrameDecoder();
    settings.emulation().ifPresent(network ->
        channel.pipeline().addLast(new EmulatedLine(network, new SplittableRandom(channel.id().hashCode()))));
    channel.pipeline().addLast(handler, frames, new LinkHandler(owner, frames, settings, clock));
    open.add(channel);
  }

  /** @param owner makes the owner of each connection dialled */
  Bootstrap dialling(SslContext tls, Supplier<LinkOwner> owner) {
    return new Bootstrap()
        .group(loops)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.admission().handshakeTimeout().toMillis())
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                build(channel, tls, owner.get());
              }
            });
  }

  /**
   * Closes every channel, then stops the threads. The channels first: an event loop of Netty 4.2.18 that is told to stop at the wrong
   * moment ends without closing its channels (measured: 1 of 2000), and the other side would learn of it by its heartbeat only.
   */
  @Override
  public void close() {
    open.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    loops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly(2 * CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
