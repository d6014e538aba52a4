package org.jointly.protocols.statistic.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jointly.protocols.statistic.parameter.Confidence;
import org.junit.jupiter.api.Test;

/** Of ten values; limits are of no interest here and too far out to be looked for. */
class RanksTest {
  private static List<Long> quantiles(long fewest, String... probabilities) {
    List<Long> kept = ranks(probabilities).of(10, fewest, 1);
    return Stream.iterate(0, i -> i + 3).limit(probabilities.length).map(kept::get).toList();
  }

  private static Ranks ranks(String... probabilities) {
    return new Ranks(Stream.of(probabilities).map(BigDecimal::new).toList(), new Confidence(new BigDecimal("0.999")));
  }

  @Test
  void of_aRankWithTooFewOnEitherSide_looksForNone() {
    assertThat(quantiles(3, "0.2", "0.3", "0.8", "0.9")).containsExactly(0L, 3L, 8L, 0L);
    assertThat(quantiles(2, "0.1", "0.2", "0.9", "0.95")).containsExactly(0L, 2L, 9L, 0L);
  }

  /** The tail that is smaller, or what lies between two. */
  @Test
  void smallestGroups_areTailsOrGaps() {
    Ranks three = ranks("0.3", "0.8", "0.5");

    assertThat(three.smallestGroups(List.of(3L, 0L, 0L, 8L, 0L, 0L, 5L, 0L, 0L), 10)).containsExactly(3, 0, 0, 3, 0, 0, 2, 0, 0);
    assertThat(ranks("0.9").smallestGroups(List.of(9L, 0L, 0L), 10)).containsExactly(2, 0, 0);
  }
}
