package org.jointly.protocols.suite.shamir;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.TamperConformance;

/** No change of any message of any operation is accepted; four parties have one more honest share than a polynomial needs. */
class MaliciousShamirTamperTest extends TamperConformance {

  @Override
  protected Suite suite() {
    return new ShamirSuite();
  }

  @Override
  protected Stream<SecurityModel> settings() {
    return IntStream.of(3, 4, 5).mapToObj(n -> suite().model(n, Adversary.MALICIOUS, 59, 40));
  }

  @Override
  protected IntStream lengths() {
    return IntStream.of(5);
  }

  @Override
  protected int comparedBits(SecurityModel model) {
    return 40;
  }
}
