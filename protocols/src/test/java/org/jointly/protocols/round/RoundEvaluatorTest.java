package org.jointly.protocols.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.alexandra.fresco.framework.ProtocolProducer;
import dk.alexandra.fresco.framework.network.Network;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import dk.alexandra.fresco.lib.helper.ParallelProtocolProducer;
import dk.alexandra.fresco.lib.helper.SequentialProtocolProducer;
import dk.alexandra.fresco.lib.helper.SingleProtocolProducer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundEvaluatorTest {
  private static final PartyIndex ME = new PartyIndex(1);
  private static final PartyIndex PEER = new PartyIndex(2);
  private static final int CHUNK = 1 << 20;

  private final ScriptedNetwork network = new ScriptedNetwork(3);
  private final AtomicLong clock = new AtomicLong();
  private RoundEvaluator<ResourcePool> evaluator = evaluator(RoundLimits.DEFAULT);

  private RoundEvaluator<ResourcePool> evaluator(RoundLimits limits) {
    return new RoundEvaluator<>(ME, network, limits, clock::incrementAndGet);
  }

  private void run(ProtocolProducer producer) {
    evaluator.eval(producer, null);
  }

  private static ProtocolProducer step(BiPredicate<Integer, Network> rounds) {
    return new SingleProtocolProducer<>(new Step(rounds));
  }

  /** Sends nothing, then wants {@code messages} messages of the peer and keeps them. */
  private static ProtocolProducer receiving(int messages, List<byte[]> received) {
    return step((round, net) -> {
      for (int i = 0; round == 1 && i < messages; i++) {
        received.add(net.receive(PEER.value()));
      }
      return round == 0;
    });
  }

  private void assertViolation(String what) {
    assertThatThrownBy(() -> run(receiving(1, new ArrayList<>())))
        .isInstanceOf(ProtocolViolationException.class)
        .hasMessageStartingWith("party 2: ")
        .hasMessageContaining(what)
        .satisfies(e -> assertThat(((ProtocolViolationException) e).peer()).contains(PEER));
  }

  private static byte[] chunk(int header, int... payload) {
    ByteBuffer chunk = ByteBuffer.allocate(4 + payload.length).putInt(header);
    Arrays.stream(payload).forEach(b -> chunk.put((byte) b));
    return chunk.array();
  }

  private static byte[] fullChunk(int header, int... payloadStart) {
    return Arrays.copyOf(chunk(header, payloadStart), 4 + CHUNK);
  }

  // What is sent.

  @Test
  void protocolsOfABatch_shareOneFramePerPeer() {
    ProtocolProducer two = step((round, net) -> {
      if (round == 0) {
        net.send(2, new byte[] {7});
        net.send(3, new byte[] {8, 9});
      }
      return round == 0;
    });
    ProtocolProducer other = step((round, net) -> {
      if (round == 0) {
        net.send(2, new byte[0]);
        net.send(2, new byte[200]);
      }
      return round == 0;
    });

    run(new ParallelProtocolProducer(List.of(two, other)));

    byte[] expected = Arrays.copyOf(chunk(0, 1, 7, 0, 0xc8, 0x01), 4 + 2 + 1 + 2 + 200);
    assertThat(network.sentTo(2)).containsExactly(expected);
    assertThat(network.sentTo(3)).containsExactly(chunk(0, 2, 8, 9));
  }

  @Test
  void roundWithoutMessages_sendsNoFrameButCounts() {
    run(step((round, net) -> round < 2));
    run(step((round, net) -> {
      if (round == 0) {
        net.send(2, new byte[] {5});
      }
      return round == 0;
    }));

    assertThat(network.sentTo(2)).containsExactly(chunk(2, 1, 5));
    assertThat(network.sentTo(3)).isEmpty();
    assertThat(evaluator.trace().rounds()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 16_383, 16_384, CHUNK - 4, CHUNK - 3, CHUNK - 2, CHUNK, 3 * CHUNK, 3 * CHUNK + 5})
  void messageOfAnyLength_arrivesAsSentInChunksOfOneMebibyte(int length) {
    byte[] message = new byte[length];
    Arrays.fill(message, (byte) 3);
    run(step((round, net) -> {
      if (round == 0) {
        net.send(2, message);
        net.send(2, new byte[] {1, 2});
      }
      return round == 0;
    }));
    List<byte[]> chunks = network.sentTo(2);
    assertThat(chunks.stream().mapToLong(c -> c.length).sum()).isEqualTo(FrameLayout.frameBytes(length, 2));
    assertThat(chunks.subList(0, chunks.size() - 1)).allSatisfy(c -> assertThat(c).hasSize(4 + CHUNK));
    assertThat(evaluator.trace().bytesSent()).isEqualTo(FrameLayout.frameBytes(length, 2));

    chunks.forEach(c -> network.says(2, c));
    evaluator = evaluator(RoundLimits.DEFAULT);
    List<byte[]> received = new ArrayList<>();
    run(receiving(2, received));

    assertThat(received).containsExactly(message, new byte[] {1, 2});
  }

  @Test
  void fullChunk_isHandedOverBeforeTheRoundEnds() {
    List<Integer> chunksSoFar = new ArrayList<>();

    run(step((round, net) -> {
      for (int i = 0; round == 0 && i < 3; i++) {
        net.send(2, new byte[CHUNK]);
        chunksSoFar.add(network.sentTo(2).size());
      }
      return round == 0;
    }));

    assertThat(chunksSoFar).containsExactly(1, 2, 3);
    assertThat(network.sentTo(2)).hasSize(4);
  }

  @Test
  void messageToMyself_arrivesWithoutBeingSentOrCounted() {
    List<byte[]> received = new ArrayList<>();

    run(step((round, net) -> {
      if (round == 0) {
        net.send(1, new byte[] {4});
      } else {
        received.add(net.receive(1));
      }
      return round == 0;
    }));

    assertThat(received).containsExactly(new byte[] {4});
    assertThat(network.sentTo(1)).isEmpty();
    assertThat(evaluator.trace()).isEqualTo(new RoundTrace(List.of()));
  }

  // What is received.

  @Test
  void messages_arriveInOrder() {
    network.says(2, chunk(0, 1, 5, 0, 2, 6, 7));
    List<byte[]> received = new ArrayList<>();

    run(receiving(3, received));

    assertThat(received).containsExactly(new byte[] {5}, new byte[0], new byte[] {6, 7});
  }

  @Test
  void everyPrefixOfAFrame_isAViolation() {
    byte[] frame = Arrays.copyOf(chunk(0, 0x82, 1, 1, 2, 3), 4 + 2 + 130);
    for (int length = 0; length < frame.length; length++) {
      ScriptedNetwork cut = new ScriptedNetwork(3).says(2, Arrays.copyOf(frame, length));
      RoundEvaluator<ResourcePool> party = new RoundEvaluator<>(ME, cut, RoundLimits.DEFAULT, clock::get);

      assertThatThrownBy(() -> party.eval(receiving(1, new ArrayList<>()), null))
          .as("prefix of %d bytes", length)
          .isInstanceOf(ProtocolViolationException.class)
          .hasMessageStartingWith("party 2: ");
    }
  }

  @Test
  void emptyChunk_isAViolation() {
    network.says(2, new byte[0]);

    assertViolation("a chunk of 0 bytes, expected more than 4");
  }

  @Test
  void chunkWithoutPayload_isAViolation() {
    network.says(2, chunk(0));

    assertViolation("a chunk of 4 bytes, expected more than 4");
  }

  @Test
  void frameOfAnotherRound_isAViolation() {
    network.says(2, chunk(1, 1, 5));

    assertViolation("a frame of round 1 (in round 0)");
  }

  @Test
  void trailingByte_isAViolation() {
    network.says(2, chunk(0, 1, 5, 0));

    assertViolation("bytes after the last message");
  }

  @Test
  void announcedChunkThatIsNotNeeded_isAViolation() {
    network.says(2, fullChunk(0x80000000, 0xfd, 0xff, 0x3f)); // one message that fills the chunk exactly

    assertViolation("bytes after the last message");
  }

  @Test
  void absentMessage_isAViolation() {
    network.says(2, chunk(0, 1, 5));

    assertThatThrownBy(() -> run(receiving(2, new ArrayList<>())))
        .isInstanceOf(ProtocolViolationException.class)
        .hasMessageContaining("party 2: the frame ends where a message was expected");
  }

  @Test
  void messageCutShort_isAViolation() {
    network.says(2, chunk(0, 3, 5, 5));

    assertViolation("the frame ends where a message of 3 bytes was expected");
  }

  @Test
  void messageNeverAskedFor_isAViolationInTheNextRound() {
    network.says(2, chunk(0, 1, 5)).says(2, chunk(1, 1, 6));
    run(step((round, net) -> round == 0));

    assertThatThrownBy(() -> run(receiving(1, new ArrayList<>())))
        .isInstanceOf(ProtocolViolationException.class)
        .hasMessageContaining("party 2: a frame of round 0 (in round 1)");
  }

  @Test
  void overlongLength_isAViolation() {
    network.says(2, chunk(0, 0x81, 0x00, 5));

    assertViolation("an overlong message length");
  }

  @Test
  void lengthOfSixBytes_isAViolation() {
    network.says(2, chunk(0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01));

    assertViolation("a message length of more than 5 bytes");
  }

  @Test
  void hugeLength_isAViolationBeforeAnythingIsAllocated() {
    network.says(2, chunk(0, 0xff, 0xff, 0xff, 0xff, 0x7f));

    assertViolation("a message of 34359738367 bytes, expected at most 1073741824");
  }

  /** All that a cheating peer would have to send after this first chunk is not waited for, nor kept. */
  @Test
  void messageLongerThanAskedFor_isAViolationAtItsFirstChunk() {
    network.says(2, fullChunk(0x80000000, 0xff, 0xff, 0xff, 0x01)).says(2, fullChunk(0x80000000));

    assertThatThrownBy(() -> run(receivingAtMost(8, new ArrayList<>())))
        .isInstanceOf(ProtocolViolationException.class)
        .hasMessageContaining("party 2: a message of 4194303 bytes, expected at most 8 (in round 0)");
    assertThat(network.receive(2)).as("the second chunk is still there").hasSize(4 + CHUNK);
  }

  @Test
  void messageAsLongAsAskedFor_isRead() {
    network.says(2, chunk(0, 2, 5, 6));
    List<byte[]> received = new ArrayList<>();

    run(receivingAtMost(2, received));

    assertThat(received).containsExactly(new byte[] {5, 6});
  }

  private static ProtocolProducer receivingAtMost(long bytes, List<byte[]> received) {
    return step((round, net) -> {
      if (round == 1) {
        received.add(BoundedNetwork.receive(net, PEER, bytes));
      }
      return round == 0;
    });
  }

  @Test
  void frameAboveTheLimit_isAViolation() {
    evaluator = evaluator(new RoundLimits(16, 1));
    network.says(2, chunk(0, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));

    assertViolation("a frame of more than 16 bytes");
  }

  @Test
  void shortChunkBeforeTheLast_isAViolation() {
    network.says(2, chunk(0x80000000, 2, 5)).says(2, chunk(0, 6));

    assertViolation("a chunk with 2 bytes of payload, expected 1048576");
  }

  @Test
  void chunkAboveOneMebibyte_isAViolation() {
    network.says(2, Arrays.copyOf(chunk(0, 0xfe, 0xff, 0x3f), 4 + CHUNK + 1));

    assertViolation("a chunk with 1048577 bytes of payload, expected at most 1048576");
  }

  @Test
  void randomlyChangedFrames_areReadOrAViolation() {
    long seed = System.nanoTime();
    System.out.println("RoundEvaluatorTest seed " + seed);
    Random random = new Random(seed);
    byte[] frame = chunk(0, 3, 1, 2, 3, 0, 0x82, 0x01);
    frame = Arrays.copyOf(frame, frame.length + 130);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = Arrays.copyOf(frame, random.nextInt(10) == 0 ? random.nextInt(frame.length + 3) : frame.length);
      for (int change = random.nextInt(3); change > 0 && changed.length > 0; change--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      ScriptedNetwork peer = new ScriptedNetwork(3).says(2, changed);
      List<byte[]> received = new ArrayList<>();
      try {
        new RoundEvaluator<>(ME, peer, RoundLimits.DEFAULT, clock::get).eval(receiving(3, received), null);
        read++;
        assertThat(received).hasSize(3);
        long[] lengths = received.stream().mapToLong(message -> message.length).toArray();
        assertThat(FrameLayout.frameBytes(lengths)).isEqualTo(changed.length);
      } catch (ProtocolViolationException expected) {
        assertThat(expected.peer()).contains(PEER);
      } catch (NoSuchElementException awaitsAnotherChunk) {
        assertThat(changed[0]).isNegative();
      }
    }
    assertThat(read).isPositive();
  }

  @Test
  void failureOfTheNetwork_passesThroughAndEndsTheSession() {
    assertThatThrownBy(() -> run(receiving(1, new ArrayList<>())))
        .isExactlyInstanceOf(NoSuchElementException.class)
        .hasMessage("party 2 says no more");

    assertThatThrownBy(() -> run(step((round, net) -> false)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the session ended with an error");
  }

  @Test
  void anotherNetwork_isRefused() {
    assertThatThrownBy(() -> evaluator.eval(step((round, net) -> false), null, new ScriptedNetwork(3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // What protocols may not do.

  @Test
  void sendingInTheLastRound_isRefused() {
    assertThatThrownBy(() -> run(step((round, net) -> {
      net.send(2, new byte[] {1});
      return false;
    }))).isInstanceOf(IllegalStateException.class).hasMessageContaining("sends in its last round");
  }

  @Test
  void receivingInTheFirstRound_isRefused() {
    network.says(2, chunk(0, 1, 5));

    assertThatThrownBy(() -> run(step((round, net) -> {
      net.receive(2);
      return false;
    }))).isInstanceOf(IllegalStateException.class).hasMessageContaining("receives in its first round");
  }

  @Test
  void messageToMyselfNeverAskedFor_isRefused() {
    assertThatThrownBy(() -> run(step((round, net) -> {
      if (round == 0) {
        net.send(1, new byte[] {1});
      }
      return round == 0;
    }))).isInstanceOf(IllegalStateException.class).hasMessageContaining("never asked for");
  }

  // Counting, batching, depth.

  @Test
  void trace_tellsWhatWasSentReceivedAndWaitedFor() {
    network.says(2, chunk(0, 1, 5)).says(3, chunk(0, 2, 6, 6));
    evaluator.step("input");

    run(step((round, net) -> {
      if (round == 0) {
        net.sendToAll(new byte[] {1, 2, 3});
        net.send(3, new byte[] {4});
      } else {
        net.receive(1);
        net.receive(2);
        net.receive(3);
      }
      return round == 0;
    }));

    RoundTrace.Round expected = new RoundTrace.Round(
        0, "input", List.of("Step"), new TreeMap<>(Map.of(PEER, 8L, new PartyIndex(3), 10L)),
        new TreeMap<>(Map.of(PEER, 6L, new PartyIndex(3), 7L)), 3, new RoundTrace.Times(2, 4, 2));
    assertThat(evaluator.trace().rounds()).containsExactly(expected);
    assertThat(evaluator.trace().framesSent()).isEqualTo(2);
    assertThat(evaluator.trace().messagesSent()).isEqualTo(3);
    assertThat(evaluator.trace().bytesSent()).isEqualTo(18);
    assertThat(evaluator.trace().bytesReceived()).isEqualTo(13);
  }

  @Test
  void batchAboveTheLimit_isCutIntoSeveral() {
    evaluator = evaluator(new RoundLimits(1 << 20, 2));
    List<ProtocolProducer> five = Collections.nCopies(5, 0).stream().map(ignored -> step((round, net) -> {
      if (round == 0) {
        net.send(2, new byte[] {1});
      }
      return round == 0;
    })).toList();

    run(new ParallelProtocolProducer(five));

    assertThat(network.sentTo(2)).containsExactly(chunk(0, 1, 1, 1, 1), chunk(1, 1, 1, 1, 1), chunk(2, 1, 1));
  }

  @Test
  void protocolsOfDifferentLength_stayInLockstep() {
    ProtocolProducer once = step((round, net) -> {
      if (round == 0) {
        net.send(2, new byte[] {1});
      }
      return round == 0;
    });
    ProtocolProducer twice = step((round, net) -> {
      if (round < 2) {
        net.send(2, new byte[] {2});
      }
      return round < 2;
    });

    run(new ParallelProtocolProducer(List.of(once, twice)));

    assertThat(network.sentTo(2)).containsExactly(chunk(0, 1, 1, 1, 2), chunk(1, 1, 2));
  }

  @Test
  void chainOfAHundredThousandLocalProtocols_needsNoStackAndNoRound() {
    AtomicInteger evaluated = new AtomicInteger();
    List<ProtocolProducer> chain = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      int turn = i;
      chain.add(step((round, net) -> !evaluated.compareAndSet(turn, turn + 1)));
    }

    run(new SequentialProtocolProducer(chain));

    assertThat(evaluated).hasValue(100_000);
    assertThat(evaluator.trace().rounds()).isEmpty();
  }
}
