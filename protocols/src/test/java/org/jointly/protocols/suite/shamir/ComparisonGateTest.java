package org.jointly.protocols.suite.shamir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.alexandra.fresco.framework.DRes;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jointly.protocols.field.PrimeFields;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.simulation.PartyOutcome;
import org.jointly.protocols.simulation.Simulation;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Openings;
import org.jointly.protocols.suite.SecurityModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonGateTest {

  static Stream<Arguments> settings() {
    return IntStream.of(3, 4, 5, 6, 7, 9).boxed().flatMap(n -> Stream.of(
        Arguments.of(model(n, 61), 1),
        Arguments.of(model(n, 61), 2),
        Arguments.of(model(n, 61), 5),
        Arguments.of(model(n, 61), 20),
        Arguments.of(model(n, 61), ComparisonGate.maxBits(PrimeFields.MERSENNE_61, (n - 1) / 2)),
        Arguments.of(model(n, 127), 33),
        Arguments.of(model(n, 127), ComparisonGate.maxBits(PrimeFields.MERSENNE_127, (n - 1) / 2))));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void atLeast_ofBoundaryAndRandomValues_isTheComparison(SecurityModel model, int bits) {
    Pairs pairs = Pairs.of(bits);

    check(model, pairs, (vectors, secrets) -> vectors.atLeast(secrets.get(0), pairs.right, bits),
        (value, threshold) -> value.compareTo(threshold) >= 0);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void lessThan_ofBoundaryAndRandomValues_isTheComparison(SecurityModel model, int bits) {
    Pairs pairs = Pairs.of(bits);

    check(model, pairs, (vectors, secrets) -> vectors.lessThan(secrets.get(0), secrets.get(1), bits),
        (left, right) -> left.compareTo(right) < 0);
  }

  @ParameterizedTest
  @CsvSource({"3,0", "3,1", "3,63", "3,64", "3,65", "3,1000", "3,17000", "5,0", "5,1", "5,63", "5,64", "5,65", "5,1000"})
  void atLeast_ofAnyLength_isTheComparison(int parties, int length) {
    long[] values = new Random(length).longs(length, 0, 1 << 10).toArray();
    long[] thresholds = new Random(length + 1).longs(length, 0, 1 << 10).toArray();
    Pairs pairs = new Pairs(IntegerVector.of(values), IntegerVector.of(thresholds));

    check(model(parties, 61), pairs, (vectors, secrets) -> vectors.atLeast(secrets.get(0), pairs.right, 10),
        (value, threshold) -> value.compareTo(threshold) >= 0);
  }

  /** Shares that are equal at all parties, as those of public values: the summands of the rotation are then not random. */
  @ParameterizedTest
  @ValueSource(ints = {3, 5, 7})
  void atLeast_ofPublicValues_isTheComparison(int parties) {
    Pairs pairs = Pairs.of(30);

    List<PartyOutcome<IntegerVector>> outcomes = simulation(model(parties, 61)).run((me, session) ->
        session.run("joint", root -> root
            .seq(seq -> VectorNumeric.using(seq).known(pairs.left))
            .seq((seq, x) -> VectorNumeric.using(seq).atLeast(DRes.of(x), pairs.right, 30))
            .seq((seq, bits) -> VectorNumeric.using(seq).open("bits", DRes.of(bits)))));

    assertThat(outcomes).allSatisfy(outcome ->
        assertThat(outcome.result()).isEqualTo(pairs.map((x, k) -> x.compareTo(k) >= 0)));
  }

  /**
   * Why comparisons are exact: over 2^5-1, for every way to add up to a number y that leaves h bits free, the sum of the rotated summands
   * and t is y behind h places. Also where a liar deals the bits of p for 0, as long as one summand is honest.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void rotatedSummands_ofEveryNumber_addUpToItBehindTheGuardPlaces(int threshold) {
    int q = 5;
    int p = (1 << q) - 1;
    int guard = BitCircuitGate.guardPlaces(threshold);
    int tried = 0;
    for (int liars = 0; liars < 1 << q * threshold; liars++) {
      for (int honest = 0; honest < p; honest++) {
        int sum = honest;
        int rotated = threshold + rotated(honest, guard, q);
        for (int j = 0; j < threshold; j++) {
          int summand = liars >>> q * j & p;
          sum += summand;
          rotated += rotated(summand, guard, q);
        }
        int y = sum % p;
        if (y < 1 << q - guard) {
          assertThat(rotated >>> guard & (1 << q - guard) - 1).as("liars %s, honest %s", liars, honest).isEqualTo(y);
          tried++;
        }
      }
    }
    assertThat(tried).isGreaterThan(1 << q);
  }

  private static int rotated(int number, int places, int bits) {
    return (number << places | number >>> bits - places) & (1 << bits) - 1;
  }

  /** Whoever puts in a number beyond its bounds gets some answer, but no more than one bit; the malicious gate verifies it as any other. */
  @ParameterizedTest
  @CsvSource({"3, SEMI_HONEST", "5, SEMI_HONEST", "3, MALICIOUS", "4, MALICIOUS", "5, MALICIOUS"})
  void atLeast_ofNumbersBeyondTheirBounds_isABit(int parties, Adversary adversary) {
    long seed = System.nanoTime();
    System.out.println("ComparisonGateTest seed " + seed);
    long most = (1L << 60) - 1;
    long[] beyond = LongStream.concat(
        LongStream.of(1 << 10, -1, -(1 << 10), 1L << 40, most, -most, most - 1, 1L << 58, 1L << 59),
        new Random(seed).longs(30, -most, most)).toArray();
    SecurityModel model = new ShamirSuite().model(parties, adversary, 59, 10);

    List<PartyOutcome<IntegerVector>> outcomes = simulation(model).run((me, session) -> session.run("joint", root -> root
        .seq(seq -> VectorNumeric.using(seq).sumOfInputs(
            me.value() == 2 ? IntegerVector.of(beyond) : IntegerVector.zeros(beyond.length), beyond.length))
        .seq((seq, x) -> VectorNumeric.using(seq).atLeast(
            DRes.of(x), IntegerVector.of(LongStream.generate(() -> 11).limit(beyond.length).toArray()), 10))
        .seq((seq, bits) -> VectorNumeric.using(seq).open("bits", DRes.of(bits)))));

    assertThat(outcomes).allSatisfy(outcome ->
        assertThat(LongStream.of(outcome.result().toLongs()).boxed()).as("seed %s", seed).isSubsetOf(0L, 1L));
  }

  @Test
  void comparisons_inParallel_shareTheirRounds() {
    Pairs pairs = Pairs.of(20);

    List<PartyOutcome<IntegerVector>> outcomes = simulation(model(3, 61)).run((me, session) ->
        session.run("joint", root -> root
            .par(par -> {
              VectorNumeric vectors = VectorNumeric.using(par);
              DRes<SecretVector> known = vectors.known(pairs.left);
              return DRes.of(List.of(known, known));
            })
            .par((par, x) -> {
              VectorNumeric vectors = VectorNumeric.using(par);
              return DRes.of(List.of(
                  vectors.atLeast(x.get(0), pairs.right, 20), vectors.atLeast(x.get(1), pairs.right, 25)));
            })
            .seq((seq, bits) -> VectorNumeric.using(seq).open("bits", VectorNumeric.using(seq).concatenate(bits)))));

    IntegerVector expected = pairs.map((x, k) -> x.compareTo(k) >= 0);
    assertThat(outcomes).allSatisfy(outcome -> {
      assertThat(outcome.result().slice(0, expected.length())).isEqualTo(expected);
      assertThat(outcome.result().slice(expected.length(), 2 * expected.length())).isEqualTo(expected);
      // The wider one has 26 places in 9 blocks: 3 + 4 rounds; and one opens.
      assertThat(outcome.trace().rounds().stream().filter(round -> round.step().equals("joint"))).hasSizeLessThanOrEqualTo(8);
    });
  }

  @Test
  void atLeast_ofThresholdsOrBitsOutOfRange_isRefused() {
    for (int bits : new int[] {0, 60}) {
      assertThatThrownBy(() -> atLeast(IntegerVector.of(0), bits))
          .hasMessageContaining("cannot be compared in 2^61-1");
    }
    assertThatThrownBy(() -> atLeast(IntegerVector.of(8), 3)).hasMessageContaining("threshold 0 is not in [0, 2^3)");
    assertThatThrownBy(() -> atLeast(IntegerVector.of(-1), 3)).hasMessageContaining("threshold 0 is not in [0, 2^3)");
    assertThatThrownBy(() -> atLeast(IntegerVector.of(1, 2), 3)).hasMessageContaining("2 elements, expected 1");
  }

  private static void atLeast(IntegerVector thresholds, int bits) {
    simulation(model(3, 61)).run((me, session) -> session.run("joint", root -> {
      VectorNumeric vectors = VectorNumeric.using(root);
      return vectors.atLeast(vectors.known(IntegerVector.of(1)), thresholds, bits);
    }));
  }

  private interface Program {
    DRes<SecretVector> on(VectorNumeric vectors, List<DRes<SecretVector>> secrets);
  }

  private interface Comparison {
    boolean holds(BigInteger left, BigInteger right);
  }

  /** Each secret vector is the sum of what all parties put in, so that shares are random. */
  private static void check(SecurityModel model, Pairs pairs, Program program, Comparison plain) {
    int length = pairs.left.length();
    List<PartyOutcome<IntegerVector>> outcomes = simulation(model).run((me, session) -> session.run("joint", root -> root
        .par(par -> {
          VectorNumeric vectors = VectorNumeric.using(par);
          IntegerVector nothing = IntegerVector.zeros(length);
          return DRes.of(List.of(
              vectors.sumOfInputs(me.value() == 2 ? pairs.left : nothing, length),
              vectors.sumOfInputs(me.value() == 3 ? pairs.right : nothing, length)));
        })
        .seq((seq, secrets) -> program.on(VectorNumeric.using(seq), secrets))
        .seq((seq, bits) -> VectorNumeric.using(seq).open("bits", DRes.of(bits)))));

    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.result()).isEqualTo(pairs.map(plain)));
  }

  private static Simulation simulation(SecurityModel model) {
    return Simulation.of(new ShamirSuite(), model, Openings::everyLabel);
  }

  static SecurityModel model(int parties, int fieldBits) {
    return new ShamirSuite().model(parties, Adversary.SEMI_HONEST, fieldBits == 61 ? 59 : 100, 0);
  }

  private record Pairs(IntegerVector left, IntegerVector right) {

    /** All pairs of edges and their neighbours, and random ones. */
    static Pairs of(int bits) {
      long seed = System.nanoTime();
      System.out.println("ComparisonGateTest seed " + seed);
      Random random = new Random(seed);
      BigInteger end = BigInteger.ONE.shiftLeft(bits);
      BigInteger middle = new BigInteger(bits, random);
      List<BigInteger> edges = LongStream.rangeClosed(-1, 1)
          .mapToObj(BigInteger::valueOf)
          .flatMap(near -> Stream.of(near, end.add(near), middle.add(near), end.shiftRight(1).add(near)))
          .filter(value -> value.signum() >= 0 && value.compareTo(end) < 0)
          .toList();
      List<BigInteger[]> pairs = Stream.concat(
          edges.stream().flatMap(l -> edges.stream().map(r -> new BigInteger[] {l, r})),
          Stream.generate(() -> new BigInteger[] {new BigInteger(bits, random), new BigInteger(bits, random)}).limit(50))
          .toList();
      return new Pairs(
          IntegerVector.of(pairs.stream().map(pair -> pair[0]).toList()),
          IntegerVector.of(pairs.stream().map(pair -> pair[1]).toList()));
    }

    IntegerVector map(Comparison comparison) {
      return IntegerVector.of(IntStream.range(0, left.length())
          .mapToLong(i -> comparison.holds(left.at(i), right.at(i)) ? 1 : 0)
          .toArray());
    }
  }
}
