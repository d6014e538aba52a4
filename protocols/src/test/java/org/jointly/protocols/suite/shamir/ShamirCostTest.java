package org.jointly.protocols.suite.shamir;

import static org.assertj.core.api.Assertions.assertThat;

import dk.alexandra.fresco.framework.DRes;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.round.FrameLayout;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.sharing.Pieces;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.SecurityModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rounds and bytes that the gates state, as equalities. */
class ShamirCostTest {
  private static final PartyIndex FIRST = new PartyIndex(1);

  static Stream<Arguments> settings() {
    return Stream.of(3, 4, 5, 7)
        .flatMap(n -> Stream.of(59, 100).map(bits -> new ShamirSuite().model(n, Adversary.SEMI_HONEST, bits, 0)))
        .flatMap(model -> Stream.of(0, 1, 40_000).map(length -> Arguments.of(model, length)));
  }

  /** A gate on two shared vectors. */
  private interface Gate {
    DRes<?> on(VectorNumeric vectors, DRes<SecretVector> left, DRes<SecretVector> right);
  }

  /** What one party sends when a gate runs alone: after the inputs, in a program of its own. */
  private static List<RoundTrace> cost(SecurityModel model, int length, Gate gate) {
    return Simulation.of(new ShamirSuite(), model, Openings::everyLabel)
        .run((me, session) -> {
          List<DRes<SecretVector>> inputs = session.run("input", root -> {
            VectorNumeric vectors = VectorNumeric.using(root);
            List<DRes<SecretVector>> known = List.of(
                vectors.known(IntegerVector.zeros(length)), vectors.known(IntegerVector.zeros(length)));
            return () -> known;
          });
          session.run("gate", root -> {
            DRes<?> output = gate.on(VectorNumeric.using(root), inputs.get(0), inputs.get(1));
            return () -> output.out();
          });
          return null;
        })
        .stream()
        .map(PartyOutcome::trace)
        .toList();
  }

  /** The frame that carries the shares of a vector, piece by piece. */
  private static long frame(SecurityModel model, int length) {
    int width = model.fieldBits() == 61 ? 8 : 16;
    long[] pieces = LongStream.iterate(0, from -> from < length, from -> from + Pieces.ELEMENTS)
        .map(from -> width * Math.min(Pieces.ELEMENTS, length - from))
        .toArray();
    return FrameLayout.frameBytes(pieces);
  }

  /** Checks one round in which party i sends {@code frames(i)} frames of shares of {@code length} elements. */
  private static void assertOneRound(
      List<RoundTrace> traces, SecurityModel model, int length, BiFunction<SecurityModel, Integer, Integer> frames) {
    for (int party = 1; party <= model.parties(); party++) {
      RoundTrace trace = traces.get(party - 1);
      long bytes = trace.rounds().stream()
          .filter(round -> round.step().equals("gate"))
          .flatMap(round -> round.sent().values().stream())
          .mapToLong(Long::longValue)
          .sum();
      assertThat(bytes).as("bytes of party %s", party).isEqualTo(frames.apply(model, party) * frame(model, length));
      assertThat(trace.rounds().stream().filter(round -> round.step().equals("gate")))
          .as("rounds of party %s", party)
          .hasSizeLessThanOrEqualTo(1);
    }
    long rounds = traces.stream().flatMap(trace -> trace.rounds().stream().map(RoundTrace.Round::step))
        .filter("gate"::equals)
        .count();
    assertThat(rounds > 0).isEqualTo(length > 0);
  }

  private static int dealt(SecurityModel model) {
    return model.parties() - 1 - model.threshold();
  }

  private static boolean reduces(SecurityModel model, int party) {
    return party <= 2 * model.threshold() + 1;
  }

  @ParameterizedTest
  @MethodSource("settings")
  void multiply_sendsOneDealingPerReducer(SecurityModel model, int length) {
    List<RoundTrace> traces = cost(model, length, VectorNumeric::multiply);

    assertOneRound(traces, model, length, (m, party) -> reduces(m, party) ? dealt(m) : 0);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void innerProduct_sendsOneElementWhateverTheLength(SecurityModel model, int length) {
    List<RoundTrace> traces = cost(model, length, VectorNumeric::innerProduct);

    assertOneRound(traces, model, 1, (m, party) -> reduces(m, party) ? dealt(m) : 0);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void input_isSentByItsOwnerOnly(SecurityModel model, int length) {
    List<RoundTrace> traces = cost(model, length,
        (vectors, left, right) -> vectors.input(Optional.of(IntegerVector.zeros(length)), length, FIRST));

    assertOneRound(traces, model, length, (m, party) -> party == 1 ? dealt(m) : 0);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void sumOfInputs_takesOneRound(SecurityModel model, int length) {
    List<RoundTrace> traces = cost(model, length,
        (vectors, left, right) -> vectors.sumOfInputs(IntegerVector.zeros(length), length));

    assertOneRound(traces, model, length, (m, party) -> dealt(m));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void openToAll_sendsThresholdShares(SecurityModel model, int length) {
    List<RoundTrace> traces = cost(model, length, (vectors, left, right) -> vectors.open("left", left));

    assertOneRound(traces, model, length, (m, party) -> m.threshold());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void openToOne_isSentByThePartiesBeforeTheReceiver(SecurityModel model, int length) {
    List<RoundTrace> traces = cost(model, length, (vectors, left, right) -> vectors.open("left", left, FIRST));

    assertOneRound(traces, model, length, (m, party) -> party > m.parties() - m.threshold() ? 1 : 0);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void randomBits_sendTwiceThresholdShares(SecurityModel model, int length) {
    int fewer = Math.min(length, 100);
    List<RoundTrace> traces = cost(model, fewer, (vectors, left, right) -> vectors.randomBits(fewer));

    assertOneRound(traces, model, fewer, (m, party) -> 2 * m.threshold());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void localGates_sendNothing(SecurityModel model, int length) {
    List<RoundTrace> traces = cost(model, length, (vectors, left, right) -> vectors.sum(vectors.prefixSum(
        vectors.gather(vectors.concatenate(List.of(vectors.subtract(left, right), vectors.add(left, right))),
            new int[0]))));

    assertOneRound(traces, model, 0, (m, party) -> 0);
  }
}
