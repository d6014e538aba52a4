package org.jointly.protocols.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.alexandra.fresco.framework.DRes;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.numeric.VectorNumeric;
import org.jointly.protocols.simulation.PartyOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every protocol suite must do beyond {@link SuiteConformance}: equality, bits, matrices, extremes, orders. */
public abstract class OrderConformance extends SuiteTestBed {

  /** How many rows to sort and shuffle. */
  protected abstract IntStream rows();

  /** The widest numbers to decompose; a suite that does it comparison by comparison may want narrower ones. */
  protected int decomposedBits(SecurityModel model) {
    return comparedBits(model);
  }

  /** The edges of [0, 2^bits), and random numbers. */
  private static IntegerVector edges(int bits, int seed) {
    long top = (1L << bits) - 1;
    return concatenated(IntegerVector.of(0, 0, 1, 1, top, top, top - 1, 1L << bits - 1, 0, top), unsigned(12, bits, seed));
  }

  private static IntegerVector mirrored(IntegerVector vector) {
    int last = vector.length() - 1;
    return IntegerVector.of(IntStream.rangeClosed(0, last)
        .mapToLong(i -> vector.longAt(i % 3 == 0 ? i : last - i))
        .toArray());
  }

  private static IntegerVector concatenated(IntegerVector first, IntegerVector second) {
    return IntegerVector.of(Stream.of(first, second).flatMapToLong(each -> Arrays.stream(each.toLongs())).toArray());
  }

  private interface Relation {
    boolean holds(long left, long right);
  }

