package org.jointly.protocols.suite.spdz;

import static org.assertj.core.api.Assertions.assertThat;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.Reach;
import org.jointly.protocols.numeric.Reached;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.round.FrameLayout;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.Threshold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rounds, bytes and material, as PROTOCOLS.md says. */
class SpdzCostTest {
  private static final int LENGTH = 10;

  private interface Program {
    DRes<?> on(ProtocolBuilderNumeric seq, DRes<SecretVector> operand);
  }

  private record Cost(RoundTrace trace, Preprocessing preprocessing) {
    List<RoundTrace.Round> rounds(String step) {
      return trace.rounds().stream().filter(round -> round.step().equals(step)).toList();
    }

    long bytes(String step) {
      return rounds(step).stream().mapToLong(RoundTrace.Round::bytesSent).sum();
    }
  }

  /** Of party 1. */
  private static Cost cost(int parties, Program program) {
    return cost(parties, 50, program);
  }

  private static Cost cost(int parties, int valueBits, Program program) {
    SpdzSuite suite = new SpdzSuite(InsecureDealer.method());
    return Simulation.of(suite, suite.model(parties, Adversary.MALICIOUS, valueBits, 20), Openings::everyLabel)
        .run((me, session) -> {
          session.run("test", root -> {
            DRes<SecretVector> operand = VectorNumeric.using(root).known(IntegerVector.zeros(LENGTH));
            DRes<?> result = program.on(root, operand);
            return () -> result.out();
          });
          return new Cost(session.trace(), session.preprocessing());
        })
        .get(0)
        .result();
  }

  private static SortedMap<String, Long> material(long triples, long bits) {
    SortedMap<String, Long> material = new TreeMap<>();
    if (triples > 0) {
      material.put("triples", triples);
    }
    if (bits > 0) {
      material.put("bits", bits);
    }
    return material;
  }

  @ParameterizedTest
  @CsvSource({"6, 3, 5", "7, 3, 7", "17, 5, 20", "20, 5, 24"})
  void comparison_paysForTheBitsOfTheBound(int bits, int rounds, int triples) {
    Cost cost = cost(3, (seq, operand) -> VectorNumeric.using(seq).atLeast(operand, IntegerVector.zeros(LENGTH), bits));

    assertThat(cost.preprocessing().used()).isEqualTo(material(LENGTH * triples, LENGTH * (bits + 40L)));
    assertThat(cost.rounds("test")).hasSize(rounds);
    long elements = LENGTH * (1 + 2L * triples);
    assertThat(cost.bytes("test")).isBetween(2 * 8 * elements, 2 * (8 * elements + 7L * rounds));
  }

  /** A polynomial. */
  @ParameterizedTest
  @CsvSource({"1, 0, 0", "2, 2, 2", "3, 3, 6", "5, 5, 30"})
  void comparison_ofFewValues_takesNoBits(int bits, int rounds, int triples) {
    Cost cost = cost(3, (seq, operand) -> VectorNumeric.using(seq).atLeast(operand, IntegerVector.zeros(LENGTH), bits));

    assertThat(cost.preprocessing().used()).isEqualTo(material(LENGTH * (long) triples, 0));
    assertThat(cost.rounds("test")).hasSize(rounds);
  }

  /**
   * In three steps of seven blocks: for each value 18 comparisons of 24 triples and 60 bits, and 343 + 49 products, which are checked before they
   * are compared.
   */
  @Test
  void search_comparesWithFewElements() {
    Cost cost = cost(3, (seq, operand) ->
        VectorNumeric.using(seq).searchSorted(VectorNumeric.using(seq).known(IntegerVector.zeros(300)), 300, IntegerVector.of(0, 9), 20));

    assertThat(cost.preprocessing().used()).isEqualTo(material(2 * (18 * 24 + 343 + 49), 2 * 18 * 60));
    assertThat(cost.rounds("test")).hasSize(3 * 5 + 2);
    assertThat(cost.rounds("check")).hasSize(2 * 4);
  }

  /** One by one, and all at once. */
  @ParameterizedTest
  @CsvSource({"31, 93, 93, 1", "32, 6, 162, 6", "10000, 75, 31233, 6"})
  void bits_areProvenForFewTriples(int length, int triples, int masks, int rounds) {
    Cost cost = cost(3, (seq, operand) -> VectorNumeric.using(seq).sumOfBits(IntegerVector.zeros(length), length));

    SortedMap<String, Long> material = material(triples, 0);
    material.put("masks", (long) masks);
    assertThat(cost.preprocessing().used()).isEqualTo(material);
    assertThat(cost.rounds("test")).hasSize(1 + rounds);
  }

