package org.jointly.protocols.suite.shamir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.OrderConformance;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShamirOrderConformanceTest extends OrderConformance {

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
  protected int comparedBits(SecurityModel model) {
    return model.fieldBits() == 61 ? 57 : 62;
  }

  @Override
  protected IntStream lengths() {
    return rows();
  }

  @Override
  protected IntStream rows() {
    return IntStream.of(0, 1, 2, 3, 65, 200);
  }

  @Override
  protected boolean shuffles(SecurityModel model) {
    return true;
  }

  /** Of 24 orders, 500 shuffles lack one with probability below 24 · (23/24)^500 < 2^-26. */
  @ParameterizedTest
  @MethodSource("settings")
  void shuffle_reachesEveryOrderOfFour(SecurityModel model) {
    if (model.parties() <= 5) {
      assertThat(orders(model, IntegerVector.of(1, 2, 3, 4), 500)).hasSize(24);
    }
  }
}
