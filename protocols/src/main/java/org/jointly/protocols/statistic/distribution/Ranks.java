package org.jointly.protocols.statistic.distribution;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.jointly.protocols.statistic.parameter.Confidence;

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
   * Quantile, lower and upper limit of each probability in turn; 0 for a rank that is not looked for: one that leaves too few values at
   * or below it or at or above, and one that has too few between it and another, which would tell of a group that small what lies
   * between two numbers. Quantiles come first, then limits, in the order of the probabilities.
   *
   * @param fewest values in a tail, at least 2: neither the smallest nor the largest value is looked for
   * @param apart how far ranks are apart, unless they are equal
   */
  List<Long> of(long n, long fewest, long apart) {
    long[] ranks = probabilities.stream()
        .flatMapToLong(q -> LongStream.of(quantile(q, n), lower(q, n), upper(q, n)))
        .toArray();
    Set<Long> sought = new TreeSet<>();
    List<Long> kept = new ArrayList<>(none());
    quantilesFirst().filter(i -> ranks[i] >= fewest && n - ranks[i] + 1 >= fewest)
        .filter(i -> sought.stream().allMatch(other -> other == ranks[i] || Math.abs(other - ranks[i]) >= apart))
        .forEach(i -> {
          sought.add(ranks[i]);
          kept.set(i, ranks[i]);
        });
    return kept;
  }

  /**
   * For each rank that is sought the rows of the smallest group that it bounds: a tail, or what lies between it and one that comes first;
   * 0 for others.
   */
  long[] smallestGroups(List<Long> sought, long n) {
    long[] groups = new long[size()];
    Set<Long> earlier = new TreeSet<>();
    quantilesFirst().filter(i -> sought.get(i) > 0).forEach(i -> {
      long rank = sought.get(i);
      groups[i] = earlier.stream().filter(other -> other != rank).mapToLong(other -> Math.abs(other - rank))
          .reduce(Math.min(rank, n - rank + 1), Math::min);
      earlier.add(rank);
    });
    return groups;
  }

  private IntStream quantilesFirst() {
    return IntStream.concat(
        IntStream.range(0, size()).filter(i -> i % KINDS == 0), IntStream.range(0, size()).filter(i -> i % KINDS != 0));
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
