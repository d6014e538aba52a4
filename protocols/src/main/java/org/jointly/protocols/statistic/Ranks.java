package org.jointly.protocols.statistic;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Which of n ordered values are looked for: per probability q its quantile, its lower and its upper limit.
 *
 * <p>The quantile is the value of rank ⌈q·n⌉. The limits are those of rank B(α/2) and B(1 − α/2) + 1, B the quantile of
 * the binomial distribution of n and q: the number of values below the true quantile is binomial (Conover, Practical
 * Nonparametric Statistics, 1999, section 3.2), so that they hold it with at least the confidence asked for.
 */
record Ranks(List<BigDecimal> probabilities, Confidence confidence) {
  private static final int KINDS = 3;

  Ranks {
    probabilities = List.copyOf(probabilities);
  }

  int size() {
    return KINDS * probabilities.size();
  }

  /** Nothing is looked for. */
  List<Long> none() {
    return Collections.nCopies(size(), 0L);
  }

  /**
   * Quantile, lower and upper limit of each probability in turn; 0 for a rank that leaves too few values at or below it, or at or above.
   *
   * @param tail how many there must be, at least 2: neither the smallest nor the largest value is looked for
   */
  List<Long> of(long n, long tail) {
    return probabilities.stream()
        .flatMapToLong(q -> LongStream.of(quantile(q, n), lower(q, n), upper(q, n)))
        .map(rank -> rank < tail || n - rank + 1 < tail ? 0 : rank)
        .boxed()
        .toList();
  }

  private static long quantile(BigDecimal q, long n) {
    return q.multiply(BigDecimal.valueOf(n)).setScale(0, RoundingMode.CEILING).longValueExact();
  }

  private long lower(BigDecimal q, long n) {
    return binomial(q, n).inverseCumulativeProbability(confidence.tail());
  }

  private long upper(BigDecimal q, long n) {
    return 1L + binomial(q, n).inverseSurvivalProbability(confidence.tail());
  }

  private static BinomialDistribution binomial(BigDecimal q, long n) {
    return BinomialDistribution.of(Math.toIntExact(n), q.doubleValue());
  }
}
