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

  /** Over both fields. */
  @Override
  protected Stream<SecurityModel> settings() {
    return Stream.of(
        suite().model(3, Adversary.MALICIOUS, 59, 20),
        suite().model(4, Adversary.MALICIOUS, 59, 20),
        suite().model(3, Adversary.MALICIOUS, 100, 20));
  }

  @Override
  protected int tries() {
    return 26;
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
