package org.jointly.protocols.suite.spdz;

import static org.assertj.core.api.Assertions.assertThat;

import dk.alexandra.fresco.framework.DRes;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Openings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepGateTest {

  /** Every value with every threshold, and with every other value. */
  @ParameterizedTest
  @CsvSource({"1, 50", "2, 50", "3, 50", "4, 50", "5, 50", "3, 100"})
  void comparisons_ofAllPairs_areRight(int bits, int valueBits) {
    int range = 1 << bits;
    long[] first = IntStream.range(0, range * range).mapToLong(i -> i / range).toArray();
    long[] second = IntStream.range(0, range * range).mapToLong(i -> i % range).toArray();
    SpdzSuite suite = new SpdzSuite(InsecureDealer.method());

    Simulation.of(suite, suite.model(3, Adversary.MALICIOUS, valueBits, 20), Openings::everyLabel).run((me, session) -> {
      IntegerVector answers = session.run("test", root -> {
        VectorNumeric vectors = VectorNumeric.using(root);
        DRes<SecretVector> x = vectors.known(IntegerVector.of(first));
        DRes<SecretVector> y = vectors.known(IntegerVector.of(second));
        DRes<SecretVector> both = vectors.add(
            vectors.atLeast(x, IntegerVector.of(second), bits),
            vectors.scale(vectors.lessThan(x, y, bits), IntegerVector.of(IntStream.range(0, range * range).mapToLong(i -> 2).toArray())));
        return vectors.open("result", both);
      });
      assertThat(answers.toLongs())
          .isEqualTo(IntStream.range(0, range * range).mapToLong(i -> first[i] >= second[i] ? 1 : 2).toArray());
      return answers;
    });
  }
}
