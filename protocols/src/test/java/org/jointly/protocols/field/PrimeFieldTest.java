package org.jointly.protocols.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.jointly.protocols.integer.IntegerVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrimeFieldTest {

  static Stream<PrimeField> fields() {
    return Stream.of(PrimeFields.MERSENNE_61, PrimeFields.MERSENNE_127);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void add_ofInterestingPairs_agreesWithBigInteger(PrimeField field) {
    Pairs pairs = pairs(field);

    long[] out = new long[pairs.left.length];
    field.add(pairs.left, pairs.right, out);

    assertThat(integers(field, out)).isEqualTo(pairs.map(field, BigInteger::add));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void subtract_ofInterestingPairs_agreesWithBigInteger(PrimeField field) {
    Pairs pairs = pairs(field);

    long[] out = new long[pairs.left.length];
    field.subtract(pairs.left, pairs.right, out);

    assertThat(integers(field, out)).isEqualTo(pairs.map(field, BigInteger::subtract));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void multiply_intoItsOperand_agreesWithBigInteger(PrimeField field) {
    Pairs pairs = pairs(field);

    long[] out = pairs.left.clone();
    field.multiply(out, pairs.right, out);

    assertThat(integers(field, out)).isEqualTo(pairs.map(field, BigInteger::multiply));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void scaleAndAddScaled_byEachElement_agreeWithBigInteger(PrimeField field) {
    Pairs pairs = pairs(field);
    for (BigInteger factor : interesting(field)) {
      long[] scaled = new long[pairs.left.length];
      field.scale(pairs.left, field.element(factor), scaled);
      long[] sum = pairs.right.clone();
      field.addScaled(sum, pairs.left, field.element(factor));

      assertThat(integers(field, scaled)).isEqualTo(pairs.map(field, (l, r) -> l.multiply(factor)));
      assertThat(integers(field, sum)).isEqualTo(pairs.map(field, (l, r) -> l.multiply(factor).add(r)));
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void innerProduct_ofLengthsAroundTheLazyBlock_agreesWithBigInteger(PrimeField field) {
    for (int length : new int[] {0, 1, 7, 8, 9, 1000}) {
      long[] largest = new long[length * field.limbs()];
      for (int i = 0; i < length; i++) {
        System.arraycopy(field.element(-1 - i % 3), 0, largest, i * field.limbs(), field.limbs());
      }

      BigInteger expected = integers(field, largest).stream()
          .map(a -> a.multiply(a)).reduce(BigInteger.ZERO, BigInteger::add).mod(field.modulus());

      assertThat(integers(field, field.innerProduct(largest, largest))).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void innerProduct_ofInterestingPairs_agreesWithBigInteger(PrimeField field) {
    Pairs pairs = pairs(field);

    BigInteger expected =
        pairs.map(field, BigInteger::multiply).stream().reduce(BigInteger.ZERO, BigInteger::add).mod(field.modulus());

    assertThat(integers(field, field.innerProduct(pairs.left, pairs.right))).containsExactly(expected);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void integers_roundTripInTheSymmetricRange(PrimeField field) {
    BigInteger half = field.modulus().shiftRight(1);
    List<BigInteger> values = List.of(
        BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE.negate(), half, half.negate(),
        half.subtract(BigInteger.ONE), BigInteger.valueOf(-123_456_789));

    long[] elements = field.fromIntegers(IntegerVector.of(values));

    assertThat(field.toIntegers(elements)).isEqualTo(IntegerVector.of(values));
    for (int i = 0; i < values.size(); i++) {
      long[] element = Arrays.copyOfRange(elements, i * field.limbs(), (i + 1) * field.limbs());
      assertThat(field.toSigned(element)).isEqualTo(values.get(i));
      assertThat(element).isEqualTo(field.element(values.get(i)));
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void fromIntegers_beyondTheModulus_wraps(PrimeField field) {
    BigInteger most = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);
    List<BigInteger> wide = List.of(most, most.negate(), most.negate().subtract(BigInteger.ONE), field.modulus(),
        field.modulus().negate(), BigInteger.ONE.shiftLeft(100).add(BigInteger.TEN));
    List<BigInteger> narrow = List.of(BigInteger.valueOf(Long.MAX_VALUE), BigInteger.valueOf(Long.MIN_VALUE));

    for (List<BigInteger> values : List.of(wide, narrow)) {
      assertThat(integers(field, field.fromIntegers(IntegerVector.of(values))))
          .isEqualTo(values.stream().map(v -> v.mod(field.modulus())).toList());
    }
    assertThat(field.element(Long.MIN_VALUE)).isEqualTo(field.element(BigInteger.valueOf(Long.MIN_VALUE)));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void inverse_ofInterestingElements_multipliesToOne(PrimeField field) {
    for (BigInteger value : interesting(field)) {
      if (value.signum() != 0) {
        long[] element = field.element(value);
        assertThat(field.product(element, field.inverse(element))).isEqualTo(field.element(1));
      }
    }
    assertThatThrownBy(() -> field.inverse(concat(field.element(5), field.element(0))))
        .isInstanceOf(ArithmeticException.class).hasMessageContaining("element 1");
  }

  @ParameterizedTest
  @MethodSource("fields")
  void squareRoot_ofSquares_squaresBack(PrimeField field) {
    for (BigInteger value : interesting(field)) {
      long[] square = field.product(field.element(value), field.element(value));
      long[] root = field.squareRoot(square);
      assertThat(field.product(root, root)).isEqualTo(square);
    }
    // -1 is no square modulo p = 3 mod 4.
    assertThatThrownBy(() -> field.squareRoot(field.element(-1))).isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void encode_thenDecode_isTheIdentityAndLittleEndian(PrimeField field) {
    Pairs pairs = pairs(field);
    int count = pairs.left.length / field.limbs();
    byte[] bytes = new byte[3 + count * field.bytes()];

    field.encode(pairs.left, 0, count, bytes, 3);
    long[] decoded = new long[pairs.left.length];

    assertThat(field.decode(bytes, 3, count, decoded, 0)).isEqualTo(-1);
    assertThat(decoded).isEqualTo(pairs.left);
    field.encode(field.element(0x0102), 0, 1, bytes, 0);
    assertThat(bytes).startsWith(2, 1, 0, 0);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void decode_ofTheModulusOrMore_saysWhichElement(PrimeField field) {
    for (BigInteger bad : List.of(
        field.modulus(), field.modulus().add(BigInteger.ONE),
        BigInteger.ONE.shiftLeft(8 * field.bytes()).subtract(BigInteger.ONE),
        BigInteger.ONE.shiftLeft(8 * field.bytes() - 1))) {
      byte[] bytes = new byte[3 * field.bytes()];
      field.encode(field.element(-1), 0, 1, bytes, 0);
      for (int i = 0; i < field.bytes(); i++) {
        bytes[field.bytes() + i] = bad.shiftRight(8 * i).byteValue();
      }

      assertThat(field.decode(bytes, 0, 3, new long[3 * field.limbs()], 0)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void sample_whenTheSourceGivesTheModulus_drawsAgain(PrimeField field) {
    int[] call = {0};
    RandomWords source = (out, from, to) -> Arrays.fill(out, from, to, call[0]++ == 0 ? -1 : 0);

    long[] drawn = new long[field.limbs()];
    field.sample(source, drawn);

    assertThat(call[0]).isEqualTo(2);
    assertThat(drawn).isEqualTo(field.element(0));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void operations_onDifferentLengths_areRefused(PrimeField field) {
    long[] one = new long[field.limbs()];
    long[] two = new long[2 * field.limbs()];

    assertThatThrownBy(() -> field.add(one, two, one)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> field.multiply(one, one, two)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> field.scale(two, two, two)).isInstanceOf(IllegalArgumentException.class);
  }

  private record Pairs(long[] left, long[] right) {
    List<BigInteger> map(PrimeField field, BinaryOperator<BigInteger> operator) {
      List<BigInteger> lefts = integers(field, left);
      List<BigInteger> rights = integers(field, right);
      List<BigInteger> results = new ArrayList<>();
      for (int i = 0; i < lefts.size(); i++) {
        results.add(operator.apply(lefts.get(i), rights.get(i)).mod(field.modulus()));
      }
      return results;
    }
  }

  /** Every interesting element with every other. */
  private static Pairs pairs(PrimeField field) {
    List<BigInteger> values = interesting(field);
    long[] left = {};
    long[] right = {};
    for (BigInteger l : values) {
      for (BigInteger r : values) {
        left = concat(left, field.element(l));
        right = concat(right, field.element(r));
      }
    }
    return new Pairs(left, right);
  }

  private static List<BigInteger> interesting(PrimeField field) {
    long seed = System.nanoTime();
    System.out.println("PrimeFieldTest seed " + seed);
    Random random = new Random(seed);
    List<BigInteger> values = new ArrayList<>();
    for (int distance = 0; distance < 3; distance++) {
      values.add(BigInteger.valueOf(distance));
      values.add(field.modulus().subtract(BigInteger.valueOf(distance + 1)));
      values.add(field.modulus().shiftRight(1).add(BigInteger.valueOf(distance)));
      values.add(BigInteger.ONE.shiftLeft(field.bits() - 1).subtract(BigInteger.valueOf(distance)));
      values.add(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.valueOf(distance)).mod(field.modulus()));
    }
    for (int i = 0; i < 10; i++) {
      values.add(new BigInteger(field.bits(), random).mod(field.modulus()));
    }
    if (field.limbs() > 1) {
      values.addAll(edgesOfWords());
    }
    return values;
  }

  /** Where carries begin and end in each of two words. */
  private static List<BigInteger> edgesOfWords() {
    List<BigInteger> values = new ArrayList<>();
    for (long high : new long[] {1, Long.MAX_VALUE >>> 1, 1L << 62, Long.MAX_VALUE}) {
      for (long low : new long[] {0, 1, Long.MAX_VALUE, Long.MIN_VALUE, -2, -1}) {
        values.add(BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)))
            .mod(PrimeFields.MERSENNE_127.modulus()));
      }
    }
    return values;
  }

  private static List<BigInteger> integers(PrimeField field, long[] vector) {
    List<BigInteger> values = new ArrayList<>();
    for (int i = 0; i < vector.length; i += field.limbs()) {
      BigInteger value = BigInteger.ZERO;
      for (int limb = field.limbs() - 1; limb >= 0; limb--) {
        value = value.shiftLeft(64).or(new BigInteger(Long.toUnsignedString(vector[i + limb])));
      }
      values.add(value);
    }
    return values;
  }

  private static long[] concat(long[] left, long[] right) {
    long[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }
}
