package org.jointly.protocols.suite.shamir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.alexandra.fresco.framework.DRes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.simulation.Tampering;
import org.jointly.protocols.suite.Openings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parties see of a comparison, and what they make of it when it is malformed. */
class ComparisonViewTest {

  /**
   * All lanes compare the same public values, so nothing but the masks is random: every row of bits that a party receives
   * must still be half ones. The bounds are over nine standard deviations away.
   */
  @ParameterizedTest
  @CsvSource({"3,0", "3,1023", "4,512", "5,0", "5,1023", "7,511"})
  void rowsOfBits_ofConstantValues_areHalfOnes(int parties, int value) {
    int length = 8000;
    long[] values = LongStream.generate(() -> value).limit(length).toArray();

    List<PartyOutcome<SecretVector>> outcomes =
        simulation(parties, Tampering.NONE).recordingViews().run((me, session) -> session.run("compare", root -> {
          VectorNumeric vectors = VectorNumeric.using(root);
          return vectors.atLeast(vectors.known(IntegerVector.of(values)), IntegerVector.of(values), 10);
        }));

    for (PartyOutcome<SecretVector> outcome : outcomes) {
      List<byte[]> rows = bitRows(outcome, parties, length);
      assertThat(rows).isNotEmpty().allSatisfy(row ->
          assertThat(ones(row)).isBetween((int) (0.45 * length), (int) (0.55 * length)));
    }
  }

  /**
   * Nor may two messages together say anything: were a mask used twice, their difference would. Of equal values in all lanes, the
   * difference of any two rows that a party receives, from whomever and whenever, must look random too.
   */
  @ParameterizedTest
  @CsvSource({"3,0", "3,1023", "4,512", "5,1023"})
  void rowsOfBits_twoByTwo_differInHalfOfTheirBits(int parties, int value) {
    int length = 8000;
    IntegerVector values = IntegerVector.of(LongStream.generate(() -> value).limit(length).toArray());

    List<PartyOutcome<SecretVector>> outcomes =
        simulation(parties, Tampering.NONE).recordingViews().run((me, session) -> session.run("compare", root -> root.seq(seq -> {
          VectorNumeric vectors = VectorNumeric.using(seq);
          DRes<SecretVector> known = vectors.known(values);
          vectors.atLeast(known, values, 10);
          return vectors.atLeast(known, values, 10);
        })));

    for (PartyOutcome<SecretVector> outcome : outcomes) {
      List<byte[]> rows = bitRows(outcome, parties, length);
      for (int i = 0; i < rows.size(); i++) {
        for (int j = 0; j < i; j++) {
          assertThat(ones(difference(rows.get(i), rows.get(j)))).as("rows %d and %d at party %s", i, j, outcome.party())
              .isBetween((int) (0.44 * length), (int) (0.56 * length));
        }
      }
    }
  }

  private static byte[] difference(byte[] left, byte[] right) {
    byte[] difference = left.clone();
    for (int i = 0; i < difference.length; i++) {
      difference[i] ^= right[i];
    }
    return difference;
  }

  private static List<byte[]> bitRows(PartyOutcome<SecretVector> outcome, int parties, int length) {
    return outcome.view().stream()
        .skip(parties - 1L)
        .flatMap(chunk -> messages(chunk.bytes()).stream())
        .filter(message -> message.length != 8 * length)
        .flatMap(message -> rows(message, length / 8).stream())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void malformedMessage_inAnyRound_namesTheSender(int round) {
    PartyIndex cheat = new PartyIndex(1);
    // The last byte of the first message of bits, whose upper six bits are beyond the last of ten lanes.
    Tampering padding = (from, to, number, bytes) -> {
      if (from.equals(cheat) && number == round) {
        bytes[4 + 1 + bytes[4] - 1] |= (byte) 0x80;
      }
      return bytes;
    };

    assertThatThrownBy(() -> compare(5, padding))
        .rootCause()
        .isInstanceOfSatisfying(ProtocolViolationException.class, e -> assertThat(e.peer()).contains(cheat))
        .hasMessageContaining("beyond lane 10");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void elementBeyondTheModulus_ofARandomBit_namesTheSender(int parties) {
    PartyIndex cheat = new PartyIndex(1);
    Tampering tooLarge = (from, to, number, bytes) -> {
      if (from.equals(cheat) && number == 1) {
        List<byte[]> messages = messages(bytes);
        if (messages.get(messages.size() - 1).length == 80) {
          bytes[bytes.length - 1] = (byte) 0xff;
        }
      }
      return bytes;
    };

    assertThatThrownBy(() -> compare(parties, tooLarge))
        .rootCause()
        .isInstanceOfSatisfying(ProtocolViolationException.class, e -> assertThat(e.peer()).contains(cheat))
        .hasMessageContaining("not below 2^61-1");
  }

  private static void compare(int parties, Tampering tampering) {
    simulation(parties, tampering).run((me, session) -> session.run("compare", root -> {
      VectorNumeric vectors = VectorNumeric.using(root);
      DRes<SecretVector> zeros = vectors.known(IntegerVector.zeros(10));
      return vectors.atLeast(zeros, IntegerVector.zeros(10), 1);
    }));
  }

  private static Simulation simulation(int parties, Tampering tampering) {
    return Simulation.of(new ShamirSuite(), ComparisonGateTest.model(parties, 61), Openings::everyLabel)
        .withTampering(tampering);
  }

  /** The messages in a frame of one chunk. */
  static List<byte[]> messages(byte[] frame) {
    List<byte[]> messages = new ArrayList<>();
    int at = 4;
    while (at < frame.length) {
      int length = 0;
      for (int shift = 0; ; shift += 7) {
        length |= (frame[at] & 0x7f) << shift;
        if (frame[at++] >= 0) {
          break;
        }
      }
      messages.add(Arrays.copyOfRange(frame, at, at + length));
      at += length;
    }
    return messages;
  }

  private static List<byte[]> rows(byte[] message, int bytes) {
    List<byte[]> rows = new ArrayList<>();
    for (int at = 0; at < message.length; at += bytes) {
      rows.add(Arrays.copyOfRange(message, at, at + bytes));
    }
    return rows;
  }

  private static int ones(byte[] row) {
    int ones = 0;
    for (byte bits : row) {
      ones += Integer.bitCount(bits & 0xff);
    }
    return ones;
  }
}
