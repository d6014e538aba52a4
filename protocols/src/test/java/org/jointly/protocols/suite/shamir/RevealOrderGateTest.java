package org.jointly.protocols.suite.shamir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.alexandra.fresco.framework.DRes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.simulation.Tampering;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.SecurityModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is opened of an order, and what comes of wrong messages on the way. */
class RevealOrderGateTest {
  private static final int TRIALS = 600;

  /** Of 600 openings each of six orders is expected 100 times, with a standard deviation of 9. */
  @ParameterizedTest
  @CsvSource({"3,0,1,2", "3,2,1,0", "5,0,1,2"})
  void places_areOpenedInUniformlyRandomOrder(int parties, int first, int second, int third) {
    IntegerVector places = IntegerVector.of(first, second, third);

    List<PartyOutcome<List<int[]>>> outcomes = run(parties, Tampering.NONE, places, TRIALS);

    assertThat(outcomes).allSatisfy(outcome ->
        assertThat(shown(outcome.result())).isEqualTo(shown(outcomes.get(0).result())));
    Map<String, Long> orders = outcomes.get(0).result().stream()
        .collect(Collectors.groupingBy(Arrays::toString, Collectors.counting()));
    assertThat(orders).hasSize(6);
    assertThat(orders.values()).allSatisfy(count -> assertThat(count).isBetween(45L, 155L));
  }

  private static List<String> shown(List<int[]> orders) {
    return orders.stream().map(Arrays::toString).toList();
  }

  /** The first chunk that party 1 sends to each carries keys, the second its summand of the opened places. */
  @Test
  void places_withATamperedSummand_areRefused() {
    assertThatThrownBy(() -> run(3, flip(1, 8), IntegerVector.of(0, 1, 2), 1))
        .hasMessageContaining("are no permutation");
  }

  @Test
  void places_thatAreNone_areRefused() {
    for (IntegerVector places : List.of(
        IntegerVector.of(0, 0, 1), IntegerVector.of(1, 2, 3), IntegerVector.of(-1, 0, 1), IntegerVector.of(0, 1, 1L << 40))) {
      assertThatThrownBy(() -> run(3, Tampering.NONE, places, 1)).hasMessageContaining("are no permutation");
    }
  }

  @Test
  void summands_ofTheWrongLength_areRefused() {
    for (int number : new int[] {1, 2}) {
      assertThatThrownBy(() -> run(3, shorten(number), IntegerVector.of(0, 1, 2), 1))
          .hasMessageContaining("party ");
    }
  }

  /** Changes a byte of a chunk that party 1 sends. */
  private static Tampering flip(int number, int position) {
    return (from, to, index, bytes) -> {
      if (from.value() != 1 || index != number) {
        return bytes;
      }
      byte[] changed = bytes.clone();
      changed[position] ^= 1;
      return changed;
    };
  }

  private static Tampering shorten(int number) {
    return (from, to, index, bytes) -> index == number ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
  }

  private static List<PartyOutcome<List<int[]>>> run(
      int parties, Tampering tampering, IntegerVector places, int trials) {
    SecurityModel model = ComparisonGateTest.model(parties, 61);
    return Simulation.of(new ShamirSuite(), model, Openings::everyLabel)
        .withTampering(tampering)
        .run((me, session) -> {
          List<JointPermutation> orders = new ArrayList<>();
          session.run("draw", root -> root.append(new LocalGate(resources -> {
            IntStream.range(0, trials).forEach(i -> orders.add(JointPermutation.draw(resources, 3)));
            return new ShamirShares(new long[0], 0);
          })));
          return session.run("reveal", root -> root
              .seq(seq -> VectorNumeric.using(seq).known(places))
              .par((par, shared) -> DRes.of(orders.stream()
                  .map(order -> par.append(new RevealOrderGate(DRes.of(shared), List.of(), order)))
                  .toList()))
              .seq((seq, opened) -> () -> opened.stream().map(DRes::out).toList()));
        });
  }
}