  private static IntegerVector answers(IntegerVector left, IntegerVector right, Relation relation) {
    return IntegerVector.of(IntStream.range(0, left.length())
        .mapToLong(i -> relation.holds(left.longAt(i), right.longAt(i)) ? 1 : 0)
        .toArray());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void equal_isOneWhereBothAre(SecurityModel model) {
    int bits = comparedBits(model);
    IntegerVector left = edges(bits, 1);
    IntegerVector right = mirrored(left);
    IntegerVector expected = answers(left, right, (a, b) -> a == b);

    check(model, List.of(left, right), (v, in) -> v.equal(in.get(0), in.get(1), bits), expected);
    check(model, List.of(left), (v, in) -> v.equal(in.get(0), right, bits), expected);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void searchSorted_countsTheElementsBelow(SecurityModel model) {
    int bits = Math.min(6, comparedBits(model));
    long top = (1L << bits) - 1;
    for (int length : new int[] {1, 2, 7, 8, 9, 20}) {
      IntegerVector ascending = IntegerVector.of(LongStream.of(unsigned(length, bits, length).toLongs()).sorted().toArray());
      IntegerVector values = concatenated(
          IntegerVector.of(0, 1, top, ascending.longAt(0), ascending.longAt(length - 1), ascending.longAt(length / 2)),
          unsigned(3, bits, 3));
      IntegerVector expected = IntegerVector.of(LongStream.of(values.toLongs())
          .map(value -> LongStream.of(ascending.toLongs()).filter(element -> element < value).count())
          .toArray());

      check(model, List.of(ascending), (v, in) -> v.searchSorted(in.get(0), length, values, bits), expected);
    }
  }

  /** The last two mean nothing. */
  @ParameterizedTest
  @MethodSource("settings")
  void fractionDigits_areThoseOfTheFraction_toAFewInTheLast(SecurityModel model) {
    int bits = Math.min(20, comparedBits(model) - 4);
    long top = (1L << bits) - 1;
    long half = 1L << bits - 1;
    IntegerVector divisor = IntegerVector.of(1, 2, 3, 7, 1023, half - 1, half, half + 1, top, 0, -1);
    IntegerVector dividend = IntegerVector.of(0, 1, 0, 1, 2, 1, 2, 3, 1, 6, 341, 1023, half - 2, 1, half, half, 0, 1, top / 3, top, 1, 0);
    int[] over = {0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 6, 7, 8, 8, 8, 8, 9, 10};

    List<PartyOutcome<IntegerVector>> outcomes = rearranged(model, List.of(dividend, divisor), (v, in) -> {
      DRes<SecretVector> below = v.gather(in.get(1), over);
      List<DRes<SecretVector>> parts = v.fractionDigits(in.get(0), in.get(1), divisor.length(), over, bits, 8, 20);
      DRes<SecretVector> both = v.add(v.scale(parts.get(0), IntegerVector.repeated(over.length, 1 << 20)), parts.get(1));
      DRes<SecretVector> afterFirst = v.subtract(v.scale(in.get(0), IntegerVector.repeated(over.length, 1 << 8)), v.multiply(parts.get(0), below));
      DRes<SecretVector> afterBoth = v.subtract(v.scale(in.get(0), IntegerVector.repeated(over.length, 1 << 28)), v.multiply(both, below));
      return () -> List.of(afterFirst.out(), afterBoth.out());
    });

    outcomes.forEach(outcome -> IntStream.range(0, 2 * over.length).filter(i -> i % over.length < over.length - 2).forEach(i ->
        assertThat(outcome.result().at(i).longValueExact()).as("rest %d", i)
            .isBetween(-(model.parties() + 2) * divisor.longAt(over[i % over.length]), (model.parties() + 2) * divisor.longAt(over[i % over.length]))));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void atMost_andLessOrEqual_includeEquality(SecurityModel model) {
    int bits = comparedBits(model);
    IntegerVector left = edges(bits, 2);
    IntegerVector right = mirrored(left);
    IntegerVector expected = answers(left, right, (a, b) -> a <= b);

    check(model, List.of(left, right), (v, in) -> v.lessOrEqual(in.get(0), in.get(1), bits), expected);
    check(model, List.of(left), (v, in) -> v.atMost(in.get(0), right, bits), expected);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void comparisons_ofNothing_areNothing(SecurityModel model) {
    IntegerVector none = IntegerVector.of();

    check(model, List.of(none), (v, in) -> v.equal(in.get(0), in.get(0), 5), none);
    check(model, List.of(none), (v, in) -> v.atMost(in.get(0), none, 5), none);
    check(model, List.of(none), (v, in) -> v.decompose(in.get(0), 5), none);
    check(model, List.of(none), (v, in) -> v.matrixProduct(in.get(0), in.get(0), 3), none);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void decompose_isTheBitsPlaceByPlace(SecurityModel model) {
    for (int bits : new int[] {1, 2, 3, decomposedBits(model)}) {
      IntegerVector numbers = bits > 3
          ? edges(bits, 3)
          : IntegerVector.of(IntStream.range(0, 70).mapToLong(i -> i % (1 << bits)).toArray());
      long[] expected = IntStream.range(0, bits).boxed()
          .flatMapToLong(place -> Arrays.stream(numbers.toLongs()).map(number -> number >> place & 1))
          .toArray();

      check(model, List.of(numbers), (v, in) -> v.decompose(in.get(0), bits), IntegerVector.of(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void matrixProduct_isThat(SecurityModel model) {
    int[][] shapes = {{1, 1, 1}, {2, 3, 4}, {4, 1, 2}, {1, 5, 3}};
    for (int[] shape : shapes) {
      IntegerVector left = unsigned(shape[0] * shape[1], 10, 1);
      IntegerVector right = unsigned(shape[1] * shape[2], 10, 2);
      long[] expected = new long[shape[0] * shape[2]];
      for (int i = 0; i < expected.length; i++) {
        for (int k = 0; k < shape[1]; k++) {
          expected[i] += left.longAt(i / shape[2] * shape[1] + k) * right.longAt(k * shape[2] + i % shape[2]);
        }
      }

      check(
          model,
          List.of(left, right),
          (v, in) -> v.matrixProduct(in.get(0), in.get(1), shape[1]),
          IntegerVector.of(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void matrixProduct_ofUnevenLengths_isRefused(SecurityModel model) {
    IntegerVector five = unsigned(5, 10, 1);

    assertThatThrownBy(() -> check(model, List.of(five), (v, in) -> v.matrixProduct(in.get(0), in.get(0), 2), five))
        .hasMessageContaining("no side of 2");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void extremes_areTheFirstOfTheirKind(SecurityModel model) {
    int bits = comparedBits(model);
    long top = (1L << bits) - 1;
    for (IntegerVector numbers : List.of(
        IntegerVector.of(top), IntegerVector.of(3, 3, 3), IntegerVector.of(1, 0, top, 0, top), unsigned(13, bits, 4))) {
      List<Long> values = Arrays.stream(numbers.toLongs()).boxed().toList();
      long smallest = values.stream().min(Comparator.naturalOrder()).orElseThrow();
      long greatest = values.stream().max(Comparator.naturalOrder()).orElseThrow();

      check(
          model,
          List.of(numbers),
          (v, in) -> {
            DRes<VectorNumeric.Extreme> minimum = v.minimum(in.get(0), bits);
            DRes<VectorNumeric.Extreme> maximum = v.maximum(in.get(0), bits);
            return v.concatenate(List.of(
                () -> minimum.out().value(), () -> minimum.out().position(),
                () -> maximum.out().value(), () -> maximum.out().position()));
          },
          IntegerVector.of(smallest, values.indexOf(smallest), greatest, values.indexOf(greatest)));
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void minimum_ofNothing_isRefused(SecurityModel model) {
    IntegerVector none = IntegerVector.of();

    assertThatThrownBy(() -> check(model, List.of(none), (v, in) -> {
      DRes<VectorNumeric.Extreme> minimum = v.minimum(in.get(0), 5);
      return () -> minimum.out().value();
    }, none)).hasMessageContaining("an empty vector");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void sort_ordersByTheKeyAndKeepsRowsTogether(SecurityModel model) {
    int bits = Math.min(14, comparedBits(model));
    long top = (1L << bits) - 1;
    rows().forEach(length -> {
      checkSorted(model, unsigned(length, bits, length), bits);
      checkSorted(model, IntegerVector.of(new Random(length).longs(length, 0, 3).toArray()), bits);
    });
    checkSorted(model, IntegerVector.of(top, 0, top, 0, 0, top - 1, 1), bits);
    checkSorted(model, IntegerVector.of(5, 5, 5, 5, 5), 3);
    checkSorted(model, IntegerVector.of(1, 0, 1, 1, 0), 1);
    checkSorted(model, IntegerVector.of(9, 8, 7, 6, 5, 4, 3, 2, 1, 0), 4);
  }

  /** The payload tells rows apart; equal keys may come in any order. */
  private void checkSorted(SecurityModel model, IntegerVector keys, int bits) {
    int length = keys.length();
    IntegerVector payload = IntegerVector.of(IntStream.range(0, length).mapToLong(i -> 1000 - i).toArray());

    List<PartyOutcome<IntegerVector>> outcomes = rearranged(
        model, List.of(keys, payload), (vectors, columns) -> vectors.sort(columns, bits));

    long[] ordered = keys.toLongs();
    Arrays.sort(ordered);
    assertThat(outcomes).allSatisfy(outcome -> {
      List<BigInteger> table = values(outcome.result());
      assertThat(table.subList(0, length)).isEqualTo(values(IntegerVector.of(ordered)));
      assertThat(table.subList(length, 2 * length)).containsExactlyInAnyOrderElementsOf(values(payload));
      for (int i = 0; i < length; i++) {
        assertThat(keys.longAt(1000 - table.get(length + i).intValue())).isEqualTo(ordered[i]);
      }
    });
  }

  @ParameterizedTest
  @MethodSource("settings")
  void shuffle_keepsRowsTogether(SecurityModel model) {
    if (!shuffles(model)) {
      assertThatThrownBy(() -> rearranged(model, List.of(IntegerVector.of(1, 2)), VectorNumeric::shuffle))
          .hasMessageContaining("this field allows");
      return;
    }
    rows().forEach(length -> {
      IntegerVector first = IntegerVector.of(IntStream.range(0, length).mapToLong(i -> i).toArray());
      IntegerVector second = IntegerVector.of(IntStream.range(0, length).mapToLong(i -> -7L * i).toArray());

      List<PartyOutcome<IntegerVector>> outcomes =
          rearranged(model, List.of(first, second), VectorNumeric::shuffle);

      List<BigInteger> table = values(outcomes.get(0).result());
      assertThat(table.subList(0, length)).containsExactlyInAnyOrderElementsOf(values(first));
      for (int i = 0; i < length; i++) {
        assertThat(table.get(length + i)).isEqualTo(table.get(i).multiply(BigInteger.valueOf(-7)));
      }
      assertThat(outcomes).allSatisfy(outcome -> assertThat(values(outcome.result())).isEqualTo(table));
    });
  }

  /** Of two rows' two orders, 40 shuffles lack one with probability 2^-39. */
  @ParameterizedTest
  @MethodSource("settings")
  void shuffle_reachesEveryOrder(SecurityModel model) {
    if (shuffles(model)) {
      assertThat(orders(model, IntegerVector.of(1, 2), 40)).hasSize(2);
    }
  }

  /** The orders that some shuffles show. */
  protected final Set<List<BigInteger>> orders(SecurityModel model, IntegerVector column, int shuffles) {
    List<PartyOutcome<IntegerVector>> outcomes = simulation(model).run((me, session) -> session.run("test", root ->
        root.seq(seq -> VectorNumeric.using(seq).known(column))
            .par((par, known) -> DRes.of(IntStream.range(0, shuffles)
                .mapToObj(i -> VectorNumeric.using(par).shuffle(List.of(DRes.of(known))))
                .toList()))
            .seq((seq, shuffled) -> VectorNumeric.using(seq).open("result", VectorNumeric.using(seq).concatenate(
                shuffled.stream().<DRes<SecretVector>>map(columns -> () -> columns.out().get(0)).toList())))));
    List<BigInteger> rows = values(outcomes.get(0).result());
    int length = column.length();
    return IntStream.range(0, shuffles)
        .mapToObj(i -> rows.subList(length * i, length * (i + 1)))
        .collect(Collectors.toSet());
  }

  /** Whether the field is wide enough for the suite's shuffle. */
  protected abstract boolean shuffles(SecurityModel model);

  private interface Rearrangement {
    DRes<List<SecretVector>> of(VectorNumeric vectors, List<DRes<SecretVector>> columns);
  }

  private List<PartyOutcome<IntegerVector>> rearranged(
      SecurityModel model, List<IntegerVector> columns, Rearrangement rearrangement) {
    return simulation(model).run((me, session) -> session.run("test", root -> root
        .par(par -> DRes.of(input(par, me, columns)))
        .seq((seq, inputs) -> rearrangement.of(VectorNumeric.using(seq), inputs))
        .seq((seq, table) -> VectorNumeric.using(seq).open(
            "result", VectorNumeric.using(seq).concatenate(table.stream().<DRes<SecretVector>>map(DRes::of).toList())))));
  }
}
