package org.jointly.protocols.suite.spdz.mascot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jointly.protocols.field.PrimeField;
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
  @CsvSource({"1, 2, 61"})
  void anyMessage_changed_stopsTheMakers(int from, int to, int bits) {
    List<String> reasons = new ArrayList<>();

    for (int number = 0; number < messages(field(bits)); number++) {
      reasons.addAll(change(from, to, number, field(bits)));
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

  /** Every eleventh, begun elsewhere between every two parties. */
  @ParameterizedTest
  @CsvSource({"1, 3, 61", "2, 1, 61", "2, 3, 61", "3, 1, 61", "3, 2, 61", "3, 1, 127", "1, 2, 127", "1, 3, 127", "2, 1, 127", "2, 3, 127", "3, 2, 127"})
  void someMessages_changed_stopTheMakers(int from, int to, int bits) {
    for (int number = (3 * from + to + bits) % 11; number < messages(field(bits)); number += 11) {
      change(from, to, number, field(bits));
    }
  }

  /**
   * With one of the others the cheater multiplies another b: each answer to a transfer has the difference more. Its MACs are those of the
   * b it told the rest.
   */
  @ParameterizedTest
  @CsvSource({"1, 2, 61", "2, 3, 61", "3, 1, 127"})
  void partyWithAnotherFactor_failsTheSacrifice(int from, int to, int bits) {
    PrimeField field = field(bits);
    int answers = field.bits() * TripleBatch.factors(field) * TripleBatch.size(ORDER.triples() + ORDER.bits()) * field.bytes();

    SortedMap<PartyIndex, Throwable> failed = cook(field, (sender, receiver, sent, bytes) -> {
      int begin = bytes.length - answers;
      if (sender.value() == from && receiver.value() == to && begin > 0 && begin < 10) {
        addOne(field, bytes, begin);
      }
      return bytes;
    });

    assertThat(failed).hasSize(3).allSatisfy((party, thrown) ->
        assertThat(thrown).isInstanceOf(ProtocolViolationException.class).hasMessageStartingWith("the sacrifice of triples failed"));
  }

  private static void addOne(PrimeField field, byte[] bytes, int begin) {
    int count = (bytes.length - begin) / field.bytes();
    long[] elements = new long[count * field.limbs()];
    long[] ones = new long[elements.length];
    for (int i = 0; i < count; i++) {
      ones[i * field.limbs()] = 1;
    }
    field.decode(bytes, begin, count, elements, 0);
    field.add(elements, ones, elements);
    field.encode(elements, 0, count, bytes, begin);
  }

  private static PrimeField field(int bits) {
    return bits == 61 ? PrimeFields.MERSENNE_61 : PrimeFields.MERSENNE_127;
  }

  /** From one party to another: each is a frame of one chunk. */
  private static int messages(PrimeField field) {
    return new Mascot().foreseen(3, field, ORDER, true).rounds().size();
  }

  /** Why the others stopped. */
  private static List<String> change(int from, int to, int number, PrimeField field) {
    SortedMap<PartyIndex, Throwable> failed = cook(field, (sender, receiver, sent, bytes) -> {
      if (sender.value() == from && receiver.value() == to && sent == number) {
        flipEveryWord(bytes);
      }
      return bytes;
    });

    assertThat(failed).as("message %s from %s to %s", number, from, to).containsKey(new PartyIndex(to));
    if (number < messages(field) - 1) { // that cannot be confirmed: the third party may have what is right
      assertThat(failed.keySet()).as("message %s from %s to %s", number, from, to).contains(new PartyIndex(6 - from - to));
    }
    List<String> reasons =
        failed.values().stream().filter(ProtocolViolationException.class::isInstance).map(Throwable::getMessage).toList();
    assertThat(reasons).as("message %s from %s to %s", number, from, to).isNotEmpty();
    return reasons;
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

  private static SortedMap<PartyIndex, Throwable> cook(PrimeField field, Tampering tampering) {
    try {
      new Kitchen(3, field, tampering).cook(ORDER);
      return new TreeMap<>();
    } catch (SimulationFailedException failure) {
      return failure.failures();
    }
  }
}
