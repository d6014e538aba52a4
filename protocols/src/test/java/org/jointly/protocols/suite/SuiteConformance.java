package org.jointly.protocols.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.value.SInt;
import dk.alexandra.fresco.lib.common.compare.Comparison;
import dk.alexandra.fresco.lib.common.math.AdvancedNumeric;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.Reach;
import org.jointly.protocols.numeric.Reached;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.simulation.PartyOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every protocol suite must do: extended once per suite, run on all its settings.
 *
 * <p>Every party's output is checked, against the plain computation.
 */
public abstract class SuiteConformance extends SuiteTestBed {
  private static final PartyIndex FIRST = new PartyIndex(1);
  private static final PartyIndex SECOND = new PartyIndex(2);

  private void elementwise(
      SecurityModel model, VectorProgram program, BiFunction<Long, Long, Long> plain) {
    lengths().forEach(length -> {
      IntegerVector left = signed(length, 1);
      IntegerVector right = signed(length, 2);
      IntegerVector expected = IntegerVector.of(
          IntStream.range(0, length).mapToLong(i -> plain.apply(left.longAt(i), right.longAt(i))).toArray());
      check(model, List.of(left, right), program, expected);
    });
  }

  /** Numbers of 25 bits and a sign, the edges first; their products fit the smallest field. */
  private static IntegerVector signed(int length, int seed) {
    long bound = (1L << 25) - 1;
    Random random = new Random(seed);
    long[] values = LongStream.generate(() -> random.nextLong(-bound, bound + 1)).limit(length).toArray();
    long[] edges = {bound, -bound, 0, 1, -1};
    System.arraycopy(edges, 0, values, 0, Math.min(edges.length, length));
    return IntegerVector.of(values);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void input_opened_isTheInput(SecurityModel model) {
    elementwise(model, (vectors, in) -> in.get(0), (a, b) -> a);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void add_ofSecrets_isTheSum(SecurityModel model) {
    elementwise(model, (vectors, in) -> vectors.add(in.get(0), in.get(1)), Long::sum);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void subtract_ofSecrets_isTheDifference(SecurityModel model) {
    elementwise(model, (vectors, in) -> vectors.subtract(in.get(0), in.get(1)), (a, b) -> a - b);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void multiply_ofSecrets_isTheProduct(SecurityModel model) {
    elementwise(model, (vectors, in) -> vectors.multiply(in.get(0), in.get(1)), (a, b) -> a * b);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void publicOperands_areAddedAndScaled(SecurityModel model) {
    lengths().forEach(length -> {
      IntegerVector secret = signed(length, 1);
      IntegerVector factors = signed(length, 2);
      IntegerVector terms = signed(length, 3);
      long[] expected = IntStream.range(0, length)
          .mapToLong(i -> secret.longAt(i) * factors.longAt(i) + terms.longAt(i) + terms.longAt(i))
          .toArray();
      check(
          model,
          List.of(secret),
          (vectors, in) -> vectors.add(
              vectors.add(vectors.scale(in.get(0), factors), terms), vectors.known(terms)),
          IntegerVector.of(expected));
    });
  }

  @ParameterizedTest
  @MethodSource("settings")
  void chainOfLocalWork_ofAnyLength_needsNoStack(SecurityModel model) {
    IntegerVector vector = signed(2, 1);
    IntegerVector ones = IntegerVector.of(1, 1);
    int steps = 20_000;

    check(
        model,
        List.of(vector),
        (vectors, in) -> {
          DRes<SecretVector> sum = vectors.multiply(in.get(0), vectors.known(ones));
          for (int i = 0; i < steps; i++) {
            sum = vectors.add(sum, ones);
          }
          return sum;
        },
        IntegerVector.of(vector.longAt(0) + steps, vector.longAt(1) + steps));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void multiply_byASingleElement_scalesEveryElement(SecurityModel model) {
    IntegerVector vector = signed(9, 1);
    IntegerVector expected =
        IntegerVector.of(IntStream.range(0, 9).mapToLong(i -> -3 * vector.longAt(i)).toArray());

    check(model, List.of(vector, IntegerVector.of(-3)), (v, in) -> v.multiply(in.get(0), in.get(1)), expected);
    check(model, List.of(vector, IntegerVector.of(-3)), (v, in) -> v.multiply(in.get(1), in.get(0)), expected);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void sumOfInputs_addsTheVectorsOfAllParties(SecurityModel model) {
    lengths().forEach(length -> {
      List<PartyOutcome<IntegerVector>> outcomes = simulation(model).run((me, session) -> session.run("test", root -> {
        DRes<SecretVector> total = VectorNumeric.using(root).sumOfInputs(signed(length, me.value()), length);
        return VectorNumeric.using(root).open("total", total);
      }));

      long[] expected = new long[length];
      for (int party = 1; party <= model.parties(); party++) {
        IntegerVector values = signed(length, party);
        Arrays.setAll(expected, i -> expected[i] + values.longAt(i));
      }
      assertThat(outcomes)
          .allSatisfy(outcome -> assertEqual(outcome.result(), IntegerVector.of(expected), outcome.party()));
    });
  }

  @ParameterizedTest
  @MethodSource("settings")
  void anyOf_isOneWhereAnyPartyHasABit(SecurityModel model) {
    int parties = model.parties();
    int length = 2 * parties + 1;
    List<PartyOutcome<IntegerVector>> outcomes = simulation(model).run((me, session) -> session.run("test", root -> root
        .seq(seq -> VectorNumeric.using(seq).sumOfBits(
            IntegerVector.of(IntStream.range(0, length).mapToLong(i -> has(me, i, parties) ? 1 : 0).toArray()), length))
        .seq((seq, sums) -> VectorNumeric.using(seq).anyOf(DRes.of(sums), length))
        .seq((seq, any) -> VectorNumeric.using(seq).open("any", DRes.of(any)))));

    long[] expected = IntStream.range(0, length).mapToLong(i -> i == 0 ? 0 : 1).toArray();
    assertThat(outcomes).allSatisfy(outcome -> assertEqual(outcome.result(), IntegerVector.of(expected), outcome.party()));
  }

  /** None, then each party alone, then as many as one likes up to all. */
  private static boolean has(PartyIndex me, int place, int parties) {
    return place <= parties ? me.value() == place : me.value() <= place - parties;
  }

  @ParameterizedTest
  @MethodSource("settings")
  void innerProduct_isTheSumOfProducts(SecurityModel model) {
    lengths().forEach(length -> {
      IntegerVector left = signed(length, 1);
      IntegerVector right = unsigned(length, 5, 2);
      long expected = IntStream.range(0, length).mapToLong(i -> left.longAt(i) * right.longAt(i)).sum();
      check(model, List.of(left, right), (v, in) -> v.innerProduct(in.get(0), in.get(1)), IntegerVector.of(expected));
    });
  }

  @ParameterizedTest
  @MethodSource("settings")
  void sums_areWholeAndPrefix(SecurityModel model) {
    lengths().forEach(length -> {
      IntegerVector vector = signed(length, 1);
      long[] prefix = vector.toLongs();
      for (int i = 1; i < length; i++) {
        prefix[i] += prefix[i - 1];
      }
      check(model, List.of(vector), (v, in) -> v.prefixSum(in.get(0)), IntegerVector.of(prefix));
      long total = length == 0 ? 0 : prefix[length - 1];
      check(model, List.of(vector), (v, in) -> v.sum(in.get(0)), IntegerVector.of(total));
    });
  }

  @ParameterizedTest
  @MethodSource("settings")
  void gather_andConcatenate_placeElements(SecurityModel model) {
    check(
        model,
        List.of(IntegerVector.of(10, 11, 12), IntegerVector.of(), IntegerVector.of(20)),
        (v, in) -> v.concatenate(List.of(in.get(2), in.get(1), v.gather(in.get(0), new int[] {2, 0, 2}), in.get(0))),
        IntegerVector.of(20, 12, 10, 12, 10, 11, 12));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void select_takesOneOrTheOther(SecurityModel model) {
    check(
        model,
        List.of(IntegerVector.of(1, 0, 0, 1), IntegerVector.of(5, 6, -7, -8), IntegerVector.of(50, 60, -70, -80)),
        (v, in) -> v.select(in.get(0), in.get(1), in.get(2)),
        IntegerVector.of(5, 60, -70, -8));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void atLeast_comparesWithPublicThresholds(SecurityModel model) {
    int bits = comparedBits(model);
    long top = (1L << bits) - 1;
    IntegerVector values = IntegerVector.of(0, 10, 11, 12, top, top - 1, 0, top, 5);
    IntegerVector thresholds = IntegerVector.of(11, 11, 11, 11, top, top, 0, 0, 1);

    check(
        model,
        List.of(values),
        (v, in) -> v.atLeast(in.get(0), thresholds, bits),
        IntegerVector.of(0, 0, 1, 1, 1, 0, 1, 1, 1));
  }

  /** Suites that would do best by comparing say so; the others answer right for every count around the threshold. */
  @ParameterizedTest
  @MethodSource("settings")
  void openReached_tellsWhichCountsReachTheirThresholds(SecurityModel model) {
    IntegerVector counts = IntegerVector.of(IntStream.range(0, 15).mapToLong(i -> i).toArray());
    for (long threshold : new long[] {1, 2, 3, 4, 5, 11, 12}) {
      reached(model, counts, new Threshold(threshold, 6), i -> i >= threshold);
      if (threshold > 1) {
        reached(model, counts, new Threshold(threshold, 6, true), i -> i >= threshold || i == 0);
      }
    }
  }

  /** Alone; with a count that stands for all of them; and all of them together. */
  private void reached(SecurityModel model, IntegerVector counts, Threshold bound, IntPredicate holds) {
    int length = counts.length();
    List<PartyOutcome<List<IntegerVector>>> outcomes = simulation(model).run((me, session) -> session.run("test", root ->
        root.par(par -> DRes.of(input(par, me, List.of(counts, IntegerVector.of(7), counts.slice(length - 3, length)))))
            .par((par, in) -> {
              Reach each = new Reach(in.get(0), length, bound);
              List<Reached> questions = List.of(
                  new Reached("each", List.of(each), false),
                  new Reached("and one", List.of(each, new Reach(in.get(1), 1, 7, 6)), false),
                  new Reached("but one", List.of(new Reach(in.get(1), 1, 8, 6), each), false),
                  new Reached("together", List.of(each), true),
                  new Reached("the last", List.of(new Reach(in.get(2), 3, bound)), true));
              List<Optional<DRes<IntegerVector>>> answers = VectorNumeric.using(par).openReached(questions);
              assertThat(answers).hasSameSizeAs(questions);
              return () -> answers.stream().flatMap(Optional::stream).map(DRes::out).toList();
            })));

    IntegerVector each = IntegerVector.of(IntStream.range(0, length).mapToLong(i -> holds.test(i) ? 1 : 0).toArray());
    boolean all = IntStream.range(0, length).allMatch(holds);
    boolean last = IntStream.range(length - 3, length).allMatch(holds);
    List<IntegerVector> expected =
        List.of(each, each, IntegerVector.zeros(length), IntegerVector.of(all ? 1 : 0), IntegerVector.of(last ? 1 : 0));
    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.result().stream().map(SuiteTestBed::values))
        .as("%s at party %s", bound, outcome.party())
        .isEqualTo(opensByProduct(model) ? expected.stream().map(SuiteTestBed::values).toList() : List.of()));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void lessThan_comparesSecrets(SecurityModel model) {
    int bits = comparedBits(model);
    long top = (1L << bits) - 1;
    IntegerVector left = IntegerVector.of(0, 0, 1, top, top, 0, top - 1, 77);
    IntegerVector right = IntegerVector.of(0, 1, 0, top, 0, top, top, 78);

    check(
        model,
        List.of(left, right),
        (v, in) -> v.lessThan(in.get(0), in.get(1), bits),
        IntegerVector.of(0, 1, 0, 0, 0, 1, 1, 1));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void randomBits_areBitsOfBothKinds(SecurityModel model) {
    List<PartyOutcome<IntegerVector>> outcomes = simulation(model).run((me, session) -> session.run("test", root -> {
      VectorNumeric vectors = VectorNumeric.using(root);
      return vectors.open("bits", vectors.randomBits(200));
    }));

    List<BigInteger> bits = values(outcomes.get(0).result());
    assertThat(bits).containsOnly(BigInteger.ZERO, BigInteger.ONE);
    // 200 fair bits have fewer than 50 ones, or fewer than 50 zeros, with probability below 2^-39.
    assertThat(bits.stream().mapToInt(BigInteger::intValue).sum()).isBetween(50, 150);
    assertThat(outcomes).allSatisfy(outcome -> assertThat(values(outcome.result())).isEqualTo(bits));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void openToOne_opensToNobodyElse(SecurityModel model) {
    IntegerVector secret = signed(5, 1);

    List<PartyOutcome<Optional<IntegerVector>>> outcomes =
        simulation(model).run((me, session) -> session.run("test", root -> {
          VectorNumeric vectors = VectorNumeric.using(root);
          Optional<IntegerVector> mine = me.equals(FIRST) ? Optional.of(secret) : Optional.empty();
          return vectors.open("result", vectors.input(mine, 5, FIRST), SECOND);
        }));

    assertThat(outcomes).allSatisfy(outcome ->
        assertThat(outcome.result()).isEqualTo(
            outcome.party().equals(SECOND) ? Optional.of(secret) : Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void frescoNumeric_runsUnchanged(SecurityModel model) {
    List<PartyOutcome<List<BigInteger>>> outcomes = simulation(model).run((me, session) -> session.run("test", root -> {
      DRes<SInt> a = root.numeric().input(me.equals(FIRST) ? BigInteger.valueOf(7) : null, 1);
      DRes<SInt> b = root.numeric().input(me.equals(SECOND) ? BigInteger.valueOf(-3) : null, 2);
      List<DRes<SInt>> results = List.of(
          root.numeric().add(1, a),
          root.numeric().sub(a, b),
          root.numeric().sub(1, b),
          root.numeric().sub(a, 2),
          root.numeric().mult(a, b),
          root.numeric().mult(5, a),
          root.numeric().add(a, root.numeric().known(9)),
          AdvancedNumeric.using(root).sum(List.of(a, a, b)),
          AdvancedNumeric.using(root).product(List.of(a, a, b)),
          AdvancedNumeric.using(root).innerProduct(List.of(a, b), List.of(b, b)));
      List<DRes<BigInteger>> opened = results.stream().map(root.numeric()::open).toList();
      BigInteger modulus = root.getBasicNumericContext().getModulus();
      return () -> opened.stream().map(value -> value.out().add(BigInteger.TEN.pow(4)).mod(modulus)).toList();
    }));

    List<BigInteger> expected = LongStream.of(8, 10, 4, 5, -21, 35, 16, 11, -147, -12)
        .mapToObj(value -> BigInteger.valueOf(value + 10_000))
        .toList();
    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.result()).isEqualTo(expected));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void frescoComparison_runsUnchanged(SecurityModel model) {
    List<PartyOutcome<List<BigInteger>>> outcomes = simulation(model).run((me, session) -> session.run("test", root ->
        root.seq(seq -> {
          DRes<SInt> a = seq.numeric().known(1000);
          DRes<SInt> b = seq.numeric().known(1001);
          List<DRes<SInt>> results = List.of(
              Comparison.using(seq).compareLT(a, b),
              Comparison.using(seq).compareLT(b, a),
              Comparison.using(seq).compareLT(a, a),
              Comparison.using(seq).equals(a, b),
              Comparison.using(seq).equals(b, b));
          return DRes.of(results);
        }).seq((seq, results) -> {
          List<DRes<BigInteger>> opened = results.stream().map(seq.numeric()::open).toList();
          return () -> opened.stream().map(DRes::out).toList();
        })));

    List<BigInteger> expected = LongStream.of(1, 0, 0, 0, 1).mapToObj(BigInteger::valueOf).toList();
    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.result()).isEqualTo(expected));
  }
}
