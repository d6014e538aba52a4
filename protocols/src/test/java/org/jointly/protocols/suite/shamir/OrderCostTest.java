package org.jointly.protocols.suite.shamir;

import static org.assertj.core.api.Assertions.assertThat;

import dk.alexandra.fresco.framework.DRes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.SecurityModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rounds and bytes that decomposition, matrix product, shuffle and sort state, as equalities. */
class OrderCostTest {

  static Stream<Arguments> decompositions() {
    return IntStream.of(3, 4, 5, 7, 9).boxed()
        .flatMap(n -> IntStream.of(1, 2, 3, 20, 32).boxed()
            .flatMap(bits -> IntStream.of(1, 64, 100).mapToObj(length -> Arguments.of(n, bits, length))));
  }

  @ParameterizedTest
  @MethodSource("decompositions")
  void decompose_takesTheStatedRoundsAndBytes(int parties, int bits, int length) {
    Cost cost = cost(parties, length, (vectors, zeros) -> vectors.decompose(zeros, bits));

    assertThat(cost).isEqualTo(decomposition(parties, bits, length));
  }

  @ParameterizedTest
  @CsvSource({"3,1,1,1", "3,4,5,6", "5,4,5,6", "7,2,100,2", "3,200,2,100"})
  void matrixProduct_sendsOneDealingPerElement(int parties, int rows, int inner, int columns) {
    int t = (parties - 1) / 2;

    Cost cost = cost(parties, rows * inner, (vectors, zeros) -> vectors.matrixProduct(
        zeros, vectors.known(IntegerVector.zeros(inner * columns)), inner));

    assertThat(cost).isEqualTo(new Cost(1, 8L * rows * columns * (2 * t + 1) * (parties - 1 - t)));
  }

  /** Summands change hands {@code transfers} times in {@code rounds} rounds. */
  @ParameterizedTest
  @CsvSource({"3,1,2", "4,1,2", "5,6,11", "6,7,15", "7,21,45"})
  void shuffle_takesTheJourneyAndADealing(int parties, int rounds, int transfers) {
    int t = (parties - 1) / 2;

    Cost cost = cost(parties, 100, (vectors, zeros) -> {
      DRes<List<SecretVector>> shuffled = vectors.shuffle(List.of(zeros, zeros, zeros));
      return () -> shuffled.out().get(0);
    });

    assertThat(cost).isEqualTo(new Cost(rounds + 1, 8L * 300 * (transfers + (t + 1) * (parties - 1 - t))));
  }

  @ParameterizedTest
  @CsvSource({"32,100,2", "31,17,1", "3,5,4", "1,2,1", "4,64,2", "20,1000,2"})
  void sort_amongThreeParties_takesTheStatedRoundsAndBytes(int bits, int rows, int columns) {
    Cost cost = cost(3, rows, (vectors, zeros) -> {
      DRes<List<SecretVector>> sorted = vectors.sort(IntStream.range(0, columns).mapToObj(i -> zeros).toList(), bits);
      return () -> sorted.out().get(0);
    });

    int digits = (bits + 2) / 3;
    int lowest = Math.min(bits, 3);
    int highest = bits - 3 * (digits - 1);
    Cost decomposed = decomposition(3, bits, rows);
    long permuted = 4L * (bits - lowest + columns);
    long units = 3L * (4 * (digits - 1) + (1 << highest) - highest - 1);
    long passes = 3L * digits + 6 + 8L * (digits - 1);
    assertThat(cost).isEqualTo(new Cost(
        decomposed.rounds() + 2 + lowest - 1 + 3 + 4 * (digits - 1),
        decomposed.bytes() + 8L * rows * (permuted + units + passes)));
  }

  /** Of all keys, and of random ones: what a party sees tells nothing of the order. */
  @ParameterizedTest
  @CsvSource({"3", "5"})
  void sort_ofAnyKeys_costsTheSame(int parties) {
    Function<IntegerVector, Cost> sorting = keys -> cost(parties, keys, (vectors, shared) -> {
      DRes<List<SecretVector>> sorted = vectors.sort(List.of(shared), 6);
      return () -> sorted.out().get(0);
    });

    Cost equal = sorting.apply(IntegerVector.zeros(50));
    Cost ascending = sorting.apply(IntegerVector.of(IntStream.range(0, 50).mapToLong(i -> i).toArray()));

    assertThat(ascending).isEqualTo(equal);
  }

  private static Cost decomposition(int n, int bits, int length) {
    int t = (n - 1) / 2;
    int receivers = n - 1 - t;
    int degree = 32 - Integer.numberOfLeadingZeros(n);
    int m = bits + 32 - Integer.numberOfLeadingZeros(t);
    long products = (long) (t - 1) * m + m - 1;
    for (int block = 1; block < m - 1; block *= 2) {
      int half = block;
      products += IntStream.range(0, m - 1).filter(i -> (i & half) != 0).map(i -> i < 2 * half ? 1 : 2).sum();
    }
    long rows = (long) degree * receivers * ((t + 1) * m + (2 * t + 1) * products);
    long elements = (long) receivers * (t + (t - 1) * (2 * t + 1) + t + 1);
    long bytes = rows * ((length + 7) / 8) + (long) n * t * ((length * bits + 7) / 8) + elements * 8 * length * bits;
    return new Cost(3 + ComparisonCostTest.layers(t + 1) + ComparisonCostTest.log2(m - 1), bytes);
  }

  private record Cost(long rounds, long bytes) {}

  private interface Operation {
    DRes<SecretVector> on(VectorNumeric vectors, DRes<SecretVector> shared);
  }

  private static Cost cost(int parties, int length, Operation operation) {
    return cost(parties, IntegerVector.zeros(length), operation);
  }

  private static Cost cost(int parties, IntegerVector values, Operation operation) {
    SecurityModel model = ComparisonGateTest.model(parties, 61);
    List<PartyOutcome<SecretVector>> outcomes = Simulation.of(new ShamirSuite(), model, Openings::everyLabel)
        .recordingViews()
        .run((me, session) -> session.run("order", root -> root
            .seq(seq -> VectorNumeric.using(seq).known(values))
            .seq((seq, shared) -> operation.on(VectorNumeric.using(seq), DRes.of(shared)))));
    return new Cost(rounds(outcomes), ComparisonCostTest.payload(outcomes));
  }

  /** The rounds that the headers of all chunks name, after the setup round: no party takes part in all of them. */
  private static long rounds(List<PartyOutcome<SecretVector>> outcomes) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.view().stream())
        .mapToInt(chunk -> ByteBuffer.wrap(chunk.bytes()).getInt() & Integer.MAX_VALUE)
        .filter(round -> round > 0)
        .distinct()
        .count();
  }
}
