package org.jointly.runtime.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Cuts the stream into frames of kind and body. Used instead of Netty's length-field decoder because the limit rises once the peer is
 * known, and because a frame's buffer is then made in one piece rather than by doubling.
 */
final class FrameDecoder extends ByteToMessageDecoder {
  private int limit = Frames.STRANGER_BYTES;
  private long lastReadNanos = System.nanoTime();

  /** The peer is authenticated: longer frames are possible from now on. */
  void allowLongFrames() {
    limit = Frames.MAX_BYTES;
  }

  /**
   * For how long nothing at all has arrived, not even a piece of a frame, although it would have been read. To be asked again and again.
   *
   * @param reading whether it is read now; if not, the silence begins anew
   */
  long silentNanos(boolean reading) {
    long now = System.nanoTime();
    if (!reading) {
      lastReadNanos = now;
    }
    return now - lastReadNanos;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
    lastReadNanos = System.nanoTime();
    super.channelRead(context, bytes);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (in.readableBytes() < Integer.BYTES) {
      return;
    }
    int length = in.getInt(in.readerIndex());
    if (length < 1 || length > limit) {
      in.skipBytes(in.readableBytes());
      throw new FrameViolation(
          "frame of " + Integer.toUnsignedString(length) + " bytes, expected 1 to " + limit);
    }
    if (in.readableBytes() < Integer.BYTES + length) {
      // room for the whole frame at once, if this buffer can grow
      in.ensureWritable(Integer.BYTES + length - in.readableBytes(), false);
      return;
    }
    in.skipBytes(Integer.BYTES);
    out.add(in.readRetainedSlice(length));
  }
}
