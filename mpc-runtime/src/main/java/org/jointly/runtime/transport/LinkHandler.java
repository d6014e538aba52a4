package org.jointly.runtime.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.identity.PublicIdentity;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlCodec;
import org.jointly.runtime.wire.ControlMessage;
import org.jointly.runtime.wire.MalformedMessage;

/**
 * One connection from TCP to its end: TLS handshake, hello in both directions, frames, heartbeats.
 *
 * <p>The hello matters because in TLS 1.3 the dialling side finishes its handshake before the accepting side has judged its
 * certificate: only a hello proves that it was accepted. Runs on one event loop; not shared.
 */
final class LinkHandler extends SimpleChannelInboundHandler<ByteBuf> {
  private final LinkOwner owner;
  private final FrameDecoder frames;
  private final TransportSettings settings;
  private final Clock clock;
  private final ControlCodec decoder = new ControlCodec();

  private Optional<PublicIdentity> authenticated = Optional.empty();
  private Optional<Link> candidate = Optional.empty();
  private Optional<Link> link = Optional.empty();
  private Optional<Future<?>> timer = Optional.empty();
  private String address = "?";
  private boolean ended;

  LinkHandler(LinkOwner owner, FrameDecoder frames, TransportSettings settings, Clock clock) {
    this.owner = owner;
    this.frames = frames;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    address = String.valueOf(context.channel().remoteAddress());
    long millis = settings.admission().handshakeTimeout().toMillis();
    timer =
        Optional.of(
            context
                .executor()
                .schedule(
                    () -> end(context, LinkLoss.unavailable("did not say who it is within " + millis + " ms")),
                    millis,
                    TimeUnit.MILLISECONDS));
    context.fireChannelActive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        authenticate(context);
      } else {
        end(context, LinkLoss.of(handshake.cause()));
      }
    }
    context.fireUserEventTriggered(event);
  }

  private void authenticate(ChannelHandlerContext context) {
    try {
      PublicIdentity peer = MutualTls.peerOf(context.pipeline().get(SslHandler.class).engine().getSession(), clock);
      candidate = Optional.of(new Link(context.channel(), owner.identify(peer.fingerprint())));
      authenticated = Optional.of(peer);
      context.writeAndFlush(Frames.hello(context.alloc()));
    } catch (IdentityFailure refused) {
      end(context, LinkLoss.identity(refused.getMessage()));
    } catch (FrameViolation wrongPlace) {
      end(context, LinkLoss.identity(wrongPlace.getMessage()));
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
    if (ended) {
      return;
    }
    int kind = frame.readUnsignedByte();
    if (link.isEmpty()) {
      hello(context, kind, frame);
      return;
    }
    Link from = link.get();
    switch (kind) {
      case Frames.CONTROL -> control(from, Frames.readRest(frame));
      case Frames.PART, Frames.END -> {
        Bytes32 session = sessionOf(frame);
        owner.data(from, session, frame.readLong(), kind == Frames.END, Frames.readRest(frame));
      }
      case Frames.CREDIT -> {
        Bytes32 session = sessionOf(frame);
        long total = frame.readLong();
        requireEmpty(frame);
        owner.credit(from, session, total);
      }
      default -> throw new FrameViolation("frame of unknown kind " + kind);
    }
  }

  private void hello(ChannelHandlerContext context, int kind, ByteBuf frame) {
    if (kind != Frames.HELLO || candidate.isEmpty()) {
      throw new FrameViolation("frame of kind " + kind + " before hello");
    }
    Frames.requireHello(frame);
    frames.allowLongFrames();
    timer.ifPresent(running -> running.cancel(false));
    long millis = settings.heartbeat().interval().toMillis();
    timer =
        Optional.of(
            context.executor().scheduleWithFixedDelay(() -> beat(context), millis, millis, TimeUnit.MILLISECONDS));
    link = candidate;
    owner.opened(candidate.get());
  }

  private static Bytes32 sessionOf(ByteBuf frame) {
    if (frame.readableBytes() < Frames.SESSION_HEADER) {
      throw new FrameViolation(
          "session frame of " + frame.readableBytes() + " bytes, expected at least " + Frames.SESSION_HEADER);
    }
    return Frames.readBytes32(frame);
  }

  private static void requireEmpty(ByteBuf frame) {
    if (frame.isReadable()) {
      throw new FrameViolation("frame with " + frame.readableBytes() + " trailing bytes");
    }
  }

  private void control(Link from, byte[] bytes) {
    ControlMessage message;
    try {
      message = decoder.decode(bytes);
    } catch (MalformedMessage malformed) {
      throw new FrameViolation("malformed control message: " + malformed.getMessage());
    }
    if (!mayBeSentBy(from.remote(), message)) {
      throw new FrameViolation(from.remote() + " may not send " + message.getClass().getSimpleName());
    }
    if (message instanceof ControlMessage.Ping ping) {
      if (from.isWritable()) {
        from.send(new ControlMessage.Pong(ping.stamp()));
      }
    } else if (!(message instanceof ControlMessage.Pong)) {
      owner.control(from, message, bytes.length);
    }
  }

  private static boolean mayBeSentBy(Remote remote, ControlMessage message) {
    if (remote instanceof Remote.Peer) {
      return message instanceof ControlMessage.PeerMessage;
    }
    if (remote instanceof Remote.Operator) {
      return message instanceof ControlMessage.OperatorRequest || message instanceof ControlMessage.Pong;
    }
    return remote instanceof Remote.Analyst
        ? message instanceof ControlMessage.AnalystRequest || message instanceof ControlMessage.Pong
        : message instanceof ControlMessage.NodeReply || message instanceof ControlMessage.Ping;
  }

  private void beat(ChannelHandlerContext context) {
    if (link.isEmpty() || ended) {
      return;
    }
    long silentNanos = frames.silentNanos(context.channel().config().isAutoRead());
    if (silentNanos > settings.heartbeat().deadAfter().toNanos()) {
      end(context, LinkLoss.unavailable("gave no sign of life for " + TimeUnit.NANOSECONDS.toMillis(silentNanos) + " ms"));
      return;
    }
    try {
      authenticated.orElseThrow().requireValid(clock);
    } catch (IdentityFailure expired) {
      end(context, LinkLoss.identity(expired.getMessage()));
      return;
    }
    if (link.get().isWritable()) {
      link.get().send(new ControlMessage.Ping(System.nanoTime()));
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      link.ifPresent(owner::writable);
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(context, LinkLoss.of(cause));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end(context, LinkLoss.unavailable("closed the connection"));
    context.fireChannelInactive();
  }

  /** Closes and tells the owner, once; the first reason wins. */
  private void end(ChannelHandlerContext context, LinkLoss reason) {
    if (ended) {
      return;
    }
    ended = true;
    timer.ifPresent(running -> running.cancel(false));
    if (link.isPresent()) {
      Link open = link.get();
      LinkLoss first = open.lossOr(reason);
      open.close(first);
      owner.closed(open, first);
    } else {
      LinkLoss first = candidate.map(known -> known.lossOr(reason)).orElse(reason);
      context.close();
      owner.failed(candidate.map(Link::toString).orElse(address), first);
    }
  }
}
