package org.jointly.protocols.suite.spdz.mascot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jointly.protocols.field.PrimeFields;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.simulation.SimulationFailedException;
import org.jointly.protocols.simulation.Tampering;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A party that sends, once, something else than it should: the others stop, and what stopped them says which check it was. */
class TamperedMascotTest {
  private static final Amounts ORDER = new Amounts(5, 3, List.of(2L, 2L, 2L));

  /** Every message from one party to another, each in a run of its own. */
  @ParameterizedTest
  @CsvSource("1, 2")
  void anyMessage_changed_stopsTheMakers(int from, int to) {
    Map<Integer, Integer> sizes = new ConcurrentHashMap<>();
    cook((sender, receiver, number, bytes) -> {
      if (sender.value() == from && receiver.value() == to) {
        sizes.put(number, bytes.length);
      }
      return bytes;
    });
    List<String> reasons = new ArrayList<>();

    for (int number : new TreeMap<>(sizes).keySet()) {
      SortedMap<PartyIndex, Throwable> failed = cook((sender, receiver, sent, bytes) -> {
        if (sender.value() == from && receiver.value() == to && sent == number) {
          flipEveryWord(bytes);
        }
        return bytes;
      });

      assertThat(failed).as("message %s from %s to %s", number, from, to).containsKey(new PartyIndex(to));
      if (number < sizes.size() - 1) { // the last one cannot be confirmed: the third party may have what is right
        assertThat(failed.keySet()).as("message %s from %s to %s", number, from, to)
            .contains(new PartyIndex(6 - from - to));
      }
      failed.values().stream()
          .filter(ProtocolViolationException.class::isInstance)
          .findFirst()
          .ifPresent(violation -> reasons.add(violation.getMessage()));
    }

    assertThat(String.join("\n", reasons)).contains(
        "oblivious transfers is not on the curve",
        "the consistency check of the oblivious transfers failed",
        "the check of the MACs of new values failed",
        "the sacrifice of triples failed",
        "the check of the openings of random bits",
        "in the coins of the combination of the triples",
        "in the coins of the sacrifice");
  }

  /** The lowest bit of every eighth byte of the message in a frame: elements stay elements. */
  private static void flipEveryWord(byte[] frame) {
    int at = 4;
    while (frame[at] < 0) {
      at++;
    }
    for (int i = at + 1; i < frame.length; i += 8) {
      frame[i] ^= 1;
    }
  }

  private static SortedMap<PartyIndex, Throwable> cook(Tampering tampering) {
    try {
      new Kitchen(3, PrimeFields.MERSENNE_61, tampering).cook(ORDER);
      return new TreeMap<>();
    } catch (SimulationFailedException failure) {
      return failure.failures();
    }
  }
}
