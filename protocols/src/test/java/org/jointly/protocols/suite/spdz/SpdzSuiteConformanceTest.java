package org.jointly.protocols.suite.spdz;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteConformance;

/** All that a suite must do, with material of a dealer's. */
class SpdzSuiteConformanceTest extends SuiteConformance {

  @Override
  protected Suite suite() {
    return new SpdzSuite(InsecureDealer.method());
  }

  @Override
  protected Stream<SecurityModel> settings() {
    return Stream.concat(
        IntStream.of(3, 4, 5).mapToObj(n -> suite().model(n, Adversary.MALICIOUS, 59, 20)),
        IntStream.of(3).mapToObj(n -> suite().model(n, Adversary.MALICIOUS, 100, 62)));
  }

  @Override
  protected IntStream lengths() {
    return IntStream.of(0, 1, 7, 300);
  }

  @Override
  protected int comparedBits(SecurityModel model) {
    return model.fieldBits() == 61 ? 20 : 62;
  }
}
