package org.jointly.protocols.round;

import dk.alexandra.fresco.framework.network.Network;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The network the protocols of a batch see: collects what they send in a round into one frame per peer, and hands out the
 * messages of the peers' frames of the round before.
 *
 * <p>What a party sends to itself is delivered in the next round, without a frame and without being counted.
 */
final class RoundNetwork implements BoundedNetwork {
  private final PartyIndex me;
  private final Network network;
  private final RoundLimits limits;
  private final RoundTimes times;
  private final Consumer<RoundTrace.Round> observer;
  private final int parties;

  private final FrameWriter[] outgoing;
  private final FrameReader[] incoming;
  private Deque<byte[]> toMyself = new ArrayDeque<>();
  private Deque<byte[]> fromMyself = new ArrayDeque<>();

  private final List<RoundTrace.Round> rounds = new ArrayList<>();
  private int round;
  private long messages;
  private Sent sentBefore;

  RoundNetwork(
      PartyIndex me, Network network, RoundLimits limits, LongSupplier nanoClock, Consumer<RoundTrace.Round> observer) {
    this.me = me;
    this.network = network;
    this.limits = limits;
    this.times = new RoundTimes(nanoClock);
    this.observer = observer;
    this.parties = network.getNoOfParties();
    this.outgoing = new FrameWriter[parties];
    this.incoming = new FrameReader[parties];
  }

  /** The first half of a round. */
  private record Sent(
      int number, String step, List<String> gates, SortedMap<PartyIndex, Long> frames, long messages, long atNanos, long computedNanos) {}

  @Override
  public int getNoOfParties() {
    return parties;
  }

  @Override
  public void send(int partyId, byte[] data) {
    if (partyId == me.value()) {
      toMyself.add(data.clone());
      return;
    }
    FrameWriter writer = outgoing[partyId - 1];
    if (writer == null) {
      writer = new FrameWriter(round, chunk -> network.send(partyId, chunk));
      outgoing[partyId - 1] = writer;
    }
    writer.message(data);
    messages++;
  }

  @Override
  public byte[] receive(int partyId) {
    return receive(partyId, limits.maxFrameBytes());
  }

  @Override
  public byte[] receive(int partyId, long mostBytes) {
    if (sentBefore == null) {
      throw new IllegalStateException("a protocol receives in its first round, before anything was sent");
    }
    if (partyId == me.value()) {
      if (fromMyself.isEmpty()) {
        throw new IllegalStateException("a protocol receives from itself what it has not sent");
      }
      return fromMyself.remove();
    }
    FrameReader reader = incoming[partyId - 1];
    if (reader == null) {
      reader = new FrameReader(new PartyIndex(partyId), round - 1, limits.maxFrameBytes(), () -> waitFor(partyId));
      incoming[partyId - 1] = reader;
    }
    return reader.message(mostBytes);
  }

  boolean isOver(Network other) {
    return network == other;
  }

  /** Messages sent to anybody in the running round. */
  long sentInThisRound() {
    return messages + toMyself.size();
  }

  /** A program begins. */
  void resume() {
    times.resume();
  }

  /**
   * Ends a round that another one follows: what was received must be used up, what was sent goes out.
   *
   * @param gates the kinds of protocols that are in need of the round
   */
  void nextRound(String step, List<String> gates) {
    finishReceived(0);
    TreeMap<PartyIndex, Long> sent = new TreeMap<>();
    for (int i = 0; i < parties; i++) {
      if (outgoing[i] != null) {
        outgoing[i].finish();
        sent.put(new PartyIndex(i + 1), outgoing[i].sentBytes());
        outgoing[i] = null;
      }
    }
    times.compute();
    sentBefore = new Sent(round, step, gates, sent, messages, times.sinceBeginning(), times.takeComputed());
    messages = 0;
    fromMyself = toMyself;
    toMyself = new ArrayDeque<>();
    round = Math.addExact(round, 1);
  }

  /** A round without messages, as if there had been those. */
  void count(String step, List<String> gates, MessageLengths lengths) {
    if (sentBefore != null || sentInThisRound() > 0) {
      throw new IllegalStateException("a round is counted while another one is under way");
    }
    TreeMap<PartyIndex, Long> sent = new TreeMap<>();
    TreeMap<PartyIndex, Long> received = new TreeMap<>();
    long[] mine = lengths.from(me);
    for (int i = 1; i <= parties; i++) {
      PartyIndex peer = new PartyIndex(i);
      long[] theirs = lengths.from(peer);
      if (i != me.value() && mine.length > 0) {
        sent.put(peer, FrameLayout.frameBytes(mine));
      }
      if (i != me.value() && theirs.length > 0) {
        received.put(peer, FrameLayout.frameBytes(theirs));
      }
    }
    add(new RoundTrace.Round(
        round, step, gates, sent, received, (long) (parties - 1) * mine.length, RoundTrace.Times.NONE));
    round = Math.addExact(round, 1);
  }

  /** Ends the last round of a batch: what was received must be used up, and nothing may have been sent. */
  void endBatch() {
    times.compute();
    if (sentBefore != null) {
      finishReceived(times.takeComputed());
    }
    if (sentInThisRound() > 0) {
      throw new IllegalStateException("a protocol sends in its last round, where nobody receives");
    }
    sentBefore = null;
  }

  /** The rounds so far in which this party sent or received something. */
  RoundTrace trace() {
    return new RoundTrace(rounds);
  }

  /** @param computedNanos this party's work on what it received, if no round follows that it could be counted for */
  private void finishReceived(long computedNanos) {
    if (sentBefore == null) {
      return;
    }
    TreeMap<PartyIndex, Long> received = new TreeMap<>();
    for (int i = 0; i < parties; i++) {
      if (incoming[i] != null) {
        incoming[i].finish();
        received.put(new PartyIndex(i + 1), incoming[i].receivedBytes());
        incoming[i] = null;
      }
    }
    if (!fromMyself.isEmpty()) {
      throw new IllegalStateException("a protocol sent itself a message that it never asked for");
    }
    RoundTrace.Times spent =
        new RoundTrace.Times(sentBefore.atNanos(), sentBefore.computedNanos() + computedNanos, times.takeWaited());
    if (!sentBefore.frames().isEmpty() || !received.isEmpty()) {
      add(new RoundTrace.Round(
          sentBefore.number(), sentBefore.step(), sentBefore.gates(), sentBefore.frames(), received, sentBefore.messages(), spent));
    }
  }

  private void add(RoundTrace.Round over) {
    rounds.add(over);
    observer.accept(over);
  }

  private byte[] waitFor(int partyId) {
    times.waitBegins();
    byte[] chunk = network.receive(partyId);
    times.waitEnds();
    return chunk;
  }
}
