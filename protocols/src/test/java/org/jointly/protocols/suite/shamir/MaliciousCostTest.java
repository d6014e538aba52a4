package org.jointly.protocols.suite.shamir;

import static org.assertj.core.api.Assertions.assertThat;

import dk.alexandra.fresco.framework.DRes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.round.FrameLayout;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.SecurityModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rounds and bytes of a malicious session, as equalities. */
class MaliciousCostTest {
  private static final int HASH = 32;
  private static final int COIN = 96;
  private static final int SEGMENT = 1 << 14;

  private static SecurityModel model(int parties, int bits) {
    return new ShamirSuite().model(parties, Adversary.MALICIOUS, bits, 0);
  }

  /** A gate on two shared vectors. */
  private interface Gate {
    DRes<SecretVector> on(VectorNumeric vectors, DRes<SecretVector> left, DRes<SecretVector> right);
  }

  /** Runs a gate in a program of its own, and then opens one known element. */
  private static List<RoundTrace> traces(SecurityModel model, int length, Gate gate) {
    return Simulation.of(new ShamirSuite(), model, Openings::everyLabel)
        .run((me, session) -> {
          session.run("gate", root -> {
            VectorNumeric vectors = VectorNumeric.using(root);
            DRes<SecretVector> output = gate.on(
                vectors, vectors.known(IntegerVector.zeros(length)), vectors.known(IntegerVector.zeros(length)));
            return () -> output.out();
          });
          return session.run("open", root -> {
            VectorNumeric vectors = VectorNumeric.using(root);
            return vectors.open("one", vectors.known(IntegerVector.of(1)));
          });
        })
        .stream()
        .map(PartyOutcome::trace)
        .toList();
  }

  private static int width(SecurityModel model) {
    return model.fieldBits() == 61 ? 8 : 16;
  }

  private static int dealt(SecurityModel model) {
    return model.parties() - 1 - model.threshold();
  }

  private static boolean reduces(SecurityModel model, int party) {
    return party <= 2 * model.threshold() + 1;
  }

  private static long bytes(RoundTrace trace, Predicate<String> step) {
    return trace.rounds().stream()
        .filter(round -> step.test(round.step()))
        .flatMap(round -> round.sent().values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  /** The numbers of parts of the levels that compress so many products, the last level's mask included. */
  private static List<Integer> levels(long terms) {
    List<Integer> levels = new ArrayList<>();
    long left = terms;
    while (left > 256) {
      long most = Math.min(128, Math.max(4, (1 << 22) / left));
      int parts = 2;
      while (2 * parts <= most && 256L * parts < left) {
        parts *= 2;
      }
      levels.add(parts);
      left = left / SEGMENT * (SEGMENT / parts) + (left % SEGMENT + parts - 1) / parts;
    }
    levels.add((int) left + 1);
    return levels;
  }

  static Stream<Arguments> settings() {
    return Stream.of(59, 100)
        .flatMap(bits -> Stream.of(3, 4, 5, 7).map(n -> model(n, bits)))
        .flatMap(model -> IntStream.of(1, 256, 257, 20_000).mapToObj(length -> Arguments.of(model, length)));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void verificationOfProducts_costsWhatItsLevelsDo(SecurityModel model, int length) {
    List<RoundTrace> traces = traces(model, length, VectorNumeric::multiply);

    assertVerification(traces, model, length);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 7})
  void verificationOfAnInnerProduct_costsAsThatOfItsTerms(int parties) {
    SecurityModel model = model(parties, 59);

    assertVerification(traces(model, 5000, VectorNumeric::innerProduct), model, 5000);
  }

  private static void assertVerification(List<RoundTrace> traces, SecurityModel model, long terms) {
    List<Integer> levels = levels(terms);
    int all = model.parties() - 1;
    int width = width(model);
    for (int party = 1; party <= model.parties(); party++) {
      int dealt = reduces(model, party) ? dealt(model) : 0;
      long values = levels.stream().mapToLong(parts -> FrameLayout.frameBytes(width * (2L * parts - 2))).sum();
      long verification = all * FrameLayout.frameBytes(COIN)
          + dealt * values
          + all * levels.size() * FrameLayout.frameBytes(COIN)
          + all * FrameLayout.frameBytes(3 * width);
      RoundTrace trace = traces.get(party - 1);
      assertThat(bytes(trace, "check"::equals)).as("party %s", party)
          .isEqualTo(verification + all * FrameLayout.frameBytes(HASH));
      assertThat(bytes(trace, "open"::equals)).isEqualTo(all * FrameLayout.frameBytes(width));
    }
    // Key, two a level, the final opening; and the confirmation.
    long rounds = traces.get(0).rounds().stream().filter(round -> round.step().equals("check")).count();
    assertThat(rounds).isEqualTo(2 + 2L * levels.size() + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 7})
  void withoutProducts_onlyKeysReceiptAndOpeningsAreConfirmed(int parties) {
    SecurityModel model = model(parties, 59);

    List<RoundTrace> traces = traces(model, 10, (vectors, left, right) -> vectors.sumOfInputs(IntegerVector.zeros(10), 10));

    assertThat(traces).allSatisfy(trace -> {
      assertThat(trace.rounds()).extracting(RoundTrace.Round::step)
          .containsExactly("setup", "setup", "gate", "check", "open", "check");
      assertThat(bytes(trace, "check"::equals))
          .isEqualTo((parties - 1) * (FrameLayout.frameBytes(COIN) + FrameLayout.frameBytes(HASH)));
      assertThat(trace.rounds().get(1).sent().values())
          .hasSize(parties - 1)
          .allSatisfy(bytes -> assertThat(bytes).isEqualTo(FrameLayout.frameBytes(2 * HASH)));
    });
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 7})
  void comparison_costsWhatItStates(int parties) {
    SecurityModel model = model(parties, 59);
    for (int bits : new int[] {1, 2, 20, 57}) {
      assertComparison(traces(model, 10, (vectors, left, right) -> vectors.lessThan(left, right, bits)), model, bits, 10);
    }
  }

  private static void assertComparison(List<RoundTrace> traces, SecurityModel model, int bits, int length) {
    int t = model.threshold();
    int place = bits + 32 - Integer.numberOfLeadingZeros(t);
    int additions = t - 1;
    int layers = 0;
    for (int summands = t + 1; summands > 2; summands -= summands / 3) {
      layers++;
    }
    int log = 32 - Integer.numberOfLeadingZeros(place - 1);
    long products = 2L * additions * (place + 1) + 3L * place - log;
    long elements = dealt(model) * ((t + 1L) * model.fieldBits() + (2L * t + 1) * products);

    long payload = traces.stream().mapToLong(trace -> bytes(trace, "gate"::equals)).sum()
        - traces.stream().mapToLong(MaliciousCostTest::overhead).sum();
    assertThat(payload).as("%s bits", bits).isEqualTo(8 * elements * length);
    long rounds = traces.get(0).rounds().stream().filter(round -> round.step().equals("gate")).count();
    assertThat(rounds).as("%s bits", bits).isEqualTo(3 + 2L * layers + log);
  }

  /** Headers of frames and messages; a frame of the gate has one message here. */
  private static long overhead(RoundTrace trace) {
    return trace.rounds().stream()
        .filter(round -> round.step().equals("gate"))
        .flatMap(round -> round.sent().values().stream())
        .mapToLong(frame -> frame - LongStream.rangeClosed(frame - 9, frame)
            .filter(payload -> FrameLayout.frameBytes(payload) == frame)
            .findFirst()
            .orElseThrow())
        .sum();
  }
}
