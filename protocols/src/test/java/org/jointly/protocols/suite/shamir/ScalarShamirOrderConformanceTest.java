package org.jointly.protocols.suite.shamir;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.OrderConformance;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;

class ScalarShamirOrderConformanceTest extends OrderConformance {

  @Override
  protected Suite suite() {
    return new ScalarShamirSuite();
  }

  @Override
  protected Stream<SecurityModel> settings() {
    return Stream.concat(
        IntStream.of(3).mapToObj(n -> suite().model(n, Adversary.SEMI_HONEST, 59, 0)),
        IntStream.of(3).mapToObj(n -> suite().model(n, Adversary.SEMI_HONEST, 100, 60)));
  }

  @Override
  protected int comparedBits(SecurityModel model) {
    return model.fieldBits() == 61 ? 17 : 25;
  }

  @Override
  protected IntStream lengths() {
    return rows();
  }

  @Override
  protected int decomposedBits(SecurityModel model) {
    return 10;
  }

  @Override
  protected IntStream rows() {
    return IntStream.of(0, 1, 2, 7);
  }

  @Override
  protected boolean shuffles(SecurityModel model) {
    return model.fieldBits() > 61;
  }
}
