package org.jointly.protocols.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dk.alexandra.fresco.framework.Application;
import dk.alexandra.fresco.framework.builder.numeric.ProtocolBuilderNumeric;
import java.time.Duration;
import java.util.List;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SimulationTest {
  private static final SecurityModel MODEL =
      new SecurityModel("echo", Adversary.SEMI_HONEST, 1, 3, "none", 0, 0);

  /** A suite whose session is bare access to the network: each party receives from the one before it. */
  private static final class Echo implements Suite {
    @Override
    public String name() {
      return "echo";
    }

    @Override
    public SecurityModel model(int parties, Adversary adversary, int valueBits, int comparedBits) {
      return MODEL;
    }

    @Override
    public SuiteSession open(SecurityModel model, Seat seat) {
      return new EchoSession(seat);
    }
  }

  private record EchoSession(Seat seat) implements SuiteSession {
    void send(int to, int value) {
      seat.network().send(to, new byte[] {(byte) value});
    }

    int receive(int from) {
      return seat.network().receive(from)[0];
    }

    @Override
    public <T> T run(String step, Application<T, ProtocolBuilderNumeric> program) {
      throw new UnsupportedOperationException();
    }

    @Override
    public RoundTrace trace() {
      return new RoundTrace(List.of());
    }

    @Override
    public void close() {}
  }

  private static int next(PartyIndex me) {
    return me.value() % 3 + 1;
  }

  private static int before(PartyIndex me) {
    return (me.value() + 1) % 3 + 1;
  }

  private final Simulation simulation = Simulation.of(new Echo(), MODEL, Openings::everyLabel);

  private static int ring(PartyIndex me, SuiteSession session) {
    EchoSession echo = (EchoSession) session;
    echo.send(next(me), me.value());
    return echo.receive(before(me));
  }

  @Test
  void parties_hearOneAnother() {
    List<PartyOutcome<Integer>> outcomes = simulation.recordingViews().run(SimulationTest::ring);

    assertThat(outcomes).extracting(PartyOutcome::result).containsExactly(3, 1, 2);
    assertThat(outcomes.get(0).view()).hasSize(1);
    assertThat(outcomes.get(0).view().get(0)).hasToString("ReceivedChunk[from 3, 1 bytes]");
    assertThat(outcomes.get(0).view().get(0).bytes()).containsExactly(3);
  }

  @Test
  void view_isEmptyUnlessRecorded() {
    assertThat(simulation.run(SimulationTest::ring)).allSatisfy(outcome -> assertThat(outcome.view()).isEmpty());
  }

  @Test
  void failingParty_wakesTheOthers() {
    SimulationFailedException failure = catchThrowableOfType(
        SimulationFailedException.class,
        () -> simulation.run((me, session) -> {
          if (me.value() == 2) {
            throw new IllegalStateException("broken");
          }
          return ((EchoSession) session).receive(2);
        }));

    assertThat(failure).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(failure.failures()).hasSize(3);
    assertThat(failure.failures().get(new PartyIndex(1)))
        .isInstanceOf(PeerStoppedException.class)
        .hasMessage("party 2 has failed: java.lang.IllegalStateException: broken");
  }

  @Test
  void waitingForAPartyThatHasEnded_fails() {
    assertThatThrownBy(() -> simulation.run((me, session) -> me.value() == 2 ? 0 : ((EchoSession) session).receive(2)))
        .hasRootCauseInstanceOf(PeerStoppedException.class)
        .hasRootCauseMessage("party 2 has ended");
  }

  @Test
  void silentParty_isGivenUpAtTheDeadline() {
    assertThatThrownBy(() -> simulation.withDeadline(Duration.ofMillis(20)).run(
            (me, session) -> ((EchoSession) session).receive(before(me))))
        .isInstanceOf(SimulationFailedException.class)
        .hasCauseInstanceOf(PeerStoppedException.class)
        .hasMessageContaining("sends nothing for 20 ms");
  }

  @Test
  void tampering_changesWhatArrivesAndKnowsWhere() {
    List<PartyOutcome<Integer>> outcomes = simulation
        .withTampering((from, to, number, bytes) ->
            from.value() == 1 && to.value() == 2 && number == 1 ? new byte[] {99} : bytes)
        .run((me, session) -> 100 * ring(me, session) + ring(me, session));

    assertThat(outcomes).extracting(PartyOutcome::result).containsExactly(303, 199, 202);
  }
}
