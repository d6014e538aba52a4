package org.jointly.protocols.suite.shamir;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteConformance;

/** Vectors over scalars, on a suite that shows FRESCO's {@code Numeric} only. */
class ScalarShamirSuiteConformanceTest extends SuiteConformance {

  @Override
  protected Suite suite() {
    return new ScalarShamirSuite();
  }

  @Override
  protected Stream<SecurityModel> settings() {
    return Stream.concat(
        IntStream.of(3, 4).mapToObj(n -> suite().model(n, Adversary.SEMI_HONEST, 59, 0)),
        IntStream.of(5, 7).mapToObj(n -> suite().model(n, Adversary.SEMI_HONEST, 100, 60)));
  }

  @Override
  protected IntStream lengths() {
    return IntStream.of(0, 1, 7, 150);
  }

  @Override
  protected int comparedBits(SecurityModel model) {
    return model.fieldBits() == 61 ? 17 : 50;
  }
}
