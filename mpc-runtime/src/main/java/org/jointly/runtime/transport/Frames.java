package org.jointly.runtime.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.Limits;

/** Writes frames; the layout is in the package's description. */
final class Frames {
  static final int HELLO = 1;
  static final int CONTROL = 2;
  static final int PART = 3;
  static final int END = 4;
  static final int CREDIT = 5;

  /** Longest frame before the peer is authenticated, in bytes. */
  static final int STRANGER_BYTES = 64 * 1024;

  /** Longest frame after that, in bytes. */
  static final int MAX_BYTES = Limits.MESSAGE_BYTES + 1024;

  /** Bytes of a session's id and a number. */
  static final int SESSION_HEADER = Bytes32.LENGTH + Long.BYTES;

  private static final byte[] MAGIC = "jointly".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int LENGTH_AND_KIND = Integer.BYTES + 1;

  private Frames() {}

  static ByteBuf hello(ByteBufAllocator allocator) {
    return begin(allocator, HELLO, MAGIC.length + Short.BYTES).writeBytes(MAGIC).writeShort(VERSION);
  }

  /** @throws FrameViolation unless the body is a hello of our version */
  static void requireHello(ByteBuf body) {
    byte[] magic = new byte[MAGIC.length];
    if (body.readableBytes() != MAGIC.length + Short.BYTES) {
      throw new FrameViolation("hello of " + body.readableBytes() + " bytes, expected " + (MAGIC.length + Short.BYTES));
    }
    body.readBytes(magic);
    int version = body.readUnsignedShort();
    if (!java.util.Arrays.equals(magic, MAGIC)) {
      throw new FrameViolation("hello of another protocol than ours");
    }
    if (version != VERSION) {
      throw new FrameViolation("speaks version " + version + ", this node speaks version " + VERSION + "; update the older one");
    }
  }

  static ByteBuf control(ByteBufAllocator allocator, byte[] message) {
    return begin(allocator, CONTROL, message.length).writeBytes(message);
  }

  static ByteBuf data(
      ByteBufAllocator allocator, Bytes32 session, long sequence, boolean last, byte[] from, int offset, int length) {
    return begin(allocator, last ? END : PART, SESSION_HEADER + length)
        .writeBytes(session.bytes())
        .writeLong(sequence)
        .writeBytes(from, offset, length);
  }

  static ByteBuf credit(ByteBufAllocator allocator, Bytes32 session, long total) {
    return begin(allocator, CREDIT, SESSION_HEADER).writeBytes(session.bytes()).writeLong(total);
  }

  private static ByteBuf begin(ByteBufAllocator allocator, int kind, int bodyBytes) {
    return allocator.buffer(LENGTH_AND_KIND + bodyBytes).writeInt(1 + bodyBytes).writeByte(kind);
  }

  static Bytes32 readBytes32(ByteBuf body) {
    byte[] bytes = new byte[Bytes32.LENGTH];
    body.readBytes(bytes);
    return Bytes32.of(bytes);
  }

  static byte[] readRest(ByteBuf body) {
    byte[] rest = new byte[body.readableBytes()];
    body.readBytes(rest);
    return rest;
  }
}
