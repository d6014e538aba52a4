package org.jointly.protocols.statistic.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.assertj.core.data.Percentage;
import org.jointly.protocols.plan.ExpectedNumbers;
import org.junit.jupiter.api.Test;

final class IntervalTest {
  private static final double TAIL = 0.025;
  private static final Percentage EXACTLY = Percentage.withPercentage(1e-8);

  @Test
  void limits_ofFewOrNoEvents_areThoseOfR() {
    for (String id : List.of("rate-0", "rate-3", "rate-7")) {
      Map<String, Object> expected = ExpectedNumbers.of(id).numbers();
      long x = ((Number) expected.get("x")).longValue();
      long n = ((Number) expected.get("n")).longValue();

      Interval exact = Interval.clopperPearson(x, n, TAIL);
      Interval rare = Interval.poisson(x, TAIL).times(1.0 / n);

      assertNear(exact.low(), expected.get("cp_low"));
      assertNear(exact.high(), expected.get("cp_high"));
      assertNear(rare.low(), expected.get("poisson_low"));
      assertNear(rare.high(), expected.get("poisson_high"));
    }
  }

  private static void assertNear(double value, Object expected) {
    double number = ((Number) expected).doubleValue();
    assertThat(value).isCloseTo(number, within(1e-10 * number));
  }

  @Test
  void clopperPearson_leavesTheTailsOut() {
    for (long[] counts : List.of(new long[] {1, 1}, new long[] {5, 9}, new long[] {400, 1_000}, new long[] {2, 900_000})) {
      Interval limits = Interval.clopperPearson(counts[0], counts[1], TAIL);

      assertThat(BinomialDistribution.of((int) counts[1], limits.low()).survivalProbability((int) counts[0] - 1))
          .isCloseTo(TAIL, EXACTLY);
      if (counts[0] < counts[1]) {
        assertThat(BinomialDistribution.of((int) counts[1], limits.high()).cumulativeProbability((int) counts[0]))
            .isCloseTo(TAIL, EXACTLY);
      }
    }
  }

  @Test
  void poisson_leavesTheTailsOut() {
    for (int x : List.of(1, 17, 1_000, 250_000)) {
      Interval limits = Interval.poisson(x, TAIL);

      assertThat(PoissonDistribution.of(limits.low()).survivalProbability(x - 1)).isCloseTo(TAIL, EXACTLY);
      assertThat(PoissonDistribution.of(limits.high()).cumulativeProbability(x)).isCloseTo(TAIL, EXACTLY);
    }
  }

  @Test
  void limits_ofAllOrNone_touchTheBorder() {
    assertThat(Interval.clopperPearson(10, 10, TAIL).high()).isEqualTo(1);
    assertThat(Interval.wilson(10, 10, TAIL).high()).isEqualTo(1);
    assertThat(Interval.wilson(0, 10, TAIL).low()).isEqualTo(0);
    assertThat(Interval.clopperPearson(0, 10, TAIL).high()).isCloseTo(1 - Math.pow(TAIL, 0.1), EXACTLY);
  }

  /** The limits solve |x/n − p| = z·√(p(1−p)/n). */
  @Test
  void wilson_solvesTheScoreEquation() {
    Interval limits = Interval.wilson(15, 148, TAIL);

    for (double p : List.of(limits.low(), limits.high())) {
      assertThat(Math.abs(15 / 148.0 - p) / Math.sqrt(p * (1 - p) / 148)).isCloseTo(1.959963984540054, EXACTLY);
    }
  }
}
