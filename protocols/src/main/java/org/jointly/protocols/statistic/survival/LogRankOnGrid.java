package org.jointly.protocols.statistic.survival;

import dk.alexandra.fresco.framework.DRes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;

/**
 * The log-rank terms of {@link LogRankTerms}, summed over a public grid, from secret numbers of events and of rows that leave: computed on
 * shares.
 *
 * <pre>
 *   n_g   at risk: who leaves now or later             d, n   sums over groups
 *   p_g = n_g/n                                        r = (d−1)/(n−1)      0 where d = 0
 *   E_g = Σ d·p_g                                      V_gh = Σ d·(1−r)·p_g·([g=h] − p_h)
 * </pre>
 *
 * <p>Fractions are cut off after {@value #LONG_BITS} binary digits: E and V are off by less than 2^-46 for each event, and so by less
 * than 1e-10 of themselves even where a group is a thousandth of those at risk. V is the sum of parts, so that no product leaves the field:
 * with v the digits of r after the first {@value #TIES_BITS} and u = 1 − r + v, s the first {@value #SHORT_BITS} digits of p, t the others and
 * q its first {@value #ROUGH_BITS},
 *
 * <pre>
 *   V_gh = Σ d·u·(p_g·[g=h] − s_g·s_h − q_g·t_h − t_g·q_h) − Σ d·v·q_g·([g=h] − q_h)
 * </pre>
 *
 * <p>What is left out are t·t and t·(s − q), below 2^-59. A fraction of 1 is one digit short of it, so that a group that is alone at risk
 * leaves a trace below that.
 *
 * <p>Source of the division: school; of the terms: Mantel, Cancer Chemotherapy Reports 1966.
 *
 * <p>Rounds: one comparison; for each digit a comparison and a product; four products. Elements: for T points and G groups 2·T
 * comparisons, then G·T divisions.
 *
 * @param bits of every sum of rows
 */
record LogRankOnGrid(int points, int groups, int bits) {
  static final int ROUGH_BITS = 24;
  static final int TIES_BITS = 32;
  static final int SHORT_BITS = 36;
  static final int LONG_BITS = 48;
  /** Behind the point of E. */
  static final int EXPECTED_BITS = LONG_BITS;
  /** Behind the point of V. */
  static final int VARIANCE_BITS = TIES_BITS + 2 * SHORT_BITS;

  /** u·s·s, u·t·q, u·q·t and v·q·q, in this order. */
  private static final int PARTS_OF_VARIANCE = 4;
  private static final int[] PARTS = {ROUGH_BITS, TIES_BITS - ROUGH_BITS, SHORT_BITS - TIES_BITS, LONG_BITS - SHORT_BITS};

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

  /** @param events,leaving group after group, point after point */
  Terms joint(VectorNumeric vectors, DRes<SecretVector> events, DRes<SecretVector> leaving) {
    List<DRes<SecretVector>> atRisk =
        IntStream.range(0, groups).mapToObj(group -> suffixSums(vectors, group(vectors, leaving, group))).toList();
    DRes<SecretVector> d = sum(vectors, IntStream.range(0, groups).mapToObj(group -> group(vectors, events, group)).toList());
    DRes<SecretVector> n = sum(vectors, atRisk);
    DRes<SecretVector> some = vectors.atLeast(vectors.concatenate(List.of(d, n)), constant(2 * points, 1), bits);
    List<DRes<SecretVector>> dividends = new ArrayList<>(atRisk.subList(0, free()));
    dividends.add(vectors.subtract(d, range(vectors, some, 0, points)));
    List<DRes<SecretVector>> divisors = new ArrayList<>();
    IntStream.range(0, free()).forEach(group -> divisors.add(n));
    divisors.add(vectors.subtract(n, range(vectors, some, points, 2 * points)));
    List<DRes<SecretVector>> digits =
        vectors.fractionDigits(vectors.concatenate(dividends), vectors.concatenate(divisors), groups * points, bits, PARTS);
    return terms(vectors, events, d, digits);
  }

