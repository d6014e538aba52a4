package org.jointly.protocols.suite.spdz;

import static org.assertj.core.api.Assertions.assertThat;

import dk.alexandra.fresco.framework.DRes;
import java.util.List;
import java.util.Optional;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteSession;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.junit.jupiter.api.Test;

/** Our SPDZ on material of FRESCO's MASCOT (mascot 1.3.8): it takes it for its own, under keys that the parties chose here. */
class FrescoMascotReferenceTest {

  /** Our suite, whose maker is FRESCO's. */
  private record OnFrescosMaterial(Amounts amounts) implements Suite {
    @Override
    public String name() {
      return "spdz";
    }

    @Override
    public SecurityModel model(int parties, Adversary adversary, int valueBits, int comparedBits) {
      return new SpdzSuite(InsecureDealer.method()).model(parties, adversary, valueBits, comparedBits);
    }

    @Override
    public SuiteSession open(SecurityModel model, Seat seat) {
      return new SpdzSuite(new FrescoMascot(seat.network(), amounts)).open(model, seat);
    }
  }

  /** Inputs behind masks, products by triples, bits: all is opened under a MAC check, which ends the session if one is not what it says. */
  @Test
  void program_onMaterialOfFrescos_opensWhatItShould() {
    Suite suite = new OnFrescosMaterial(new Amounts(8, 4, List.of(4L, 4L, 0L)));

    List<PartyOutcome<IntegerVector>> outcomes = Simulation.of(suite, suite.model(3, Adversary.MALICIOUS, 50, 20), Openings::everyLabel)
        .run((me, session) -> session.run("test", root -> root.seq(seq -> {
          VectorNumeric vectors = VectorNumeric.using(seq);
          DRes<SecretVector> left = vectors.input(mine(me, 1, IntegerVector.of(3, -5, 0, 1L << 40)), 4, new PartyIndex(1));
          DRes<SecretVector> right = vectors.input(mine(me, 2, IntegerVector.of(7, 9, 11, -1)), 4, new PartyIndex(2));
          DRes<SecretVector> bits = vectors.randomBits(4);
          DRes<SecretVector> zeros = vectors.subtract(vectors.multiply(bits, bits), bits);
          return vectors.open("result", vectors.concatenate(List.of(vectors.multiply(left, right), zeros)));
        })));

    assertThat(outcomes).hasSize(3).allSatisfy(outcome ->
        assertThat(outcome.result().toLongs()).containsExactly(21, -45, 0, -(1L << 40), 0, 0, 0, 0));
  }

  private static Optional<IntegerVector> mine(PartyIndex me, int owner, IntegerVector values) {
    return me.value() == owner ? Optional.of(values) : Optional.empty();
  }
}
