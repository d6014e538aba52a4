package org.jointly.protocols.statistic.survival;

import dk.alexandra.fresco.framework.DRes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;

/**
 * The log-rank terms of {@link LogRankTerms}, summed over a public grid, from secret numbers of events and of censored rows: computed on
 * shares.
 *
 * <pre>
 *   n_g   at risk: who leaves now or later             d, n   sums over groups
 *   p_g = n_g/n                                        c = (n−d)/(n−1)
 *   E_g = Σ d·p_g                                      V_gh = Σ d·c·p_g·([g=h] − p_h)
 * </pre>
 *
 * <p>Fractions have {@value #LONG_BITS} binary digits, in three parts of {@value #PART_BITS}, of which the last may be off by a few; then E is off by
 * less than 2^-48 for each event and party, and two more. With p = p' + p″, p″ the last part, and p‴ the first, likewise of c, V is the sum of
 *
 * <pre>
 *   Σ d·(c'·p'_g + c″·p‴_g + c‴·p″_g)·([g=h] − p'_h)   and   −Σ d·c‴·p'_g·p″_h
 * </pre>
 *
 * <p>in which no product leaves the field, and off by less than 2^-42 for each event: what is left out is a part times a rest beyond a first one.
 * Where d = 0 the fraction c may mean nothing.
 *
 * <p>Source: Mantel, Cancer Chemotherapy Reports 1966.
 *
 * <p>Rounds: those of the digits, and four products. Elements: for T points and G groups 2·T divisors and G·T dividends, and (G−1)·(2·G + 3)·T + 3·T
 * products.
 *
 * @param bits of every sum of rows
 */
record LogRankOnGrid(int points, int groups, int bits) {
  static final int PART_BITS = 16;
  static final int SHORT_BITS = 2 * PART_BITS;
  static final int LONG_BITS = 3 * PART_BITS;
  /** Behind the point of E. */
  static final int EXPECTED_BITS = LONG_BITS;
  /** Behind the point of V. */
  static final int VARIANCE_BITS = 3 * SHORT_BITS;

  /**
   * What is opened, still shared.
   *
   * @param observed per group
   * @param expected of all groups but the last, times 2^EXPECTED_BITS
   * @param variance of all groups but the last, row after row, times 2^VARIANCE_BITS
   */
  record Terms(DRes<SecretVector> observed, DRes<SecretVector> expected, DRes<SecretVector> variance) {}

  /** All groups but the last: their terms tell those of the last. */
  int free() {
    return groups - 1;
  }

  /** @param events,censored group after group, point after point: proven to be counts */
  Terms joint(VectorNumeric vectors, DRes<SecretVector> events, DRes<SecretVector> censored) {
    DRes<SecretVector> leaving = vectors.add(events, censored);
    List<DRes<SecretVector>> atRisk =
        IntStream.range(0, groups).mapToObj(group -> suffixSums(vectors, group(vectors, leaving, group))).toList();
    DRes<SecretVector> d = sum(vectors, IntStream.range(0, groups).mapToObj(group -> group(vectors, events, group)).toList());
    DRes<SecretVector> n = sum(vectors, atRisk);
    vectors.requireWithin(range(vectors, n, 0, 1), 1, bits);
    List<DRes<SecretVector>> dividends = new ArrayList<>(atRisk.subList(0, free()));
    dividends.add(vectors.subtract(n, d));
    DRes<SecretVector> divisors = vectors.concatenate(List.of(n, vectors.add(n, IntegerVector.repeated(points, -1))));
    int[] over = IntStream.range(0, groups * points).map(i -> i % points + (i / points == free() ? points : 0)).toArray();
    List<DRes<SecretVector>> parts = vectors.fractionDigits(
        vectors.concatenate(dividends), divisors, 2 * points, over, bits, PART_BITS, PART_BITS, PART_BITS);
    return terms(vectors, events, d, parts);
  }

  private Terms terms(VectorNumeric vectors, DRes<SecretVector> events, DRes<SecretVector> d, List<DRes<SecretVector>> parts) {
    int free = free() * points;
    int all = free + points;
    DRes<SecretVector> first = range(vectors, parts.get(0), 0, free);
    DRes<SecretVector> last = range(vectors, parts.get(2), 0, free);
    DRes<SecretVector> both = join(vectors, parts.get(0), parts.get(1), all);
    DRes<SecretVector> shorter = range(vectors, both, 0, free);
    DRes<SecretVector> ties = vectors.multiply(
        vectors.concatenate(List.of(d, d, d)),
        vectors.concatenate(List.of(
            range(vectors, both, free, all), range(vectors, parts.get(2), free, all), range(vectors, parts.get(0), free, all))));
    DRes<SecretVector> scaled = vectors.multiply(
        vectors.gather(ties, IntStream.range(0, 4 * free).map(i -> Math.min(2, i / free) * points + i % points).toArray()),
        vectors.concatenate(List.of(shorter, first, last, shorter)));
    DRes<SecretVector> sum = vectors.add(
        vectors.add(range(vectors, scaled, 0, free), range(vectors, scaled, free, 2 * free)), range(vectors, scaled, 2 * free, 3 * free));
    DRes<SecretVector> variance = vectors.subtract(
        diagonal(vectors, sum),
        vectors.matrixProduct(
            vectors.gather(vectors.concatenate(List.of(sum, range(vectors, scaled, 3 * free, 4 * free))), rowAfterRow()),
            vectors.gather(vectors.concatenate(List.of(shorter, last)), turned(2)),
            2 * points));
    DRes<SecretVector> expected =
        vectors.matrixProduct(d, vectors.gather(join(vectors, shorter, last, free), turned(1)), points);
    DRes<SecretVector> observed = vectors.concatenate(
        IntStream.range(0, groups).mapToObj(group -> vectors.sum(group(vectors, events, group))).toList());
    return new Terms(observed, expected, variance);
  }

