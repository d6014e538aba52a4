package org.jointly.protocols.suite.shamir;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.sharing.Pieces;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteConformance;

class ShamirSuiteConformanceTest extends SuiteConformance {

  @Override
  protected Suite suite() {
    return new ShamirSuite();
  }

  @Override
  protected Stream<SecurityModel> settings() {
    return Stream.concat(
        IntStream.of(3, 4, 5, 7).mapToObj(n -> suite().model(n, Adversary.SEMI_HONEST, 59, 0)),
        IntStream.of(3, 5).mapToObj(n -> suite().model(n, Adversary.SEMI_HONEST, 100, 60)));
  }

  @Override
  protected IntStream lengths() {
    return IntStream.of(0, 1, 7, Pieces.ELEMENTS + 3);
  }

  @Override
  protected int comparedBits(SecurityModel model) {
    return model.fieldBits() == 61 ? 57 : 62;
  }
}
