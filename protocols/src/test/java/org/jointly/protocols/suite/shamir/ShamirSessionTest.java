package org.jointly.protocols.suite.shamir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.value.SInt;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.simulation.InsecureSeededRandom;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.simulation.SimulationFailedException;
import org.jointly.protocols.simulation.Tampering;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.ListedOpenings;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteSession;
import org.jointly.protocols.suite.UnlistedOpeningException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShamirSessionTest {
  private static final PartyIndex FIRST = new PartyIndex(1);

  private final Suite suite = new ShamirSuite();
  private final SecurityModel three = suite.model(3, Adversary.SEMI_HONEST, 59, 0);

  static List<Suite> suites() {
    return List.of(new ShamirSuite(), new ScalarShamirSuite());
  }

  private static IntegerVector openedSum(SuiteSession session, IntegerVector mine) {
    DRes<SecretVector> total = session.run("input", root -> {
      DRes<SecretVector> sum = VectorNumeric.using(root).sumOfInputs(mine, mine.length());
      return () -> sum;
    });
    return session.run("open", root -> VectorNumeric.using(root).open("total", total));
  }

  // The guard.

  @ParameterizedTest
  @MethodSource("suites")
  void opening_listedInThePlan_opens(Suite any) {
    Simulation simulation = Simulation.of(any, three, () -> ListedOpenings.of(Map.of("total", 2L)));

    List<PartyOutcome<IntegerVector>> outcomes =
        simulation.run((me, session) -> openedSum(session, IntegerVector.of(me.value(), 10)));

    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.result()).isEqualTo(IntegerVector.of(6, 30)));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void opening_notInThePlan_isRefusedBeforeAShareIsSent(Suite any) {
    Simulation simulation = Simulation.of(any, three, () -> ListedOpenings.of(Map.of("total", 1L)));
    List<List<String>> steps = new ArrayList<>();

    SimulationFailedException failure = catchThrowableOfType(
        SimulationFailedException.class,
        () -> simulation.run((me, session) -> {
          try {
            return openedSum(session, IntegerVector.of(me.value(), 10));
          } finally {
            synchronized (steps) {
              steps.add(session.trace().rounds().stream().map(round -> round.step()).toList());
            }
          }
        }));

    assertThat(failure.failures()).hasSize(3);
    assertThat(failure.failures().values()).allSatisfy(cause -> assertThat(cause)
        .isInstanceOf(UnlistedOpeningException.class)
        .hasMessageContaining("opening \"total\" of 2 elements is not in the plan"));
    assertThat(steps).hasSize(3).containsOnly(List.of("setup", "input"));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void openingToOne_notInThePlan_isRefused(Suite any) {
    Simulation simulation = Simulation.of(any, three, () -> ListedOpenings.of(Map.of()));

    assertThatThrownBy(() -> simulation.run((me, session) -> session.run("open", root -> {
      VectorNumeric vectors = VectorNumeric.using(root);
      return vectors.open("total", vectors.known(IntegerVector.of(1)), FIRST);
    }))).hasCauseInstanceOf(UnlistedOpeningException.class);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void scalarOpening_withoutPermission_isRefused(Suite any) {
    Simulation simulation = Simulation.of(any, three, Openings::everyLabel);

    assertThatThrownBy(() -> simulation.run((me, session) ->
        session.run("open", root -> root.numeric().open(root.numeric().known(1)))))
        .hasCauseInstanceOf(UnlistedOpeningException.class);
    assertThatThrownBy(() -> simulation.run((me, session) ->
        session.run("open", root -> root.numeric().open(root.numeric().known(1), 1))))
        .hasCauseInstanceOf(UnlistedOpeningException.class);
  }

  // Malformed shares.

  private ProtocolViolationException violation(Tampering tampering) {
    Simulation simulation = Simulation.of(suite, three, Openings::everyLabel).withTampering(tampering);
    SimulationFailedException failure = catchThrowableOfType(
        SimulationFailedException.class,
        () -> simulation.run((me, session) -> openedSum(session, IntegerVector.of(me.value(), 10))));
    assertThat(failure).isNotNull();
    assertThat(failure).hasCauseInstanceOf(ProtocolViolationException.class);
    return (ProtocolViolationException) failure.getCause();
  }

  /** What party 2 says in its n-th chunk to party 3, replaced. */
  private static Tampering second(int number, byte[] chunk) {
    return (from, to, n, bytes) ->
        from.value() == 2 && to.value() == 3 && n == number ? chunk : bytes;
  }

  private static byte[] frame(int round, byte... payload) {
    return ByteBuffer.allocate(4 + payload.length).putInt(round).put(payload).array();
  }

  @Test
  void share_ofTheWrongLength_namesTheParty() {
    byte[] longer = new byte[1 + 17];
    longer[0] = 17;
    byte[] shorter = new byte[1 + 15];
    shorter[0] = 15;

    assertThat(violation(second(1, frame(2, longer))))
        .hasMessageContaining("party 2: a message of 17 bytes, expected at most 16 (in round 2); session aborted");
    assertThat(violation(second(1, frame(2, shorter))))
        .hasMessageContaining("party 2: shares of 15 bytes, expected 16; session aborted");
  }

  @Test
  void share_notBelowTheModulus_namesTheParty() {
    byte[] payload = new byte[1 + 16];
    Arrays.fill(payload, 9, 17, (byte) 0xff);
    payload[16] = 0x1f; // the second share is 2^61 - 1
    payload[0] = 16;

    assertThat(violation(second(1, frame(2, payload))))
        .hasMessageContaining("party 2: share 1 of 2 is not below 2^61-1; session aborted");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33, 96})
  void setupMessage_ofTheWrongLength_namesTheParty(int length) {
    byte[] payload = new byte[1 + length];
    payload[0] = (byte) length;

    assertThat(violation(second(0, frame(0, payload))).peer()).contains(new PartyIndex(2));
  }

  // Views.

  @Test
  void viewsOfTwoInputsWithTheSameOutput_haveEqualShape() {
    List<List<String>> balanced = shapes(4, 4, 2);
    List<List<String>> skewed = shapes(10, 0, 0);

    assertThat(balanced).hasSize(3).isEqualTo(skewed);
  }

  /** Per party, who sent it how many bytes, in order. */
  private List<List<String>> shapes(long... counts) {
    List<PartyOutcome<IntegerVector>> outcomes = Simulation.of(suite, three, Openings::everyLabel)
        .recordingViews()
        .run((me, session) -> openedSum(session, IntegerVector.of(counts[me.value() - 1])));
    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.result()).isEqualTo(IntegerVector.of(10)));
    return outcomes.stream()
        .map(outcome -> outcome.view().stream().map(Object::toString).toList())
        .toList();
  }

  // Sessions.

  @Test
  void chainOfAHundredThousandScalarGates_needsNoStack() {
    Simulation simulation = Simulation.of(suite, three, Openings::everything);

    List<PartyOutcome<BigInteger>> outcomes = simulation.run((me, session) -> session.run("joint", root -> {
      DRes<SInt> sum = root.numeric().known(0);
      for (int i = 0; i < 100_000; i++) {
        sum = root.numeric().add(1, sum);
      }
      return root.numeric().open(sum);
    }));

    assertThat(outcomes).allSatisfy(outcome ->
        assertThat(outcome.result()).isEqualTo(BigInteger.valueOf(100_000)));
  }

  @Test
  void equalSeeds_giveEqualViews() {
    Simulation simulation = Simulation.of(suite, three, Openings::everyLabel)
        .withRandoms(party -> new InsecureSeededRandom(party.value()))
        .recordingViews();

    List<byte[]> first = lastChunks(simulation);
    List<byte[]> second = lastChunks(simulation);
    List<byte[]> fresh = lastChunks(Simulation.of(suite, three, Openings::everyLabel).recordingViews());

    assertThat(first).usingElementComparator(Arrays::compare).isEqualTo(second).isNotEqualTo(fresh);
  }

  private static List<byte[]> lastChunks(Simulation simulation) {
    return simulation.run((me, session) -> openedSum(session, IntegerVector.of(me.value()))).stream()
        .map(outcome -> outcome.view().get(outcome.view().size() - 1).bytes())
        .toList();
  }

  @Test
  void closedSession_runsNothing() {
    Simulation simulation = Simulation.of(suite, three, Openings::everyLabel);

    assertThatThrownBy(() -> simulation.run((me, session) -> {
      session.close();
      return openedSum(session, IntegerVector.of(1));
    })).hasRootCauseInstanceOf(IllegalStateException.class).hasRootCauseMessage("the session is closed");
  }

  @Test
  void operandsOfUnequalLength_areRefused() {
    Simulation simulation = Simulation.of(suite, three, Openings::everyLabel);

    assertThatThrownBy(() -> simulation.run((me, session) -> session.run("joint", root -> {
      VectorNumeric vectors = VectorNumeric.using(root);
      return vectors.multiply(vectors.known(IntegerVector.zeros(2)), vectors.known(IntegerVector.zeros(3)));
    }))).hasRootCauseInstanceOf(IllegalArgumentException.class)
        .hasRootCauseMessage("a vector of 3 elements, expected 2");
  }

  @Test
  void secrets_doNotShowInText() {
    Simulation simulation = Simulation.of(suite, three, Openings::everyLabel);

    List<PartyOutcome<String>> outcomes = simulation.run((me, session) -> session.run("joint", root -> {
      DRes<SecretVector> vector = VectorNumeric.using(root).known(IntegerVector.of(424242));
      DRes<SInt> scalar = root.numeric().known(424242);
      return () -> vector.out() + " " + scalar.out() + " " + vector + " " + scalar + " " + session;
    }));

    assertThat(outcomes.get(0).result()).contains("ShamirShares[1 elements, secret]").doesNotContain("424242");
  }
}