  /** Σ a_g·[g=h], with as many digits. */
  private DRes<SecretVector> diagonal(VectorNumeric vectors, DRes<SecretVector> scaled) {
    List<DRes<SecretVector>> cells = new ArrayList<>();
    for (int g = 0; g < free(); g++) {
      for (int h = 0; h < free(); h++) {
        cells.add(g == h
            ? vectors.scale(vectors.sum(group(vectors, scaled, g)), IntegerVector.repeated(1, 1L << SHORT_BITS))
            : vectors.known(IntegerVector.zeros(1)));
      }
    }
    return vectors.concatenate(cells);
  }

  /** From two parts, each group after group, to group after group with both. */
  private int[] rowAfterRow() {
    return IntStream.range(0, free() * 2 * points)
        .map(i -> (i / points % 2 * free() + i / points / 2) * points + i % points)
        .toArray();
  }

  /** From part after part, each group after group, to part after part, each point after point. */
  private int[] turned(int parts) {
    return IntStream.range(0, parts * points * free())
        .map(i -> (i / free() / points * free() + i % free()) * points + i / free() % points)
        .toArray();
  }

  private static DRes<SecretVector> join(VectorNumeric vectors, DRes<SecretVector> high, DRes<SecretVector> low, int length) {
    return vectors.add(vectors.scale(high, IntegerVector.repeated(length, 1L << PART_BITS)), low);
  }

  private static DRes<SecretVector> sum(VectorNumeric vectors, List<DRes<SecretVector>> terms) {
    return terms.stream().reduce(vectors::add).orElseThrow();
  }

  private DRes<SecretVector> suffixSums(VectorNumeric vectors, DRes<SecretVector> vector) {
    int[] backwards = IntStream.range(0, points).map(i -> points - 1 - i).toArray();
    return vectors.gather(vectors.prefixSum(vectors.gather(vector, backwards)), backwards);
  }

  private DRes<SecretVector> group(VectorNumeric vectors, DRes<SecretVector> vector, int group) {
    return range(vectors, vector, group * points, (group + 1) * points);
  }

  private static DRes<SecretVector> range(VectorNumeric vectors, DRes<SecretVector> vector, int from, int to) {
    return vectors.gather(vector, IntStream.range(from, to).toArray());
  }

  /**
   * The same on plain numbers, rounded once.
   *
   * @param observed per group
   */
  record PlainTerms(IntegerVector observed, IntegerVector expected, IntegerVector variance) {}

  PlainTerms joint(long[] events, long[] censored) {
    long[] observed = new long[groups];
    BigDecimal[] expected = filled(free());
    BigDecimal[] variance = filled(free() * free());
    long[] atRisk = new long[groups];
    for (int point = points - 1; point >= 0; point--) {
      long d = 0;
      long n = 0;
      for (int group = 0; group < groups; group++) {
        int cell = group * points + point;
        atRisk[group] += events[cell] + censored[cell];
        observed[group] += events[cell];
        d += events[cell];
        n += atRisk[group];
      }
      if (d == 0) {
        continue;
      }
      BigDecimal ties = BigDecimal.valueOf(d).multiply(n == 1 ? BigDecimal.ONE : quotient(n - d, n - 1));
      for (int g = 0; g < free(); g++) {
        expected[g] = expected[g].add(BigDecimal.valueOf(d).multiply(quotient(atRisk[g], n)));
        for (int h = 0; h < free(); h++) {
          variance[g * free() + h] = variance[g * free() + h].add(
              ties.multiply(quotient(atRisk[g], n)).multiply(quotient((g == h ? n : 0) - atRisk[h], n)));
        }
      }
    }
    return new PlainTerms(IntegerVector.of(observed), scaled(expected, EXPECTED_BITS), scaled(variance, VARIANCE_BITS));
  }

  private static BigDecimal quotient(long dividend, long divisor) {
    return BigDecimal.valueOf(dividend).divide(BigDecimal.valueOf(divisor), MathContext.DECIMAL128);
  }

  private static IntegerVector scaled(BigDecimal[] values, int bits) {
    BigDecimal factor = new BigDecimal(BigInteger.ONE.shiftLeft(bits));
    return IntegerVector.of(Arrays.stream(values).map(value -> value.multiply(factor).toBigInteger()).toList());
  }

  private static BigDecimal[] filled(int length) {
    BigDecimal[] zeros = new BigDecimal[length];
    Arrays.fill(zeros, BigDecimal.ZERO);
    return zeros;
  }
}