  private Terms terms(VectorNumeric vectors, DRes<SecretVector> events, DRes<SecretVector> d, List<DRes<SecretVector>> digits) {
    int free = free() * points;
    int all = free + points;
    DRes<SecretVector> rough = range(vectors, digits.get(0), 0, free);
    DRes<SecretVector> first = join(vectors, digits.get(0), digits.get(1), PARTS[1], all);
    DRes<SecretVector> shorter = join(vectors, range(vectors, first, 0, free), range(vectors, digits.get(2), 0, free), PARTS[2], free);
    DRes<SecretVector> last = range(vectors, digits.get(3), 0, free);
    DRes<SecretVector> longer = join(vectors, shorter, last, PARTS[3], free);
    DRes<SecretVector> untied =
        vectors.subtract(vectors.known(constant(points, 1L << TIES_BITS)), range(vectors, first, free, all));
    DRes<SecretVector> rest =
        join(vectors, range(vectors, digits.get(2), free, all), range(vectors, digits.get(3), free, all), PARTS[3], points);
    DRes<SecretVector> scales = vectors.multiply(vectors.concatenate(List.of(d, d)), vectors.concatenate(List.of(untied, rest)));
    DRes<SecretVector> restScale = vectors.scale(
        range(vectors, scales, points, 2 * points), constant(points, -(1L << VARIANCE_BITS - LONG_BITS - 2 * ROUGH_BITS)));
    DRes<SecretVector> scaled = vectors.multiply(
        vectors.concatenate(List.of(vectors.gather(scales, again(3 * free)), vectors.gather(restScale, again(free)))),
        vectors.concatenate(List.of(shorter, last, rough, rough)));
    DRes<SecretVector> variance = vectors.subtract(
        diagonal(vectors, scaled),
        vectors.matrixProduct(
            vectors.gather(scaled, rowAfterRow()),
            vectors.gather(vectors.concatenate(List.of(shorter, rough, last, rough)), turned(PARTS_OF_VARIANCE)),
            PARTS_OF_VARIANCE * points));
    DRes<SecretVector> expected = vectors.matrixProduct(d, vectors.gather(longer, turned(1)), points);
    DRes<SecretVector> observed = vectors.concatenate(
        IntStream.range(0, groups).mapToObj(group -> vectors.sum(group(vectors, events, group))).toList());
    return new Terms(observed, expected, variance);
  }

  /** Σ d·u·p_g − Σ d·v·q_g, each where g = h. */
  private DRes<SecretVector> diagonal(VectorNumeric vectors, DRes<SecretVector> scaled) {
    List<DRes<SecretVector>> cells = new ArrayList<>();
    for (int g = 0; g < free(); g++) {
      for (int h = 0; h < free(); h++) {
        cells.add(g == h
            ? sum(vectors, List.of(
                partSum(vectors, scaled, 0, g, SHORT_BITS),
                partSum(vectors, scaled, 1, g, VARIANCE_BITS - TIES_BITS - LONG_BITS),
                partSum(vectors, scaled, 3, g, ROUGH_BITS)))
            : vectors.known(IntegerVector.zeros(1)));
      }
    }
    return vectors.concatenate(cells);
  }

  private DRes<SecretVector> partSum(VectorNumeric vectors, DRes<SecretVector> scaled, int part, int group, int bits) {
    return vectors.scale(vectors.sum(group(vectors, scaled, part * free() + group)), constant(1, 1L << bits));
  }

  /** From part after part, each group after group, to group after group with all its parts. */
  private int[] rowAfterRow() {
    return IntStream.range(0, free() * PARTS_OF_VARIANCE * points)
        .map(i -> i / points % PARTS_OF_VARIANCE * free() * points + i / points / PARTS_OF_VARIANCE * points + i % points)
        .toArray();
  }

  /** From part after part, each group after group, to part after part, each point after point. */
  private int[] turned(int parts) {
    return IntStream.range(0, parts * points * free())
        .map(i -> i / free() / points * free() * points + i % free() * points + i / free() % points)
        .toArray();
  }

  private int[] again(int length) {
    return IntStream.range(0, length).map(i -> i % points).toArray();
  }