  /** As {@link Division} says, of a divisor and two dividends in 32 digits. */
  @ParameterizedTest
  @CsvSource({"5", "20", "22"})
  void fractions_takeAReciprocalEachDivisor_andAProductForSixteenDigits(int bits) {
    int[] over = IntStream.range(0, 2 * LENGTH).map(i -> i % LENGTH).toArray();
    Cost cost = cost(3, 100, (seq, operand) -> {
      VectorNumeric vectors = VectorNumeric.using(seq);
      return vectors.fractionDigits(vectors.concatenate(List.of(operand, operand)), operand, LENGTH, over, bits, 16, 16).get(1);
    });

    Amounts first = BitProof.needs(LENGTH * (3 * bits + 57), 3);
    Amounts second = BitProof.needs(2 * LENGTH * (2 * bits + 70), 3);
    SortedMap<String, Long> material =
        material(LENGTH * (2L * bits + 6 + 2 * 2 * 2) + first.triples() + 2 * second.triples(), LENGTH * (bits + 41L));
    material.put("masks", 3 * (LENGTH * (3L * bits + 57 + 4 * (2 * bits + 70)) + first.masks().get(0) + 2 * second.masks().get(0)));
    assertThat(cost.preprocessing().used()).isEqualTo(material);
    assertThat(cost.rounds("test")).hasSize(2 * bits + 8 + 2 * 3 + 3 * (7 + 4));
  }

  @Test
  void preparation_leavesNothingToMake() {
    SpdzSuite suite = new SpdzSuite(InsecureDealer.method());
    RoundTrace trace = Simulation.of(suite, suite.model(3, Adversary.MALICIOUS, 50, 20), Openings::everyLabel)
        .run((me, session) -> {
          session.prepare(new Preprocessing(new TreeMap<>(material(LENGTH * 2L, 0))));
          session.run("test", root -> {
            DRes<SecretVector> operand = VectorNumeric.using(root).known(IntegerVector.zeros(LENGTH));
            return VectorNumeric.using(root).multiply(VectorNumeric.using(root).multiply(operand, operand), operand);
          });
          return session.trace();
        })
        .get(0)
        .result();

    assertThat(trace.rounds()).extracting(RoundTrace.Round::step)
        .containsExactly("setup", "preprocessing", "preprocessing", "test", "test");
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 2, 2", "3, 3, 3", "5, 3, 4", "11, 4, 7", "12, 4, 7", "20, 5, 11"})
  void threshold_isOpenedForHalfAsManyTriplesAsItIsHigh(long threshold, int productRounds, int triples) {
    Cost cost = cost(3, (seq, operand) -> VectorNumeric.using(seq)
        .openReached(List.of(new Reached("keep", List.of(new Reach(operand, LENGTH, threshold, 20)), false))).get(0).orElseThrow());

    assertThat(cost.preprocessing().used()).isEqualTo(material(LENGTH * (long) triples, 0));
    assertThat(cost.rounds("test")).hasSize(productRounds + 1);
    assertThat(cost.rounds("check")).hasSize(8);
  }

  @Test
  void threshold_onAllElementsTogether_isOneProduct() {
    Cost cost = cost(3, (seq, operand) -> VectorNumeric.using(seq)
        .openReached(List.of(new Reached("keep", List.of(new Reach(operand, LENGTH, 11, 20)), true))).get(0).orElseThrow());

    assertThat(cost.preprocessing().used()).isEqualTo(material(LENGTH * 7, 0));
    assertThat(cost.rounds("test")).hasSize(1 + 6 + 1);
  }

  /** Beyond some threshold a comparison takes less. */
  @Test
  void highThreshold_isCompared() {
    assertThat(ThresholdProductGate.pays(List.of(new Threshold(166, 20)))).isTrue();
    assertThat(ThresholdProductGate.pays(List.of(new Threshold(167, 20)))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"3", "5"})
  void multiplication_opensTwoElementsToAll(int parties) {
    Cost cost = cost(parties, (seq, operand) -> VectorNumeric.using(seq).multiply(operand, operand));

    assertThat(cost.preprocessing().used()).isEqualTo(material(LENGTH, 0));
    assertThat(cost.rounds("test")).hasSize(1);
    assertThat(cost.bytes("test")).isEqualTo((parties - 1) * FrameLayout.frameBytes(2 * LENGTH * 8));
  }

  /** Commitment and hash; seed, key and hash; the same again with an element for the seed. */
  @Test
  void check_isFourRoundsOfHashes() {
    Cost cost = cost(3, (seq, operand) -> VectorNumeric.using(seq).open("result", operand));

    assertThat(cost.rounds("check").subList(0, 4)).extracting(RoundTrace.Round::bytesSent).containsExactly(
        2 * FrameLayout.frameBytes(64), 2 * FrameLayout.frameBytes(96), 2 * FrameLayout.frameBytes(64), 2 * FrameLayout.frameBytes(72));
    assertThat(cost.rounds("setup")).extracting(RoundTrace.Round::bytesSent)
        .containsExactly(2 * FrameLayout.frameBytes(64 + 16 * 3));
  }
}
