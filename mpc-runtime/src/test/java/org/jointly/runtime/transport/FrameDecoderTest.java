package org.jointly.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
  private final FrameDecoder decoder = new FrameDecoder();
  private final EmbeddedChannel channel = new EmbeddedChannel(decoder);

  @Test
  void decode_ofAnySplit_givesTheSameFrames() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ByteBuffer stream = ByteBuffer.allocate(200_000);
    List<Integer> lengths = new ArrayList<>();
    while (stream.remaining() > 5_000) {
      int length = 1 + random.nextInt(4_000);
      lengths.add(length);
      stream.putInt(length).position(stream.position() + length);
    }

    byte[] bytes = java.util.Arrays.copyOf(stream.array(), stream.position());
    for (int at = 0; at < bytes.length; ) {
      int piece = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 3_000));
      channel.writeInbound(Unpooled.copiedBuffer(bytes, at, piece));
      at += piece;
    }

    List<Integer> decoded = new ArrayList<>();
    for (ByteBuf frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
      decoded.add(frame.readableBytes());
      frame.release();
    }
    assertThat(decoded).as("seed %d", seed).isEqualTo(lengths);
    channel.finishAndReleaseAll();
  }

  @Test
  void decode_ofALengthOutOfRange_isRefusedAtTheHeader() {
    for (int length : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, Frames.STRANGER_BYTES + 1}) {
      assertRefused(new EmbeddedChannel(new FrameDecoder()), length);
    }
    FrameDecoder known = new FrameDecoder();
    known.allowLongFrames();
    EmbeddedChannel trusted = new EmbeddedChannel(known);
    trusted.writeInbound(header(Frames.STRANGER_BYTES + 1));
    assertThat(trusted.<ByteBuf>readInbound()).isNull();
    trusted.finishAndReleaseAll();
    FrameDecoder other = new FrameDecoder();
    other.allowLongFrames();
    assertRefused(new EmbeddedChannel(other), Frames.MAX_BYTES + 1);
  }

  private static void assertRefused(EmbeddedChannel channel, int length) {
    assertThatThrownBy(() -> channel.writeInbound(header(length)))
        .hasCauseInstanceOf(FrameViolation.class)
        .hasMessageContaining("frame of " + Integer.toUnsignedString(length) + " bytes");
    channel.finishAndReleaseAll();
  }

  private static ByteBuf header(int length) {
    return Unpooled.buffer().writeInt(length);
  }

  /** Whoever was not read for a while is not dead when reading begins again. */
  @Test
  void silentNanos_whileNobodyReads_beginsAnew() {
    FrameDecoder decoder = new FrameDecoder();
    long made = System.nanoTime();
    while (System.nanoTime() - made < 1_000_000) {
      Thread.onSpinWait();
    }
    assertThat(decoder.silentNanos(true)).isGreaterThanOrEqualTo(1_000_000);

    long before = System.nanoTime();
    assertThat(decoder.silentNanos(false)).isZero();

    assertThat(decoder.silentNanos(true)).isLessThanOrEqualTo(System.nanoTime() - before);
  }
}
