package org.jointly.protocols.suite.shamir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dk.alexandra.fresco.framework.DRes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.simulation.SimulationFailedException;
import org.jointly.protocols.simulation.Tampering;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.SecurityModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A party that keeps back what it deals to one other: the rest may not go on until it could choose that by what they open.
 *
 * <p>Among three, a dealing of party 1 goes by message to party 3 only, so that party 2 waits for nothing.
 */
class WithheldMessageTest {
  private static final PartyIndex CHEATER = new PartyIndex(1);

  private static Simulation simulation(int parties) {
    ShamirSuite suite = new ShamirSuite();
    SecurityModel model = suite.model(parties, Adversary.MALICIOUS, 59, 0);
    return Simulation.of(suite, model, Openings::everyLabel);
  }

  private interface Program {
    DRes<SecretVector> on(VectorNumeric vectors, DRes<SecretVector> sum);
  }

  private static List<PartyOutcome<IntegerVector>> run(Simulation simulation, Program program) {
    return simulation.run((me, session) -> session.run("test", root ->
        root.seq(seq -> VectorNumeric.using(seq).sumOfInputs(IntegerVector.of(me.value()), 1))
            .seq((seq, sum) -> program.on(VectorNumeric.using(seq), DRes.of(sum)))
            .seq((seq, result) -> VectorNumeric.using(seq).open("result", DRes.of(result)))));
  }

  /** By step and gate, the numbers of the rounds of an undisturbed run. */
  private static int round(List<PartyOutcome<IntegerVector>> outcomes, Predicate<RoundTrace.Round> which) {
    return outcomes.get(0).trace().rounds().stream().filter(which).findFirst().orElseThrow().number();
  }

  /** The parties that sent something in a round, if what the cheater sends to the last party in another one never arrives. */
  private static Set<Integer> sendersIn(int watched, int withheld, Simulation simulation, Program program) {
    Set<Integer> senders = ConcurrentHashMap.newKeySet();
    PartyIndex victim = new PartyIndex(simulation.model().parties());
    AtomicBoolean kept = new AtomicBoolean();
    Tampering keeping = (from, to, number, bytes) -> {
      int round = ByteBuffer.wrap(bytes).getInt() & Integer.MAX_VALUE;
      if (round == watched) {
        senders.add(from.value());
      }
      if (from.equals(CHEATER) && to.equals(victim) && round == withheld) {
        kept.set(true);
        throw new IllegalStateException("kept back");
      }
      return bytes;
    };
    SimulationFailedException failure = catchThrowableOfType(
        SimulationFailedException.class, () -> run(simulation.withDeadline(Duration.ofMinutes(1)).withTampering(keeping), program));
    assertThat(failure).isNotNull();
    assertThat(kept).isTrue();
    return senders;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void dealing_keptBack_letsNobodyOpen(int parties) {
    Program sum = (vectors, vector) -> vector;
    List<PartyOutcome<IntegerVector>> undisturbed = run(simulation(parties), sum);
    int dealt = round(undisturbed, round -> round.gates().contains("SumOfInputsGate"));
    int opened = round(undisturbed, round -> round.gates().contains("OpenToAllGate"));

    Set<Integer> senders = sendersIn(opened, dealt, simulation(parties), sum);

    assertThat(senders).isEmpty();
  }

  /** All others may reveal their parts of the coin, but not the one that still waits; and without its part there is no coin. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void product_keptBack_letsItsReceiverRevealNoCoin(int parties) {
    Program square = (vectors, vector) -> vectors.multiply(vector, vector);
    List<PartyOutcome<IntegerVector>> undisturbed = run(simulation(parties), square);
    int dealt = round(undisturbed, round -> round.gates().contains("MultiplyGate"));
    int coin = round(undisturbed, round -> round.number() > dealt && round.step().equals("check"));

    Set<Integer> senders = sendersIn(coin, dealt, simulation(parties), square);

    assertThat(senders).doesNotContain(parties);
  }
}
