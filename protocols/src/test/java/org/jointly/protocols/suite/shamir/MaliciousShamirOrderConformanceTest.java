package org.jointly.protocols.suite.shamir;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.OrderConformance;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;

/** Order, equality, bits and matrices, all by verified comparisons and products. */
class MaliciousShamirOrderConformanceTest extends OrderConformance {

  @Override
  protected Suite suite() {
    return new ShamirSuite();
  }

  @Override
  protected Stream<SecurityModel> settings() {
    return IntStream.of(3, 4, 5).mapToObj(n -> suite().model(n, Adversary.MALICIOUS, 59, 0));
  }

  @Override
  protected int comparedBits(SecurityModel model) {
    return 57;
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
    return true;
  }
}
