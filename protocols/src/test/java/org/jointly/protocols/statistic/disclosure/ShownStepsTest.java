package org.jointly.protocols.statistic.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.alexandra.fresco.framework.DRes;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.simulation.SimulationFailedException;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.spdz.InsecureDealer;
import org.jointly.protocols.suite.spdz.SpdzSuite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shown steps of a funnel, on the suite whose masks do not hide everything. */
final class ShownStepsTest {
  private static final int BITS = 7;

  private static long[] droppedSince(ShownSteps steps, long[] left, Optional<long[]> sites) {
    SpdzSuite suite = new SpdzSuite(InsecureDealer.method());
    return Simulation.of(suite, suite.model(3, Adversary.MALICIOUS, 59, 20), Openings::everyLabel)
        .run((me, session) -> session.run("test", root -> root.seq(seq -> {
          VectorNumeric vectors = VectorNumeric.using(seq);
          Optional<DRes<SecretVector>> atSites = sites.map(bits -> vectors.known(IntegerVector.of(bits)));
          return vectors.open("since", steps.droppedSince(vectors, vectors.known(IntegerVector.of(left)), atSites, BITS));
        })))
        .get(0).result().toLongs();
  }

  @ParameterizedTest
  @CsvSource({"2, 3, 1", "3, 3, 1", "8, 5, 1", "8, 5, 2"})
  void droppedSince_isThatOfPlainNumbers(int places, long k, int m) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ShownSteps steps = new ShownSteps(new Jumps(places), k, m);
    long[] left = random.longs(places, 0, 60).map(n -> -n).sorted().map(n -> -n).toArray();
    Optional<long[]> sites = m == 1 ? Optional.empty() : Optional.of(random.longs(steps.jumps().pairs(), 0, 4).toArray());

    assertThat(droppedSince(steps, left, sites)).as("seed %s, %s", seed, Arrays.toString(left)).isEqualTo(steps.droppedSince(left, sites));
  }

  /**
   * What was compared would be no bit then: by such factors a liar could multiply what dropped out at others until no mask hides it.
   *
   * @param lie more or fewer are left after the second step than there can be
   */
  @ParameterizedTest
  @ValueSource(longs = {41, 128, 1L << 40, -100, -(1L << 40)})
  void droppedSince_ofStepsThatNoFunnelHas_stopsTheSession(long lie) {
    ShownSteps steps = new ShownSteps(new Jumps(4), 3, 1);

    assertThatThrownBy(() -> droppedSince(steps, new long[] {60, 40, lie, 20}, Optional.empty()))
        .isInstanceOf(SimulationFailedException.class)
        .hasMessageContaining("the check that what the parties put in is within its bounds failed");
  }
}
