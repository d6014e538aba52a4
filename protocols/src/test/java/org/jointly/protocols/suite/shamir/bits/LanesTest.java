package org.jointly.protocols.suite.shamir.bits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.alexandra.fresco.framework.network.Network;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanesTest {
  private static final PartyIndex PEER = new PartyIndex(2);

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 63, 64, 65, 128, 1000})
  void receive_ofWhatWasSent_isTheSameUpToTheLastLane(int count) {
    Lanes lanes = new Lanes(count);
    long[] rows = new Random(count).longs(3L * lanes.words()).toArray();
    Loop network = new Loop();

    lanes.send(network, PEER, rows);
    assertThat(network.message()).hasSize(3 * ((count + 7) / 8));
    long[] received = lanes.receive(network, PEER, rows.length);

    for (int row = 0; row < 3; row++) {
      for (int lane = 0; lane < 64 * lanes.words(); lane++) {
        int at = row * lanes.words() + lane / 64;
        assertThat(received[at] >>> lane & 1).isEqualTo(lane < count ? rows[at] >>> lane & 1 : 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 5, 8})
  void receive_ofOtherLength_namesTheSender(int bytes) {
    Loop network = new Loop();
    network.send(PEER.value(), new byte[bytes]);

    assertThatThrownBy(() -> new Lanes(10).receive(network, PEER, 2))
        .isInstanceOfSatisfying(ProtocolViolationException.class, e -> assertThat(e.peer()).contains(PEER))
        .hasMessageContaining("bit shares of " + bytes + " bytes, expected 4");
  }

  @Test
  void receive_ofABitBeyondTheLastLane_namesTheSender() {
    for (int bit = 10; bit < 16; bit++) {
      byte[] message = new byte[4];
      message[3] = (byte) (1 << bit - 8);
      Loop network = new Loop();
      network.send(PEER.value(), message);

      assertThatThrownBy(() -> new Lanes(10).receive(network, PEER, 2))
          .isInstanceOf(ProtocolViolationException.class)
          .hasMessageContaining("beyond lane 10");
    }
  }

  @Test
  void bitSlices_ofNumbers_haveARowForEachPlace() {
    for (int limbs = 1; limbs <= 2; limbs++) {
      long[] numbers = new Random(limbs).longs(150L * limbs).toArray();
      for (int places : new int[] {1, 3, 64, 64 * limbs}) {
        BitRows rows = BitSlices.of(numbers, limbs, places);

        assertThat(rows.rows()).isEqualTo(places);
        for (int place = 0; place < places; place++) {
          for (int i = 0; i < 150; i++) {
            assertThat(rows.data()[rows.at(0, place) + i / 64] >>> i & 1)
                .isEqualTo(numbers[i * limbs + place / 64] >>> place & 1);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void blockCarry_asPolynomial_saysWhatAdditionDoes(int size) {
    BlockCarry carry = BlockCarry.of(size);
    int values = 1 << size;

    for (int a = 0; a < values; a++) {
      for (int b = 0; b < values; b++) {
        assertThat(value(carry.generate(), a, b)).isEqualTo(a + b >= values);
        assertThat(value(carry.propagate(), a, b)).isEqualTo(a + b == values - 1);
      }
    }
    assertThat(Arrays.equals(carry.generate()[0], new boolean[values])).as("no carry without a bit of a").isTrue();
  }

  private static boolean value(boolean[][] polynomial, int a, int b) {
    boolean value = false;
    for (int s = 0; s < polynomial.length; s++) {
      for (int t = 0; t < polynomial.length; t++) {
        value ^= polynomial[s][t] && (s & ~a) == 0 && (t & ~b) == 0;
      }
    }
    return value;
  }

  /** What is sent can be received. */
  private static final class Loop implements Network {
    private final ArrayDeque<byte[]> messages = new ArrayDeque<>();

    byte[] message() {
      return messages.element();
    }

    @Override
    public void send(int partyId, byte[] data) {
      messages.add(data);
    }

    @Override
    public byte[] receive(int partyId) {
      return messages.remove();
    }

    @Override
    public int getNoOfParties() {
      return 3;
    }
  }
}
