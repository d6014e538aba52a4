package org.jointly.protocols.suite.spdz;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.OrderConformance;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;

/** Order, equality, bits and matrices, with material of a dealer's. */
class SpdzOrderConformanceTest extends OrderConformance {

  @Override
  protected Suite suite() {
    return new SpdzSuite(InsecureDealer.method());
  }

  @Override
  protected Stream<SecurityModel> settings() {
    return Stream.of(suite().model(3, Adversary.MALICIOUS, 59, 20), suite().model(3, Adversary.MALICIOUS, 100, 62));
  }

  @Override
  protected int comparedBits(SecurityModel model) {
    return model.fieldBits() == 61 ? 20 : 62;
  }

  @Override
  protected IntStream lengths() {
    return rows();
  }

  @Override
  protected IntStream rows() {
    return IntStream.of(0, 1, 2, 3, 9);
  }

  @Override
  protected boolean shuffles(SecurityModel model) {
    return model.fieldBits() == 127;
  }
}
