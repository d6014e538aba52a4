package org.jointly.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The emulated network against arithmetic, in virtual time. */
final class EmulatedLineTest {
  /** 1000 bytes take a millisecond. */
  private static final long BITS_PER_SECOND = 8_000_000;

  private static final Duration ROUND_TRIP = Duration.ofMillis(20);

  private final List<EmbeddedChannel> channels = new ArrayList<>();

  @AfterEach
  void release() {
    channels.forEach(EmbeddedChannel::finishAndReleaseAll);
  }

  private EmbeddedChannel line(Duration jitter, double loss) {
    EmbeddedChannel channel = new EmbeddedChannel(
        new EmulatedLine(new Emulation(ROUND_TRIP, jitter, BITS_PER_SECOND, loss), new SplittableRandom(7)));
    channel.freezeTime();
    channels.add(channel);
    return channel;
  }

  private EmbeddedChannel line() {
    return line(Duration.ZERO, 0);
  }

  private static ChannelFuture send(EmbeddedChannel channel, int bytes) {
    return channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[bytes]));
  }

  private static void pass(EmbeddedChannel channel, long micros) {
    channel.advanceTimeBy(micros, TimeUnit.MICROSECONDS);
    channel.runScheduledPendingTasks();
  }

  private static int arrived(EmbeddedChannel channel) {
    int bytes = 0;
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      bytes += next.readableBytes();
      next.release();
    }
    return bytes;
  }

  @Test
  void oneMessage_takesItsBytesByTheBandwidthAndHalfARoundTrip() {
    EmbeddedChannel channel = line();

    ChannelFuture sent = send(channel, 1000);
    pass(channel, 10_999);

    assertThat(arrived(channel)).isZero();
    assertThat(sent.isDone()).isFalse();
    pass(channel, 1);
    assertThat(arrived(channel)).isEqualTo(1000);
    assertThat(sent.isSuccess()).isTrue();
  }

  @Test
  void roundTrip_isPaidOnce() {
    EmbeddedChannel there = line();
    EmbeddedChannel back = line();

    send(there, 1000);
    pass(there, 11_000);
    pass(back, 11_000);
    assertThat(arrived(there)).isEqualTo(1000);
    send(back, 1000);
    pass(back, 10_999);
    assertThat(arrived(back)).isZero();
    pass(back, 1);

    assertThat(arrived(back)).as("after 20 ms and twice 1 ms for the bytes").isEqualTo(1000);
  }

  @Test
  void messagesAtOnce_shareTheBandwidth() {
    EmbeddedChannel channel = line();

    send(channel, 3000);
    send(channel, 2000);
    send(channel, 1000);

    pass(channel, 12_999);
    assertThat(arrived(channel)).isZero();
    pass(channel, 1);
    assertThat(arrived(channel)).isEqualTo(3000);
    pass(channel, 2_000);
    assertThat(arrived(channel)).isEqualTo(2000);
    pass(channel, 1_000);
    assertThat(arrived(channel)).isEqualTo(1000);
  }

  /** A pause saves nothing up: the line is as fast afterwards, not faster. */
  @Test
  void messagesApart_doNotWaitForEachOther() {
    EmbeddedChannel channel = line();

    send(channel, 1000);
    pass(channel, 5_000);
    send(channel, 1000);

    pass(channel, 6_000);
    assertThat(arrived(channel)).isEqualTo(1000);
    pass(channel, 4_999);
    assertThat(arrived(channel)).isZero();
    pass(channel, 1);
    assertThat(arrived(channel)).isEqualTo(1000);
  }

  @Test
  void links_haveTheBandwidthToThemselves() {
    EmbeddedChannel one = line();
    EmbeddedChannel other = line();

    send(one, 1000);
    send(other, 1000);
    pass(one, 11_000);
    pass(other, 11_000);

    assertThat(arrived(one) + arrived(other)).isEqualTo(2000);
  }

  @Test
  void jitter_delaysByPartOfItself_andKeepsTheOrder() {
    EmbeddedChannel channel = line(Duration.ofMillis(5), 0);
    for (int i = 1; i <= 50; i++) {
      send(channel, i);
    }

    List<Integer> order = new ArrayList<>();
    int late = 0;
    for (int micros = 0; micros < 20_000; micros += 10) {
      pass(channel, 10);
      for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
        order.add(next.readableBytes());
        late += micros > 10_000 + 1_275 ? 1 : 0;
        next.release();
      }
    }

    assertThat(order).hasSize(50).isSorted();
    assertThat(late).as("later than without jitter").isPositive();
  }

  /** Every packet is lost once: 2000 bytes are two. */
  @Test
  void loss_stallsTheLinkForARetransmissionAndARoundTripPerPacket() {
    EmbeddedChannel channel = line(Duration.ZERO, Math.nextDown(1.0));

    send(channel, 2000);
    pass(channel, 12_000 + 2 * 220_000 - 1);
    assertThat(arrived(channel)).isZero();
    pass(channel, 1);

    assertThat(arrived(channel)).isEqualTo(2000);
  }

  @Test
  void close_comesAfterWhatIsOnTheWay() {
    EmbeddedChannel channel = line();

    send(channel, 1000);
    channel.pipeline().close();
    pass(channel, 10_999);

    assertThat(channel.isOpen()).isTrue();
    pass(channel, 1);
    assertThat(arrived(channel)).isEqualTo(1000);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void closeOfAnIdleLine_isAtOnce() {
    EmbeddedChannel channel = line();

    channel.close();

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void whatIsOnTheWay_whenTheLinkBreaks_isLostAndReleased() {
    EmbeddedChannel channel = line();
    ByteBuf message = Unpooled.wrappedBuffer(new byte[10]);
    ChannelFuture sent = channel.writeAndFlush(message);

    channel.pipeline().fireChannelInactive();

    assertThat(message.refCnt()).isZero();
    assertThat(sent.isDone()).isTrue();
    assertThat(sent.isSuccess()).isFalse();
  }

  @Test
  void writability_endsWhenTooMuchIsOnTheWay_andReturns() {
    EmbeddedChannel channel = line();
    for (int i = 0; i < 65; i++) {
      send(channel, 1 << 20);
    }

    assertThat(channel.isWritable()).isFalse();
    pass(channel, 65L * 1_048_576 + 10_000);

    assertThat(arrived(channel)).isEqualTo(65 << 20);
    assertThat(channel.isWritable()).isTrue();
  }

  @Test
  void emulation_ofNoNetwork_isRefused() {
    assertThatThrownBy(() -> new Emulation(Duration.ofMillis(-1), Duration.ZERO, 1, 0)).hasMessageContaining("bandwidth");
    assertThatThrownBy(() -> new Emulation(ROUND_TRIP, Duration.ZERO, 0, 0)).hasMessageContaining("bandwidth");
    assertThatThrownBy(() -> new Emulation(ROUND_TRIP, Duration.ZERO, 1, 1)).hasMessageContaining("loss");
    assertThatThrownBy(() -> new Emulation(ROUND_TRIP, Duration.ZERO, 1, Double.NaN)).hasMessageContaining("loss");
  }
}
