package org.jointly.protocols.suite.spdz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.round.RoundTrace;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteSession;
import org.jointly.protocols.suite.spdz.mascot.Mascot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A session that is there to be counted: the rounds and bytes of a real one, and nothing but zeros. */
class SpdzOnZerosTest {
  private static final SpdzSuite SPDZ = new SpdzSuite(new Mascot());

  /** Opened on zeros. */
  private record Counted(Suite suite) implements Suite {
    @Override
    public String name() {
      return suite.name();
    }

    @Override
    public SecurityModel model(int parties, Adversary adversary, int valueBits, int comparedBits) {
      return suite.model(parties, adversary, valueBits, comparedBits);
    }

    @Override
    public SuiteSession open(SecurityModel model, Seat seat) {
      return suite.openOnZeros(model, seat);
    }
  }

  private static List<PartyOutcome<IntegerVector>> squares(Suite suite, int comparedBits, long input) {
    return Simulation.of(suite, SPDZ.model(3, Adversary.MALICIOUS, 50, comparedBits), Openings::everyLabel)
        .run((me, session) -> session.run("test", root -> root.seq(seq ->
            VectorNumeric.using(seq).sumOfInputs(IntegerVector.of(input, 0), 2)).seq((seq, sum) -> {
          VectorNumeric vectors = VectorNumeric.using(seq);
          return vectors.open("squares", vectors.add(
              vectors.multiply(vectors.randomBits(2), () -> sum), vectors.atLeast(() -> sum, IntegerVector.zeros(2), 9)));
        })));
  }

  @ParameterizedTest
  @CsvSource({"20", "50"})
  void rounds_areThoseOfASessionWithMaterial(int comparedBits) {
    List<RoundTrace> counted =
        squares(new Counted(SPDZ), comparedBits, 0).stream().map(outcome -> outcome.trace().counts()).toList();

    assertThat(counted).isEqualTo(squares(SPDZ, comparedBits, 0).stream().map(outcome -> outcome.trace().counts()).toList());
  }

  @Test
  void anythingButZeros_isNotSent() {
    ConcurrentHashMap<Integer, Integer> sent = new ConcurrentHashMap<>();
    Simulation simulation = Simulation.of(
            new Counted(SPDZ), SPDZ.model(3, Adversary.MALICIOUS, 50, 20), Openings::everyLabel)
        .withTampering((from, to, number, bytes) -> {
          sent.merge(from.value(), 1, Integer::sum);
          return bytes;
        });

    assertThatThrownBy(() -> simulation.run((me, session) -> session.run("test", root ->
        VectorNumeric.using(root).sumOfInputs(IntegerVector.of(0, me.value() == 2 ? 1 : 0), 2))))
        .hasStackTraceContaining("a session that is counted hides nothing, so it takes zeros only; nothing was sent");
    assertThat(sent.get(2)).as("offers of material").isEqualTo(2);
  }
}
