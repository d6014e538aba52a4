package org.jointly.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jointly.runtime.fault.FaultFamily;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.party.AnalystId;
import org.jointly.runtime.wire.ControlCodec;
import org.jointly.runtime.wire.ControlMessage.Farewell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class DoorTest {
  private static final Remote ADA = new Remote.Analyst(new AnalystId("ada"));
  private static final Remote BOB = new Remote.Analyst(new AnalystId("bob"));

  private final AtomicLong nanos = new AtomicLong(-5);
  private final List<String> asked = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private final List<EmbeddedChannel> channels = new ArrayList<>();

  @AfterEach
  void stop() {
    channels.forEach(EmbeddedChannel::finishAndReleaseAll);
  }

  private Door<String, String> door(int connections, int ofOne, int requestsPerMinute) {
    return new Door<>(
        "analysts",
        Level.DEBUG,
        new Door.Limits(connections, ofOne, requestsPerMinute),
        nanos::get,
        Runnable::run,
        new RateLimitedLog(LoggerFactory.getLogger(DoorTest.class), nanos::get),
        (visitor, request) -> asked.add(visitor + " " + request),
        left::add);
  }

  private Link connect(Door<String, String> door, Remote who) {
    EmbeddedChannel channel = new EmbeddedChannel();
    channels.add(channel);
    Link link = new Link(channel, who);
    door.welcome(who.toString(), link);
    return link;
  }

  private EmbeddedChannel last() {
    return channels.get(channels.size() - 1);
  }

  /** Why the last to connect has to go, and that it does. */
  private String farewell() {
    FaultReport why = farewell(last());
    assertThat(why.family()).isEqualTo(FaultFamily.BUSY);
    return why.detail();
  }

  private static FaultReport farewell(EmbeddedChannel channel) {
    ByteBuf frame = channel.readOutbound();
    assertThat(frame).as("a farewell").isNotNull();
    try {
      frame.skipBytes(Integer.BYTES + 1);
      Farewell farewell = (Farewell) new ControlCodec().decode(Frames.readRest(frame));
      assertThat(channel.isOpen()).as("open until it can be read").isTrue();
      channel.advanceTimeBy(1, TimeUnit.MINUTES);
      channel.runScheduledPendingTasks();
      assertThat(channel.isOpen()).as("open after that").isFalse();
      return farewell.why();
    } finally {
      frame.release();
    }
  }

  private boolean isWelcome() {
    return last().isOpen() && last().readOutbound() == null;
  }

  @Test
  void oneAnalystWithAllTheConnectionsOneMayHave_isToldSo_andAnotherIsWelcome() {
    Door<String, String> door = door(64, 3, 1000);
    Link first = connect(door, ADA);
    connect(door, ADA);
    connect(door, ADA);
    assertThat(isWelcome()).isTrue();

    Link fourth = connect(door, ADA);
    assertThat(farewell()).isEqualTo("analyst ada has 3 connections already; close one of them first");
    door.asked(fourth, "anything", 1);
    assertThat(asked).isEmpty();
    connect(door, BOB);
    assertThat(isWelcome()).isTrue();

    door.goodbye(fourth, LinkLoss.unavailable("gone"));
    assertThat(left).as("nobody who was here").isEmpty();
    connect(door, ADA);
    assertThat(farewell()).contains("3 connections already");
    door.goodbye(first, LinkLoss.unavailable("gone"));
    connect(door, ADA);
    assertThat(isWelcome()).isTrue();
  }

  @Test
  void moreThanAllMayHave_areToldSo() {
    Door<String, String> door = door(2, 2, 1000);
    connect(door, ADA);
    connect(door, BOB);
    assertThat(isWelcome()).isTrue();

    connect(door, BOB);

    assertThat(farewell()).isEqualTo("too many analysts are connected; ask again in a moment, or over another party");
  }

  @Test
  void whoAsksTooOften_leaves_alsoByAnotherConnection_andNobodyElseDoes() {
    Door<String, String> door = door(64, 8, 6);
    Link one = connect(door, ADA);
    Link other = connect(door, ADA);
    EmbeddedChannel othersChannel = last();
    for (int i = 0; i < 4; i++) {
      door.asked(i % 2 == 0 ? one : other, "question", 1);
    }
    assertThat(asked).hasSize(4);

    door.asked(other, "a seventh", 1);
    door.asked(other, "an eighth", 1);

    assertThat(farewell(othersChannel).detail()).isEqualTo("analyst ada asks more than 6 times a minute; wait a minute");
    assertThat(asked).hasSize(4);
    assertThat(left).as("what was begun for it can end").containsExactly("analyst ada");
    connect(door, ADA);
    assertThat(farewell()).contains("more than 6 times a minute");
    Link bob = connect(door, BOB);
    door.asked(bob, "question", 1);
    assertThat(asked).hasSize(5).contains("analyst bob question");

    nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
    door.asked(one, "one in ten seconds", 1);
    assertThat(asked).hasSize(6);
    door.asked(one, "two in ten seconds", 1);
    assertThat(asked).hasSize(6);
  }

  /** Those who are told why are bounded, too. */
  @Test
  void whoComesWhileManyAreLeaving_isClosedAtOnce() {
    Door<String, String> door = door(2, 1, 1000);
    connect(door, ADA);
    connect(door, ADA);
    connect(door, ADA);
    assertThat(last().isOpen()).isTrue();

    connect(door, ADA);

    assertThat(last().isOpen()).isFalse();
  }
}