  private static DRes<SecretVector> join(
      VectorNumeric vectors, DRes<SecretVector> high, DRes<SecretVector> low, int lowBits, int length) {
    return vectors.add(vectors.scale(high, constant(length, 1L << lowBits)), low);
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

  private static IntegerVector constant(int length, long value) {
    long[] values = new long[length];
    Arrays.fill(values, value);
    return IntegerVector.of(values);
  }

  /**
   * The same on plain numbers, to the last digit.
   *
   * @param observed per group
   */
  record PlainTerms(IntegerVector observed, IntegerVector expected, IntegerVector variance) {}

  PlainTerms joint(long[] events, long[] leaving) {
    long[] observed = new long[groups];
    BigInteger[] expected = filled(free());
    BigInteger[] variance = filled(free() * free());
    long[] atRisk = new long[groups];
    for (int point = points - 1; point >= 0; point--) {
      long d = 0;
      long n = 0;
      for (int group = 0; group < groups; group++) {
        atRisk[group] += leaving[group * points + point];
        observed[group] += events[group * points + point];
        d += events[group * points + point];
        n += atRisk[group];
      }
      long ties = digits(Math.max(0, d - 1), Math.max(0, n - 1), LONG_BITS);
      int restBits = LONG_BITS - TIES_BITS;
      BigInteger scale = BigInteger.valueOf(d).multiply(BigInteger.valueOf((1L << TIES_BITS) - (ties >> restBits)));
      BigInteger rest = BigInteger.valueOf(d).multiply(BigInteger.valueOf(ties & (1L << restBits) - 1));
      for (int g = 0; g < free(); g++) {
        expected[g] = expected[g].add(BigInteger.valueOf(d).multiply(BigInteger.valueOf(digits(atRisk[g], n, LONG_BITS))));
        for (int h = 0; h < free(); h++) {
          variance[g * free() + h] = variance[g * free() + h]
              .add(scale.multiply(product(digits(atRisk[g], n, LONG_BITS), digits(atRisk[h], n, LONG_BITS), g == h)))
              .subtract(rest.multiply(roughProduct(digits(atRisk[g], n, ROUGH_BITS), digits(atRisk[h], n, ROUGH_BITS), g == h))
                  .shiftLeft(VARIANCE_BITS - LONG_BITS - 2 * ROUGH_BITS));
        }
      }
    }
    return new PlainTerms(IntegerVector.of(observed), IntegerVector.of(List.of(expected)), IntegerVector.of(List.of(variance)));
  }

  /** p·([g=h] − p'), of all digits but what is left out, times 2^(2·SHORT_BITS). */
  private static BigInteger product(long p, long other, boolean same) {
    int lastBits = LONG_BITS - SHORT_BITS;
    long last = p & (1L << lastBits) - 1;
    long otherLast = other & (1L << lastBits) - 1;
    BigInteger short2 = BigInteger.valueOf(p >> lastBits).multiply(BigInteger.valueOf(other >> lastBits));
    BigInteger mixed = BigInteger.valueOf((p >> LONG_BITS - ROUGH_BITS) * otherLast + last * (other >> LONG_BITS - ROUGH_BITS));
    BigInteger own = same ? BigInteger.valueOf(p).shiftLeft(2 * SHORT_BITS - LONG_BITS) : BigInteger.ZERO;
    return own.subtract(short2).subtract(mixed);
  }

  private static BigInteger roughProduct(long p, long other, boolean same) {
    return BigInteger.valueOf(p).multiply(BigInteger.valueOf((same ? 1L << ROUGH_BITS : 0) - other));
  }

  private static BigInteger[] filled(int length) {
    BigInteger[] zeros = new BigInteger[length];
    Arrays.fill(zeros, BigInteger.ZERO);
    return zeros;
  }

  private static long digits(long dividend, long divisor, int digits) {
    return dividend == divisor
        ? (1L << digits) - 1
        : BigInteger.valueOf(dividend).shiftLeft(digits).divide(BigInteger.valueOf(divisor)).longValueExact();
  }
}
