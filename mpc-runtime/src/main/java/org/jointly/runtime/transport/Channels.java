package org.jointly.runtime.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Clock;
import java.util.function.Supplier;

/** How our channels are built, for nodes and analysts alike. */
final class Channels {
  static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(1024 * 1024, 4 * 1024 * 1024);

  private Channels() {}

  static EventLoopGroup eventLoops(String name, int threads) {
    return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
  }

  /** TLS, frames and the handler of one connection. */
  static void build(Channel channel, SslContext tls, LinkOwner owner, TransportSettings settings, Clock clock) {
    SslHandler handler = tls.newHandler(channel.alloc());
    handler.setHandshakeTimeoutMillis(settings.admission().handshakeTimeout().toMillis());
    FrameDecoder frames = new FrameDecoder();
    channel.pipeline().addLast(handler, frames, new LinkHandler(owner, frames, settings, clock));
  }

  /** @param owner makes the owner of each connection dialled */
  static Bootstrap dialling(
      EventLoopGroup loops, SslContext tls, Supplier<LinkOwner> owner, TransportSettings settings, Clock clock) {
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
                build(channel, tls, owner.get(), settings, clock);
              }
            });
  }
}
