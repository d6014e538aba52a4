package org.jointly.protocols.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.aggregate.MisfitException;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.Questions;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.PeerStoppedException;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.simulation.SimulationFailedException;
import org.jointly.protocols.simulation.Tampering;
import org.jointly.protocols.suite.UnlistedOpeningException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that must open nothing, or say that something is wrong. */
final class JointRunFailureTest {
  private static final Hospitals HOSPITALS = Hospitals.natives(3);

  static Stream<Arguments> misfits() {
    return Stream.of(
        Arguments.of(Map.of("patients", IntegerVector.of(300_001)), "block patients is outside its public bounds [0, 300000]"),
        Arguments.of(Map.of("patients", IntegerVector.of(-1)), "block patients is outside its public bounds [0, 300000]"),
        Arguments.of(Map.of("patients", IntegerVector.of(4, 4)), "block patients has 2 cells, expected 1"),
        Arguments.of(Map.of("patients", IntegerVector.of()), "block patients has 0 cells, expected 1"),
        Arguments.of(Map.of("people", IntegerVector.of(4)), "block patients is absent"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void on_whenASitesNumbersDoNotFit_sendsNothingOfThem(Map<String, IntegerVector> cells, String misfit) {
    List<LocalAggregate> sites = new ArrayList<>(HOSPITALS.patients(4, 4, 4));
    sites.set(1, new LocalAggregate(cells));

    SimulationFailedException failed = failure(HOSPITALS.plan(Questions.cohortCount(11)), sites, Tampering.NONE);

    assertThat(failed.failures().get(new PartyIndex(2)))
        .isInstanceOf(MisfitException.class)
        .hasMessage("the local aggregate does not fit the plan: " + misfit + "; nothing was sent");
    assertThat(failed.failures().get(new PartyIndex(1))).isInstanceOf(PeerStoppedException.class);
    assertThat(failed.failures().get(new PartyIndex(3))).isInstanceOf(PeerStoppedException.class);
  }

  @Test
  void on_whenTheGuardListsLess_opensNothing() {
    QueryPlan plan = HOSPITALS.plan(Questions.cohortCount(11));
    QueryPlan keepOnly = new QueryPlan(
        plan.spec(), plan.security(), plan.computation(), plan.inputs(), plan.openings().subList(0, 1));
    List<Integer> expected = framesBeforeOpening(plan);

    List<Integer> sent = new ArrayList<>(Collections.nCopies(3, 0));
    Tampering counting = (from, to, number, bytes) -> {
      synchronized (sent) {
        sent.set(from.value() - 1, sent.get(from.value() - 1) + 1);
      }
      return bytes;
    };
    SimulationFailedException failed = failure(keepOnly, HOSPITALS.patients(4, 4, 4), counting);

    assertThat(failed.failures().values()).hasSize(3).allSatisfy(failure -> assertThat(failure)
        .isInstanceOf(UnlistedOpeningException.class)
        .hasMessageContaining("\"patients\" of 1 elements is not in the plan"));
    assertThat(sent).isEqualTo(expected);
  }

  /** Frames each party sends in a good run until something is opened. */
  private static List<Integer> framesBeforeOpening(QueryPlan plan) {
    return HOSPITALS.run(plan, HOSPITALS.patients(4, 4, 4)).stream()
        .map(PartyOutcome::trace)
        .map(trace -> trace.rounds().stream()
            .filter(round -> !round.step().equals("open"))
            .mapToInt(round -> round.sent().size())
            .sum())
        .toList();
  }

  @Test
  void on_whenAnOpenedShareIsChanged_isNoAnswer() {
    QueryPlan plan = HOSPITALS.plan(Questions.cohortCount(11));
    int last = (int) HOSPITALS.run(plan, HOSPITALS.patients(4, 4, 4)).get(0).trace().rounds().stream()
        .filter(round -> round.sent().containsKey(new PartyIndex(2)))
        .count() - 1;

    SimulationFailedException failed = failure(plan, HOSPITALS.patients(4, 4, 4), (from, to, number, bytes) -> {
      if (from.value() == 1 && to.value() == 2 && number == last) {
        bytes[bytes.length - 1] ^= 1;
      }
      return bytes;
    });

    assertThat(failed.failures().get(new PartyIndex(2)))
        .isInstanceOf(ProtocolViolationException.class)
        .hasMessageContaining("outside the public bounds: some party computed wrongly");
  }

  @Test
  void on_whenAMessageIsCutShort_namesTheSender() {
    QueryPlan plan = HOSPITALS.plan(Questions.cohortCount(11));

    SimulationFailedException failed = failure(plan, HOSPITALS.patients(4, 4, 4), (from, to, number, bytes) ->
        from.value() == 1 && to.value() == 3 && number == 1 ? Arrays.copyOf(bytes, bytes.length - 1) : bytes);

    assertThat(failed.failures().get(new PartyIndex(3)))
        .isInstanceOfSatisfying(ProtocolViolationException.class,
            violation -> assertThat(violation.peer()).contains(new PartyIndex(1)));
  }

  @Test
  void toString_ofWhatHoldsSecrets_saysNone() {
    assertThat(HOSPITALS.patients(4711).get(0)).hasToString("LocalAggregate[1 cells, redacted]");
  }

  private static SimulationFailedException failure(QueryPlan plan, List<LocalAggregate> sites, Tampering tampering) {
    Simulation simulation = HOSPITALS.simulation(plan).withTampering(tampering);
    SimulationFailedException failed =
        catchThrowableOfType(SimulationFailedException.class, () -> simulation.run(HOSPITALS.program(plan, sites)));
    assertThat(failed).isNotNull();
    return failed;
  }
}
