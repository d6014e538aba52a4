package org.jointly.protocols.suite.shamir;

import static org.assertj.core.api.Assertions.assertThat;

import dk.alexandra.fresco.framework.DRes;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
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

/** The rounds and bytes that {@link ComparisonGate} states, as equalities. */
class ComparisonCostTest {

  static Stream<Arguments> settings() {
    return IntStream.of(3, 4, 5, 7, 9).boxed()
        .flatMap(n -> IntStream.of(1, 3, 20, 32).boxed()
            .flatMap(bits -> IntStream.of(1, 64, 100, 1000).mapToObj(length -> Arguments.of(n, bits, length))));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void atLeast_takesTheStatedRoundsAndBytes(int parties, int bits, int length) {
    SecurityModel model = ComparisonGateTest.model(parties, 61);
    int threshold = model.threshold();

    List<PartyOutcome<SecretVector>> outcomes = compare(model, bits, length);

    assertThat(rounds(outcomes)).isEqualTo(threshold == 1 ? roundsOfTwo(bits) : roundsOfMany(bits, threshold));
    assertThat(payload(outcomes))
        .isEqualTo(threshold == 1 ? bytesOfTwo(parties, bits, length) : bytesOfMany(parties, threshold, bits, length));
  }

  /** What the issue asks for, and what the class comment promises, per comparison and party. */
  @ParameterizedTest
  @CsvSource({"20,6,18", "32,7,24"})
  void atLeast_amongThreeParties_costsAsMuchAsPromised(int bits, int rounds, int bytes) {
    List<PartyOutcome<SecretVector>> outcomes = compare(ComparisonGateTest.model(3, 61), bits, 8000);

    long sent = outcomes.stream()
        .flatMap(outcome -> outcome.trace().rounds().stream().skip(1))
        .flatMap(round -> round.sent().values().stream())
        .mapToLong(Long::longValue)
        .sum();
    assertThat(rounds(outcomes)).isEqualTo(rounds);
    assertThat(sent / 3.0 / 8000).isCloseTo(bytes, Offset.offset(0.5));
  }

  private static int roundsOfTwo(int bits) {
    return 3 + log2(blocks(bits + 1));
  }

  private static long bytesOfTwo(int n, int bits, int length) {
    int b = blocks(bits + 1);
    int smallest = bits + 1 - 3 * (b - 1);
    int subsets = 7 * (b - 1) + (1 << smallest) - 1;
    int products = 2 * b - 1 + 2 * (b - 1) - log2(b);
    long rows = 2L * subsets + 3L * degree(n) * (n - 2) * products + n;
    return rows * ((length + 7) / 8) + 3L * (n - 2) * 8 * length;
  }

  private static int roundsOfMany(int bits, int threshold) {
    return 3 + layers(threshold + 1) + log2(places(bits, threshold) - 1);
  }

  private static long bytesOfMany(int n, int t, int bits, int length) {
    int m = places(bits, t);
    int receivers = n - 1 - t;
    long products = (long) (t - 1) * m + m - 1 + 2 * (m - 2) - log2(m - 1);
    long rows = (long) degree(n) * receivers * ((t + 1) * m + (2 * t + 1) * products) + (long) n * t;
    long elements = (long) receivers * (t + (t - 1) * (2 * t + 1) + t + 1);
    return rows * ((length + 7) / 8) + elements * 8 * length;
  }

  private static int places(int bits, int threshold) {
    return bits + 32 - Integer.numberOfLeadingZeros(threshold);
  }

  /** The rounds in which ever two of three numbers remain, until there are two. */
  static int layers(int numbers) {
    return numbers <= 2 ? 0 : 1 + layers(numbers - numbers / 3);
  }

  private static int blocks(int places) {
    return (places + 2) / 3;
  }

  private static int degree(int parties) {
    return 32 - Integer.numberOfLeadingZeros(parties);
  }

  static int log2(int value) {
    return 32 - Integer.numberOfLeadingZeros(value - 1);
  }

  private static List<PartyOutcome<SecretVector>> compare(SecurityModel model, int bits, int length) {
    return Simulation.of(new ShamirSuite(), model, Openings::everyLabel)
        .recordingViews()
        .run((me, session) -> session.run("compare", root -> {
          VectorNumeric vectors = VectorNumeric.using(root);
          DRes<SecretVector> zeros = vectors.known(IntegerVector.zeros(length));
          return vectors.atLeast(zeros, IntegerVector.zeros(length), bits);
        }));
  }

  /** The rounds that any party sends or receives in, after the setup round. */
  static long rounds(List<PartyOutcome<SecretVector>> outcomes) {
    return outcomes.stream().mapToLong(outcome -> outcome.trace().rounds().size() - 1).max().orElseThrow();
  }

  /** The bytes of all messages that all parties received after the setup round, without frame headers and lengths. */
  static long payload(List<PartyOutcome<SecretVector>> outcomes) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.view().stream().skip(outcomes.size() - 1L))
        .flatMap(chunk -> ComparisonViewTest.messages(chunk.bytes()).stream())
        .mapToLong(message -> message.length)
        .sum();
  }
}
