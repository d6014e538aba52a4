package org.jointly.protocols.suite.spdz;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.TamperConformance;

/** No change of any message of any operation is accepted. */
class SpdzTamperTest extends TamperConformance {

  @Override
  protected Suite suite() {
    return new SpdzSuite(InsecureDealer.method());
  }

  @Override
  protected Stream<SecurityModel> settings() {
    return IntStream.of(3, 4).mapToObj(n -> suite().model(n, Adversary.MALICIOUS, 59, 20));
  }

  @Override
  protected IntStream lengths() {
    return IntStream.of(5);
  }

  @Override
  protected int comparedBits(SecurityModel model) {
    return 20;
  }
}
