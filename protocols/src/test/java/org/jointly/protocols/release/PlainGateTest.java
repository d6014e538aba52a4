package org.jointly.protocols.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jointly.protocols.aggregate.LocalAggregate;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.ReleaseRule;
import org.junit.jupiter.api.Test;

class PlainGateTest {
  private static final Release COUNTS = new Release.Gated("patients", List.of("patients"), "counts");

  private static Opened open(long k, int m, Release release, long[]... sites) {
    ReleaseRule rule = new ReleaseRule(k, m, new ReleaseRule.Noise.None(), 1000);
    long[] pooled = new long[sites[0].length];
    for (long[] site : sites) {
      for (int i = 0; i < pooled.length; i++) {
        pooled[i] += site[i];
      }
    }
    List<LocalAggregate> aggregates = List.of(sites).stream().map(PlainGateTest::patients).toList();
    return new PlainGate(rule, List.of(release), aggregates).open(patients(pooled));
  }

  private static LocalAggregate patients(long... counts) {
    return new LocalAggregate(Map.of("patients", IntegerVector.of(counts)));
  }

  private static Optional<BigInteger> count(long value) {
    return Optional.of(BigInteger.valueOf(value));
  }

  @Test
  void andSites_asksForThatManyWhateverK_andAtLeast_forTheHigher() {
    Release.Gated of = Release.Gated.together(List.of("patients"), List.of("patients"), "counts");

    assertThat(of.andSites(3, "sites").threshold("sites", 11)).isEqualTo(3);
    assertThat(of.andSites(3, "sites").threshold("patients", 11)).isEqualTo(11);
    assertThat(of.andAtLeast(12, "n").threshold("n", 11)).isEqualTo(12);
    assertThat(of.andAtLeast(12, "n").threshold("n", 13)).isEqualTo(13);
  }

  @Test
  void counts_atTheThreshold_areOpened_belowAreNot() {
    Opened opened = open(11, 1, COUNTS, new long[] {4, 4, 10, 0}, new long[] {4, 4, 0, 11}, new long[] {4, 2, 0, 0});

    assertThat(opened.value("patients", 0)).isEqualTo(count(12));
    assertThat(opened.value("patients", 1)).isEmpty();
    assertThat(opened.value("patients", 2)).isEmpty();
    assertThat(opened.value("patients", 3)).isEqualTo(count(11));
  }

  @Test
  void counts_ofTooFewSites_areNotOpened() {
    Opened opened = open(11, 2, COUNTS, new long[] {12, 11}, new long[] {0, 1}, new long[] {0, 0});

    assertThat(opened.value("patients", 0)).isEmpty();
    assertThat(opened.value("patients", 1)).isEqualTo(count(12));
  }

  @Test
  void counts_withoutAThreshold_areAllOpened_zeroToo() {
    Opened opened = open(0, 1, COUNTS, new long[] {0}, new long[] {0}, new long[] {0});

    assertThat(opened.value("patients", 0)).isEqualTo(count(0));
  }

  @Test
  void reached_isOneBit_ofItsOwnThreshold() {
    Release reached = new Release.Reached("patients", 20, "enough");

    assertThat(open(11, 1, reached, new long[] {10}, new long[] {10}, new long[] {0}).reached("patients", 0)).isTrue();
    assertThat(open(11, 1, reached, new long[] {10}, new long[] {9}, new long[] {0}).reached("patients", 0)).isFalse();
    assertThat(open(11, 3, reached, new long[] {10}, new long[] {10}, new long[] {0}).reached("patients", 0)).isFalse();
  }
}
